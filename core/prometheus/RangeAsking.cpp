#include "core/prometheus/RangeAsking.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace baro::prometheus {
namespace {

// Rounded down, before 1970 too.
std::int64_t wholeQuotient(std::int64_t value, std::int64_t by) {
    return value / by - (value % by < 0 ? 1 : 0);
}

std::int64_t partOf(std::int64_t point) {
    return wholeQuotient(point, stepsInPart);
}

std::int64_t wholeParts(std::int64_t points) {
    return points / stepsInPart * stepsInPart;
}

void addNotes(std::vector<std::string>& all, const std::vector<std::string>& more) {
    for (const std::string& note : more)
        if (std::ranges::find(all, note) == all.end()) all.push_back(note);
}

}  // namespace

RangeAsking::RangeAsking(std::shared_ptr<const ServerAccess> access, std::shared_ptr<RangeCache> cache,
                         RangeQuestion question, std::int64_t now, Told told)
    : access_(std::move(access)),
      cache_(std::move(cache)),
      question_(std::move(question)),
      now_(now),
      told_(std::move(told)),
      firstPoint_(-wholeQuotient(-question_.range.from, question_.stepMilliseconds)),
      lastPoint_(wholeQuotient(question_.range.to, question_.stepMilliseconds)),
      // Whole parts are asked, as only those can be kept.
      next_(partOf(firstPoint_) * stepsInPart),
      pointsInCall_(wholeParts(access_->settings.pointsInCall)) {
    answer_.type = ResultType::Matrix;
    steps_.next([this] { return access_->carrier->wait({}, [this] { goOn(); }); });
}

// What is kept is taken; what is missing up to the next part that is kept is asked at once.
void RangeAsking::goOn() {
    const std::int64_t step = question_.stepMilliseconds;
    while (next_ <= lastPoint_) {
        const RangePartPtr part = cache_->find(question_.expression, step, partOf(next_));
        if (!part) break;
        addPart(*part);
        next_ = (partOf(next_) + 1) * stepsInPart;
    }
    if (next_ > lastPoint_) {
        for (auto& [labels, samples] : rows_)
            if (!samples.empty()) answer_.series.push_back({*labels, std::move(samples)});
        return tell(std::move(answer_));
    }
    // The end of the last part, if that is over; what is not yet over is asked as far as it is wanted.
    std::int64_t wanted = (partOf(lastPoint_) + 1) * stepsInPart - 1;
    if (timeOf(wanted) > now_ - keptAfterMilliseconds) wanted = lastPoint_;
    const std::int64_t end = std::min(wanted, next_ + pointsInCall_ - 1);
    std::int64_t last = std::min(end, (partOf(next_) + 1) * stepsInPart - 1);
    while (last < end && !cache_->find(question_.expression, step, partOf(last + 1)))
        last = std::min(end, last + stepsInPart);
    ask(next_, last);
}

void RangeAsking::ask(std::int64_t first, std::int64_t last) {
    RangeQuestion part = question_;
    part.range = {timeOf(first), timeOf(last)};
    steps_.next([&] {
        return std::make_unique<Exchange>(access_, callOf(part), AnswerKind::Query,
                                          [this, first, last](Result<std::unique_ptr<AnswerReader>> reader) {
                                              if (!reader) return tell(reader.error());
                                              take((*reader)->takeQuery(), first, last);
                                          });
    });
}

void RangeAsking::take(QueryAnswer answer, std::int64_t first, std::int64_t last) {
    const std::int64_t step = question_.stepMilliseconds;
    std::map<std::int64_t, std::shared_ptr<RangePart>> parts;
    for (std::int64_t number = partOf(first); number <= partOf(last); ++number)
        parts.emplace(number, std::make_shared<RangePart>());
    for (SampleSeries& series : answer.series) {
        const auto labels = std::make_shared<const Labels>(std::move(series.labels));
        for (const Sample& sample : series.samples) {
            const auto part = parts.find(partOf(wholeQuotient(sample.timeMilliseconds, step)));
            if (part == parts.end()) continue;  // not what was asked for
            auto& rows = part->second->rows;
            if (rows.empty() || rows.back().labels != labels) rows.push_back({labels, {}});
            rows.back().samples.push_back(sample);
        }
    }
    for (const auto& [number, part] : parts)
        addPart(*part);
    answer_.histograms = std::max(answer_.histograms, answer.histograms);
    addNotes(answer_.notes.warnings, answer.notes.warnings);
    addNotes(answer_.notes.infos, answer.notes.infos);
    if (keptBytes_ > access_->settings.limits.keptBytes)
        return tell(
            failed(fmt::format("its answer takes more than {} kB; ask for fewer series or a shorter time",
                               access_->settings.limits.keptBytes / 1000)));
    // Of an answer with a warning something may be missing, and of a part that is cut.
    if (last != (partOf(last) + 1) * stepsInPart - 1) parts.erase(partOf(last));
    if (answer.notes.warnings.empty()) keepParts(parts);
    const auto series = static_cast<std::int64_t>(std::max(answer.series.size(), std::size_t{1}));
    pointsInCall_ = std::clamp(wholeParts(access_->settings.samplesInCall / series), stepsInPart,
                               wholeParts(access_->settings.pointsInCall));
    next_ = last + 1;
    goOn();
}

void RangeAsking::keepParts(const std::map<std::int64_t, std::shared_ptr<RangePart>>& parts) {
    for (const auto& [number, part] : parts)
        if (timeOf((number + 1) * stepsInPart) <= now_ - keptAfterMilliseconds)
            cache_->keep(question_.expression, question_.stepMilliseconds, number, part);
}

void RangeAsking::addPart(const RangePart& part) {
    for (const RangePart::Row& row : part.rows) {
        auto& samples = rows_[row.labels];
        for (const Sample& sample : row.samples) {
            if (sample.timeMilliseconds < timeOf(firstPoint_) || sample.timeMilliseconds > timeOf(lastPoint_))
                continue;
            samples.push_back(sample);
            keptBytes_ += sizeof(Sample);
        }
    }
}

void RangeAsking::tell(Result<QueryAnswer> result) {
    const Told told = std::move(told_);
    if (told) told(std::move(result));
}

}  // namespace baro::prometheus
