#include "core/hosts/ScrapePace.h"

#include <algorithm>
#include <vector>

namespace baro {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds shortestPause{1000};
constexpr milliseconds firstPause{2000};
// Less than a whole interval, then in small steps: nobody knows when within it the scrapes come.
constexpr double mostOfAnInterval = 0.9;
constexpr int stepsInAnInterval = 10;
constexpr int vainSteps = 5;  // then the host is late, and not asked in small steps any more

}  // namespace

std::optional<milliseconds> scrapeDistance(std::span<const SampleSeries> answer) {
    const auto most = std::ranges::max_element(
        answer, {}, [](const SampleSeries& series) { return series.samples.size(); });
    if (most == answer.end() || most->samples.size() < 2) return {};
    std::vector<std::int64_t> distances;
    for (std::size_t i = 1; i < most->samples.size(); ++i)
        distances.push_back(most->samples[i].timeMilliseconds - most->samples[i - 1].timeMilliseconds);
    const auto middle = distances.begin() + static_cast<std::ptrdiff_t>((distances.size() - 1) / 2);
    std::ranges::nth_element(distances, middle);
    const milliseconds distance(*middle);
    if (distances.size() == 1 && distance > ScrapePace::usualInterval) return {};
    return distance;
}

std::optional<milliseconds> ScrapePace::interval() const {
    std::int64_t least = 0;
    for (const std::int64_t distance : distances_)
        if (distance > 0 && (least == 0 || distance < least)) least = distance;
    return least == 0 ? std::nullopt : std::optional(milliseconds(least));
}

milliseconds ScrapePace::next(std::optional<std::int64_t> takenAt) {
    if (!takenAt || takenAt == newest_) return afterNothingNew();
    const bool isFirst = !newest_;
    const std::int64_t distance = isFirst ? 0 : *takenAt - *newest_;
    newest_ = takenAt;
    inVain_ = 0;
    if (distance > 0) {
        distances_[nextDistance_] = distance;
        nextDistance_ = (nextDistance_ + 1) % remembered;
    }
    if (isFirst) return firstPause;
    const auto most = interval().value_or(usualInterval) * mostOfAnInterval;
    return std::max(shortestPause, std::chrono::duration_cast<milliseconds>(most));
}

milliseconds ScrapePace::afterNothingNew() {
    const milliseconds usual = interval().value_or(usualInterval);
    if (++inVain_ > vainSteps && interval()) return std::max(shortestPause, usual);
    return std::max(shortestPause, interval() ? usual / stepsInAnInterval : firstPause);
}

}  // namespace baro
