#include "core/remotewrite/DestinationWriter.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "core/base/Escape.h"
#include "core/base/Log.h"
#include "core/base/Version.h"
#include "core/remotewrite/Lanes.h"
#include "core/remotewrite/WriteRequest.h"

namespace baro::remotewrite {
namespace {

// A span that is no larger may be twice as long the next time. Together with its requests being compressed,
// this is what bounds the memory.
constexpr std::size_t usualSpanSamples = 20'000;
constexpr std::int64_t mostWindows = 5760;  // a day at 15 s, of a machine that was off
constexpr std::size_t mostReasonBytes = 512;
constexpr std::chrono::hours tellRefusalsEvery{1};
constexpr std::chrono::seconds readAgainAfter{10};
// Prometheus tells each minute what it scrapes; what a machine has hardly changes.
constexpr std::chrono::minutes tellMetadataEvery{5};

std::size_t samplesIn(const std::vector<PreparedRequest>& requests) {
    std::size_t samples = 0;
    for (const PreparedRequest& request : requests)
        samples += request.samples;
    return samples;
}

}  // namespace

http::Request writeRequest(http::Request request, std::string body) {
    request.method = "POST";
    for (auto& [name, value] : {std::pair<std::string, std::string>{"Content-Encoding", "snappy"},
                                {"Content-Type", "application/x-protobuf"},
                                {"X-Prometheus-Remote-Write-Version", "0.1.0"},
                                {"User-Agent", "Barograph/" + std::string(programVersion())}})
        request.headers.push_back({name, value});
    request.body = std::move(body);
    return request;
}

DestinationWriter::DestinationWriter(Destination destination, SentRanges sent,
                                     const Surroundings& surroundings, const DestinationState& before)
    : destination_(std::move(destination)), surroundings_(surroundings), sent_(std::move(sent)) {
    state_.sent = before.sent;
    state_.dropped = before.dropped;
    state_.retried = before.retried;
    state_.bytes = before.bytes;
    state_.refusal = before.refusal;
    state_.name = destination_.name;
    if (sent_.end() > sent_.all().front().from) state_.newest = sent_.end() - 1;
}

Nanoseconds DestinationWriter::advance(const Instant& now, std::int64_t recorded) {
    const std::int64_t until = destination_.windows.endOf(recorded);
    if (until < sent_.end()) sent_.forgetFrom(until);
    const Nanoseconds oldest = advance(oldest_, now, until);
    const Nanoseconds newest = advance(newest_, now, until);
    state_.recorded = recorded;
    state_.missing = sent_.missing(until);
    return std::min({oldest, newest, advanceMetadata(now)});
}

void DestinationWriter::end() {
    isEnding_ = true;
    for (Lane* lane : {&oldest_, &newest_}) {
        if (lane->carriage || lane->problem.empty()) continue;
        lane->span.reset();
        lane->requests.clear();
    }
}

bool DestinationWriter::hasEnded() const {
    return isEnding_ && !oldest_.span && !newest_.span && !oldest_.carriage && !newest_.carriage;
}

// Beside the samples, as Prometheus does; the first time when some have arrived. What does not arrive is told
// the next time.
Nanoseconds DestinationWriter::advanceMetadata(const Instant& now) {
    if (!destination_.metadata || isEnding_) return never;
    if (metadata_) {
        const MutexLock lock(metadataReply_->mutex);
        if (!metadataReply_->answer) return never;
    }
    metadata_.reset();
    if (names_.empty()) return never;
    if (now.monotonic >= metadataAt_) {
        metadataAt_ = now.monotonic + tellMetadataEvery;
        sendMetadata();
    }
    return metadata_ ? never : metadataAt_;
}

void DestinationWriter::sendMetadata() {
    WriteRequest body;
    bool isEmpty = true;
    for (const FamilyMetadata& family : destination_.metadata()) {
        if (!names_.contains(family.name)) continue;
        body.add(family);
        isEmpty = false;
    }
    auto request = destination_.request();
    if (isEmpty || !request) return;
    metadataReply_ = std::make_shared<Reply>();
    metadata_ = carry(writeRequest(std::move(request).value(), body.takeBody()), metadataReply_);
}

Nanoseconds DestinationWriter::advance(Lane& lane, const Instant& now, std::int64_t until) {
    takeReply(lane, now);
    if (lane.carriage) return never;
    if (now.monotonic < lane.notBefore) return lane.notBefore;
    if (!lane.span && isEnding_) return never;
    if (!lane.span && !prepare(lane, now, until))
        return planned(lane, until) ? std::max(now.monotonic, lane.notBefore) : never;
    send(lane, now);
    return lane.carriage ? never : std::max(now.monotonic, lane.notBefore);
}

std::optional<Span> DestinationWriter::planned(const Lane& lane, std::int64_t until) const {
    const bool isOldest = &lane == &oldest_;
    const Lane& other = isOldest ? newest_ : oldest_;
    auto span = (isOldest ? oldestSpan : newestSpan)(sent_, destination_.windows, until, lane.windows);
    if (!span || !other.span) return span;
    // What is under way already is not sent by both.
    if (isOldest && other.span->from > span->from) span->to = std::min(span->to, other.span->from);
    if (!isOldest && other.span->to > span->from) return std::nullopt;
    return span;
}

bool DestinationWriter::prepare(Lane& lane, const Instant& now, std::int64_t until) {
    const auto span = planned(lane, until);
    if (!span) return false;
    auto requests = readSpan(surroundings_.source, *span, destination_.windows, destination_.series);
    if (!requests) {
        note(lane, "the record cannot be read: " + requests.error().message);
        lane.notBefore = now.monotonic + readAgainAfter;
        return false;
    }
    if (!*requests) {
        lane.windows = std::max<std::int64_t>(destination_.windows.count(*span) / 4, 1);
        return false;
    }
    lane.span = *span;
    lane.requests = std::move(**requests);
    lane.next = 0;
    if (!lane.requests.empty()) return true;
    finish(lane);
    return false;
}

void DestinationWriter::send(Lane& lane, const Instant& now) {
    auto request = destination_.request();
    if (!request) return postpone(lane, {Verdict::Kind::Unsuited, request.error().message, {}}, now);
    lane.reply = std::make_shared<Reply>();
    lane.carriage =
        carry(writeRequest(std::move(request).value(), lane.requests[lane.next].body), lane.reply);
}

std::unique_ptr<http::Carriage> DestinationWriter::carry(http::Request request,
                                                         const std::shared_ptr<Reply>& reply) {
    return http::carryForSmallAnswer(surroundings_.carrier, std::move(request), mostReasonBytes,
                                     [reply, wake = surroundings_.wake](Result<http::SmallAnswer> answer) {
                                         {
                                             const MutexLock lock(reply->mutex);
                                             reply->answer = std::move(answer);
                                         }
                                         wake();
                                     });
}

void DestinationWriter::takeReply(Lane& lane, const Instant& now) {
    if (!lane.carriage) return;
    std::optional<Result<http::SmallAnswer>> answer;
    {
        const MutexLock lock(lane.reply->mutex);
        answer = std::exchange(lane.reply->answer, std::nullopt);
    }
    if (!answer) return;
    lane.carriage.reset();
    const Verdict verdict = verdictOf(*answer, now.wall);
    switch (verdict.kind) {
        case Verdict::Kind::Taken:
            return taken(lane);
        case Verdict::Kind::Refused:
            return refused(lane, verdict.problem, now);
        case Verdict::Kind::TryAgain:
        case Verdict::Kind::Absent:
        case Verdict::Kind::Unsuited:
            return postpone(lane, verdict, now);
    }
}

void DestinationWriter::taken(Lane& lane) {
    const PreparedRequest& request = lane.requests[lane.next];
    state_.sent += request.samples;
    state_.bytes += request.body.size();
    state_.newest = std::max(state_.newest, request.newest);
    names_.insert(request.names.begin(), request.names.end());
    lane.backoff.reset();
    note(lane, {});
    passOn(lane);
}

// Prometheus takes all of a request or nothing: for one sample that it knows already or that is too old, none
// of the others. So the span is halved as long as it can be, and only what one window has is dropped.
void DestinationWriter::refused(Lane& lane, const std::string& problem, const Instant& now) {
    lane.backoff.reset();
    const std::int64_t windows = destination_.windows.count(*lane.span);
    if (windows > 1) {
        lane.windows = windows / 2;
        lane.span.reset();
        lane.requests.clear();
        return;
    }
    const std::size_t samples = lane.requests[lane.next].samples;
    state_.dropped += samples;
    state_.refusal = problem;
    untold_ += samples;
    if (!toldAt_ || now.monotonic - *toldAt_ >= tellRefusalsEvery) {
        toldAt_ = now.monotonic;
        surroundings_.refused({destination_.name, problem, std::exchange(untold_, 0), *lane.span});
    }
    note(lane, {});
    passOn(lane);
}

void DestinationWriter::postpone(Lane& lane, const Verdict& verdict, const Instant& now) {
    using Kind = Verdict::Kind;
    const Nanoseconds longest = verdict.kind == Kind::TryAgain ? Backoff::most : Backoff::mostWithoutAnswer;
    lane.notBefore = now.monotonic + std::max(lane.backoff.next(longest), verdict.notBefore);
    state_.retried += lane.requests[lane.next].samples;
    note(lane, verdict.problem);
    // When the server is back, what is new is something else; and who ends waits for no server.
    if (&lane == &newest_ || isEnding_) {
        lane.span.reset();
        lane.requests.clear();
    }
}

void DestinationWriter::passOn(Lane& lane) {
    lane.requests[lane.next].body = {};
    if (++lane.next == lane.requests.size()) finish(lane);
}

void DestinationWriter::finish(Lane& lane) {
    sent_.add(*lane.span);
    const std::size_t samples = samplesIn(lane.requests);
    if (samples <= usualSpanSamples)
        lane.windows = std::min(lane.windows * 2, mostWindows);
    else if (samples > 2 * usualSpanSamples)
        lane.windows = std::max<std::int64_t>(lane.windows / 2, 1);
    lane.span.reset();
    lane.requests.clear();
}

void DestinationWriter::giveUp() {
    metadata_.reset();
    for (Lane* lane : {&oldest_, &newest_}) {
        lane->carriage.reset();
        lane->span.reset();
        lane->requests.clear();
    }
}

// Said when it changes, not each time.
void DestinationWriter::note(Lane& lane, const std::string& problem) {
    lane.problem = problem;
    const std::string& shown = newest_.problem.empty() ? oldest_.problem : newest_.problem;
    if (state_.problem == shown) return;
    const std::string name = escapedForTerminal(destination_.name);
    if (shown.empty())
        log(Severity::Info, fmt::format("samples reach {} again", name));
    else
        log(Severity::Warning,
            fmt::format("samples do not reach {}: {}; they are sent later", name, escapedForTerminal(shown)));
    state_.problem = shown;
}

}  // namespace baro::remotewrite
