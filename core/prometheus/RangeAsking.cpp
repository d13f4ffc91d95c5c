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
      firstPoint_(pointAt(question_.range.from - 1) + 1),
      lastPoint_(pointAt(question_.range.to)),
      // Whole parts are asked, as only those can be kept.
      next_(partOf(firstPoint_) * stepsInPart),
      pointsInCall_(wholeParts(access_->settings.pointsInCall)) {
    answer_.type = ResultType::Matrix;
    steps_.next([this] { return access_->carrier->wait({}, [this] { goOn(); }); });
}

std::int64_t RangeAsking::pointAt(std::int64_t time) const {
    return wholeQuotient(time - question_.phaseMilliseconds, question_.stepMilliseconds);
}

RangePartPtr RangeAsking::keptPart(std::int64_t number) const {
    return cache_->find(question_.expression, question_.stepMilliseconds, timeOf(number * stepsInPart));
}

// What is kept is taken; what is missing up to the next part that is kept is asked at once.
void RangeAsking::goOn() {
    while (next_ <= lastPoint_) {
        const RangePartPtr part = keptPart(partOf(next_));
        if (!part) break;
        if (isEnding_) return;
        addPart(*part, partOf(next_));
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
    while (last < end && !keptPart(partOf(last + 1)))
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

// Each series goes from the answer to its place, so that no sample is there twice but for those that are
// kept.
void RangeAsking::take(QueryAnswer answer, std::int64_t first, std::int64_t last) {
    // Of an answer with a warning something may be missing.
    Parts parts = answer.notes.warnings.empty() ? partsToKeep(first, last) : Parts();
    for (SampleSeries& series : answer.series) {
        if (isEnding_) return;
        const auto labels = std::make_shared<const Labels>(std::move(series.labels));
        copyInto(parts, labels, series.samples);
        addSamples(labels, std::move(series.samples));
    }
    answer_.histograms = std::max(answer_.histograms, answer.histograms);
    addNotes(answer_.notes.warnings, answer.notes.warnings);
    addNotes(answer_.notes.infos, answer.notes.infos);
    if (keptBytes_ > access_->settings.limits.keptBytes)
        return tell(
            failed(fmt::format("its answer takes more than {} kB; ask for fewer series or a shorter time",
                               access_->settings.limits.keptBytes / 1000)));
    for (const auto& [number, part] : parts) {
        part->rows.shrink_to_fit();
        cache_->keep(question_.expression, question_.stepMilliseconds, timeOf(number * stepsInPart), part);
    }
    const auto series = static_cast<std::int64_t>(std::max(answer.series.size(), std::size_t{1}));
    pointsInCall_ = std::clamp(wholeParts(access_->settings.samplesInCall / series), stepsInPart,
                               wholeParts(access_->settings.pointsInCall));
    next_ = last + 1;
    goOn();
}

// Those that are over, and of which all was asked.
RangeAsking::Parts RangeAsking::partsToKeep(std::int64_t first, std::int64_t last) const {
    Parts parts;
    for (std::int64_t number = partOf(first); (number + 1) * stepsInPart - 1 <= last; ++number)
        if (timeOf((number + 1) * stepsInPart) <= now_ - keptAfterMilliseconds)
            parts.emplace(number, std::make_shared<RangePart>());
    return parts;
}

void RangeAsking::copyInto(Parts& parts, const LabelsPtr& labels, const std::vector<Sample>& samples) const {
    auto part = parts.begin();
    for (const Sample& sample : samples) {
        const std::int64_t point = pointAt(sample.timeMilliseconds);
        // Samples ascend.
        while (part != parts.end() && part->first < partOf(point))
            ++part;
        if (part == parts.end()) return;
        if (part->first != partOf(point) || timeOf(point) != sample.timeMilliseconds) continue;
        auto& rows = part->second->rows;
        if (rows.empty() || rows.back().labels != labels) {
            rows.push_back({labels, {}});
            rows.back().values.fill(staleMarker());
        }
        rows.back().values[static_cast<std::size_t>(point - partOf(point) * stepsInPart)] = sample.value;
    }
}

void RangeAsking::addSamples(const LabelsPtr& labels, std::vector<Sample> samples) {
    const TimeRange wanted{timeOf(firstPoint_), timeOf(lastPoint_)};
    std::erase_if(samples, [&wanted](const Sample& sample) {
        return sample.timeMilliseconds < wanted.from || sample.timeMilliseconds > wanted.to;
    });
    keptBytes_ += samples.size() * sizeof(Sample);
    auto& all = rows_[labels];
    if (all.empty())
        all = std::move(samples);
    else
        all.insert(all.end(), samples.begin(), samples.end());
}

void RangeAsking::addPart(const RangePart& part, std::int64_t number) {
    for (const RangePart::Row& row : part.rows) {
        std::vector<Sample> samples;
        for (std::int64_t i = 0; i < stepsInPart; ++i)
            if (const double value = row.values[static_cast<std::size_t>(i)]; !isStaleMarker(value))
                samples.push_back({timeOf(number * stepsInPart + i), value});
        addSamples(row.labels, std::move(samples));
    }
}

void RangeAsking::tell(Result<QueryAnswer> result) {
    const Told told = std::move(told_);
    if (told) told(std::move(result));
}

}  // namespace baro::prometheus
