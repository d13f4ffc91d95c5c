#include "core/remotewrite/RemoteWriter.h"

#include <pthread.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <utility>

#include "core/base/Log.h"

namespace baro::remotewrite {
namespace {

// What was sent since is sent again after a crash.
constexpr std::chrono::seconds storeEvery{30};
constexpr std::chrono::seconds storeEveryCatchingUp{5};  // as there is much of it

}  // namespace

RemoteWriter::RemoteWriter(std::vector<Destination> destinations, Parts parts) : parts_(std::move(parts)) {
    setDestinations(std::move(destinations));
}

RemoteWriter::~RemoteWriter() {
    stop();
}

void RemoteWriter::start() {
    thread_ = std::jthread([this](const std::stop_token& stop) { loop(stop); });
}

void RemoteWriter::stop() {
    if (thread_.joinable()) {
        thread_.request_stop();
        thread_.join();
        thread_ = std::jthread();
    }
    for (const auto& writer : writers_)
        writer->giveUp();
    store();
}

void RemoteWriter::loop(const std::stop_token& stop) {
    pthread_setname_np(pthread_self(), "remote-write");
    while (!stop.stop_requested()) {
        const Nanoseconds next = step();
        const Nanoseconds now = parts_.clock.now().monotonic;
        if (next <= now) continue;
        std::unique_lock lock(wakeMutex_);
        const auto woken = [this] { return std::exchange(isWoken_, false); };
        if (next == DestinationWriter::never)
            wake_.wait(lock, stop, woken);
        else
            wake_.wait_for(lock, stop, next - now, woken);
    }
}

void RemoteWriter::wake() {
    {
        const std::lock_guard lock(wakeMutex_);
        isWoken_ = true;
    }
    wake_.notify_one();
}

void RemoteWriter::setDestinations(std::vector<Destination> destinations) {
    {
        const MutexLock lock(mutex_);
        std::vector<DestinationState> states;
        for (const Destination& destination : destinations) {
            const auto known = std::ranges::find(states_, destination.name, &DestinationState::name);
            states.push_back(known != states_.end() ? *known : DestinationState{});
            states.back().name = destination.name;
        }
        states_ = std::move(states);
        wanted_ = std::move(destinations);
    }
    wake();
}

void RemoteWriter::recorded(std::int64_t newest) {
    {
        const MutexLock lock(mutex_);
        recorded_ = newest;
    }
    wake();
}

std::vector<DestinationState> RemoteWriter::states() const {
    const MutexLock lock(mutex_);
    return states_;
}

Nanoseconds RemoteWriter::step() {
    std::int64_t recorded = 0;
    {
        const MutexLock lock(mutex_);
        recorded = recorded_;
    }
    takeDestinations();
    if (recorded == 0) return DestinationWriter::never;
    if (!hasBegun_) begin();
    follow(recorded);
    const Instant now = parts_.clock.now();
    Nanoseconds next = DestinationWriter::never;
    for (const auto& writer : writers_)
        next = std::min(next, writer->advance(now, recorded));
    // What has ended now makes way for what comes after it.
    if (std::ranges::any_of(writers_, [](const auto& writer) { return writer->hasEnded(); }))
        next = now.monotonic;
    tell();
    storeSometimes(now.monotonic);
    return next;
}

void RemoteWriter::takeDestinations() {
    std::optional<std::vector<Destination>> wanted;
    {
        const MutexLock lock(mutex_);
        wanted = std::exchange(wanted_, std::nullopt);
    }
    if (!wanted) return;
    destinations_ = std::move(*wanted);
    for (const auto& writer : writers_) {
        const Destination& is = writer->destination();
        const auto same = std::ranges::find(destinations_, is.key, &Destination::key);
        if (same == destinations_.end() || same->version != is.version) writer->end();
    }
}

// Only now: until then another process may have sent, and have kept its cursors.
void RemoteWriter::begin() {
    hasBegun_ = true;
    auto loaded = loadCursors(parts_.cursorFile);
    if (!loaded) {
        const std::string aside = parts_.cursorFile + ".damaged";
        std::error_code ignored;
        std::filesystem::rename(parts_.cursorFile, aside, ignored);
        log(Severity::Warning, "what was sent is not known: " + loaded.error().message + "; it is kept as " +
                                   aside + ", and every destination begins anew");
        loaded = Cursors();
    }
    cursors_ = std::move(loaded).value();
}

// Writers for the destinations that have none, once the one of before has ended.
void RemoteWriter::follow(std::int64_t recorded) {
    std::erase_if(writers_, [this](const auto& writer) {
        if (!writer->hasEnded()) return false;
        left_.insert_or_assign(writer->destination().key, writer->sent());
        before_.insert_or_assign(writer->destination().key, writer->state());
        return true;
    });
    const std::size_t were = writers_.size();
    for (const Destination& destination : destinations_)
        if (std::ranges::none_of(writers_, [&destination](const auto& writer) {
                return writer->destination().key == destination.key;
            }))
            add(destination, recorded);
    if (writers_.size() == were) return;
    store();
    storedAt_ = parts_.clock.now().monotonic;
}

void RemoteWriter::add(const Destination& destination, std::int64_t recorded) {
    const auto left = left_.find(destination.key);
    const auto known = cursors_.find(destination.key);
    SentRanges sent = left != left_.end()       ? left->second
                      : known != cursors_.end() ? known->second
                                                : firstCursor(destination, recorded);
    left_.erase(destination.key);
    writers_.push_back(std::make_unique<DestinationWriter>(
        destination, std::move(sent),
        DestinationWriter::Surroundings{parts_.source, *parts_.carrier, [this] { wake(); }, parts_.refused},
        before_[destination.key]));
}

// In the order of the destinations; those that wait for one that ends stand as that does.
void RemoteWriter::tell() {
    std::vector<DestinationState> states;
    for (const Destination& destination : destinations_)
        for (const auto& writer : writers_)
            if (writer->destination().key == destination.key) states.push_back(writer->state());
    const MutexLock lock(mutex_);
    if (!wanted_) states_ = std::move(states);
}

SentRanges RemoteWriter::firstCursor(const Destination& destination, std::int64_t recorded) const {
    const std::int64_t begin = parts_.recordBegin();
    const Since since = destination.since;
    if (since.kind == Since::Kind::Beginning) return SentRanges(destination.windows.beginOf(begin));
    const std::int64_t from = recorded - (since.kind == Since::Kind::Ago ? since.milliseconds : 0);
    return SentRanges(destination.windows.beginOf(std::max(from, begin)));
}

void RemoteWriter::storeSometimes(Nanoseconds now) {
    const bool catchesUp =
        std::ranges::any_of(writers_, [](const auto& writer) { return writer->isCatchingUp(); });
    if (now - storedAt_ < (catchesUp ? storeEveryCatchingUp : storeEvery)) return;
    storedAt_ = now;
    store();
}

void RemoteWriter::store() {
    Cursors cursors = cursors_;
    for (const auto& [key, sent] : left_)
        cursors.insert_or_assign(key, sent);
    for (const auto& writer : writers_)
        cursors.insert_or_assign(writer->destination().key, writer->sent());
    if (cursors == cursors_) return;
    const Status stored = saveCursors(parts_.cursorFile, cursors);
    if (stored) cursors_ = std::move(cursors);
    if (!stored && !storeFails_)
        log(Severity::Warning,
            "what was sent cannot be kept: " + stored.error().message + "; after a crash it is sent again");
    storeFails_ = !stored;
}

}  // namespace baro::remotewrite
