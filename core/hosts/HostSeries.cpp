#include "core/hosts/HostSeries.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace baro {
namespace {

// Samples of one scrape have one time; a server may round it (Prometheus: --scrape.timestamp-tolerance).
constexpr std::int64_t sameScrape = 500;
// What sends its own samples reads hardware facts once a minute, and counters only count then.
constexpr std::int64_t slowestReading = 90'000;
// What nanoseconds can count to, in the year 2262.
constexpr std::int64_t latestTime = INT64_MAX / 1'000'000;

bool isKnown(const Sample& sample) {
    return std::isfinite(sample.value) && sample.timeMilliseconds >= 0 &&
           sample.timeMilliseconds <= latestTime;
}

}  // namespace

std::vector<HostSample> newestSamples(std::span<const SampleSeries> series) {
    std::vector<HostSample> newest;
    newest.reserve(series.size());
    for (const SampleSeries& one : series)
        if (!one.samples.empty())
            newest.push_back({std::make_shared<const Labels>(one.labels), one.samples.back()});
    return newest;
}

Instant instantOf(std::int64_t timeMilliseconds) {
    const Nanoseconds time =
        std::chrono::milliseconds(std::clamp<std::int64_t>(timeMilliseconds, 0, latestTime));
    return {time, time, time};
}

HostSeries::HostSeries(std::span<const HostSample> samples, std::string host) : host_(std::move(host)) {
    group(samples);
    if (scrapedAt_) takenAt_ = *scrapedAt_;
    for (auto it = byMetric_.begin(); it != byMetric_.end();) {
        dropEnded(it->second);
        it = it->second.empty() ? byMetric_.erase(it) : std::next(it);
    }
}

void HostSeries::group(std::span<const HostSample> samples) {
    for (const HostSample& one : samples) {
        if (!isKnown(one.sample)) continue;
        const std::string_view metric = one.labels->metric();
        const std::int64_t time = one.sample.timeMilliseconds;
        takenAt_ = byMetric_.empty() ? time : std::max(takenAt_, time);
        byMetric_[metric].push_back(&one);
        if (metric != "up" || (scrapedAt_ && *scrapedAt_ >= time)) continue;
        scrapedAt_ = time;
        isDown_ = one.sample.value == 0;
    }
}

// Empty when none of a metric goes on.
void HostSeries::dropEnded(std::vector<const HostSample*>& ofMetric) const {
    const auto timeOf = [](const HostSample* one) { return one->sample.timeMilliseconds; };
    const std::int64_t newest = timeOf(std::ranges::max(ofMetric, {}, timeOf));
    const bool hasEnded = !scrapedAt_ && newest < takenAt_ - slowestReading;
    const std::int64_t since = (scrapedAt_ ? *scrapedAt_ : newest) - sameScrape;
    std::erase_if(ofMetric, [&](const HostSample* one) { return hasEnded || timeOf(one) < since; });
}

std::span<const HostSample* const> HostSeries::of(std::string_view metric) const {
    const auto found = byMetric_.find(metric);
    if (found == byMetric_.end()) return {};
    return found->second;
}

void HostSeries::forEachBeginning(std::string_view prefix, const Visit& visit) const {
    for (auto it = byMetric_.lower_bound(prefix); it != byMetric_.end() && it->first.starts_with(prefix);
         ++it)
        visit(it->first, it->second);
}

Error HostSeries::reason(std::string_view subject) const {
    if (isDown_) return failed(host_ + " could not be reached when it was asked last");
    return absent(host_ + " tells nothing of " + std::string(subject));
}

}  // namespace baro
