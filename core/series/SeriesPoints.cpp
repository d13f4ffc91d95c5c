#include "core/series/SeriesPoints.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace baro {
namespace {

using Aggregation = SeriesExpression::Aggregation;

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

Labels keptLabels(const Labels& labels, const std::vector<std::string>& by) {
    std::vector<std::pair<std::string, std::string>> kept;
    kept.reserve(by.size());
    for (const std::string& name : by)
        kept.emplace_back(name, labels.value(name));
    return Labels(std::move(kept));
}

std::vector<std::int64_t> timesOf(const std::vector<Sample>& samples) {
    std::vector<std::int64_t> times;
    times.reserve(samples.size());
    for (const Sample& sample : samples)
        times.push_back(sample.timeMilliseconds);
    return times;
}

// What a group knows at one time.
struct Tally {
    double sum = 0;
    double maximum = -std::numeric_limits<double>::infinity();
    int known = 0;
    bool incomplete = false;

    double result(Aggregation aggregation) const {
        if (known == 0) return unknown;
        if (aggregation == Aggregation::Maximum) return maximum;
        if (incomplete) return unknown;
        return aggregation == Aggregation::Sum ? sum : sum / known;
    }
};

void addTo(std::vector<Tally>& group, const std::vector<double>& values) {
    std::size_t lastKnown = values.size();  // none
    for (std::size_t tick = 0; tick < values.size(); ++tick) {
        if (std::isnan(values[tick])) continue;
        const bool afterHole =
            lastKnown < tick && tick - lastKnown - 1 <= std::size_t{longestHoleInIntervals};
        for (std::size_t missed = lastKnown + 1; afterHole && missed < tick; ++missed)
            group[missed].incomplete = true;
        lastKnown = tick;
        group[tick].sum += values[tick];
        group[tick].maximum = std::max(group[tick].maximum, values[tick]);
        ++group[tick].known;
    }
}

}  // namespace

std::int64_t longestHole(const std::vector<std::int64_t>& times) {
    if (times.size() < 2) return 0;
    std::vector<std::int64_t> distances;
    distances.reserve(times.size() - 1);
    for (std::size_t i = 1; i < times.size(); ++i)
        distances.push_back(times[i] - times[i - 1]);
    // The median is at least the shortest, so regular times need no search for it.
    const auto [shortest, longest] = std::ranges::minmax_element(distances);
    if (*longest <= *shortest * longestHoleInIntervals) return *longest;
    const auto middle = distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / 2);
    std::ranges::nth_element(distances, middle);
    return *middle * longestHoleInIntervals;
}

std::vector<Sample> applied(SeriesExpression::Function function, const std::vector<Sample>& samples) {
    std::vector<Sample> points;
    points.reserve(samples.size());
    const bool isRate = function == SeriesExpression::Function::Rate;
    const std::int64_t longest = isRate ? longestHole(timesOf(samples)) : 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const auto [time, value] = samples[i];
        if (!isRate) {
            points.push_back({time, isStaleMarker(value) ? unknown : value});
            continue;
        }
        const Sample before = i == 0 ? Sample{time, unknown} : samples[i - 1];
        const std::int64_t elapsed = time - before.timeMilliseconds;
        // Comparisons with NaN are false, so markers give an unknown rate as resets do.
        const bool usable = elapsed > 0 && elapsed <= longest && value >= before.value;
        points.push_back(
            {time, usable ? (value - before.value) * 1000 / static_cast<double>(elapsed) : unknown});
    }
    return points;
}

Aligned aligned(const std::vector<SampleSeries>& series) {
    Aligned result;
    for (const SampleSeries& one : series) {
        // Series of one source nearly always have the same times, so the merge is rare.
        const auto sameTime = [](const Sample& sample, std::int64_t time) {
            return sample.timeMilliseconds == time;
        };
        if (std::ranges::equal(one.samples, result.times, sameTime)) continue;
        std::vector<std::int64_t> merged;
        std::ranges::set_union(result.times, timesOf(one.samples), std::back_inserter(merged));
        result.times = std::move(merged);
    }
    for (const SampleSeries& one : series) {
        AlignedSeries row{one.labels, std::vector<double>(result.times.size(), unknown)};
        std::size_t tick = 0;
        for (const Sample& sample : one.samples) {
            while (result.times[tick] < sample.timeMilliseconds)
                ++tick;
            row.values[tick] = sample.value;
        }
        result.series.push_back(std::move(row));
    }
    return result;
}

Aligned aggregated(const Aligned& all, Aggregation aggregation, const std::vector<std::string>& by) {
    if (aggregation == Aggregation::None) return all;
    std::map<Labels, std::vector<Tally>> groups;
    for (const AlignedSeries& row : all.series) {
        auto& group = groups[keptLabels(row.labels, by)];
        group.resize(all.times.size());
        addTo(group, row.values);
    }
    Aligned result{all.times, {}};
    for (const auto& [labels, group] : groups) {
        AlignedSeries row{labels, {}};
        row.values.reserve(group.size());
        for (const Tally& tally : group)
            row.values.push_back(tally.result(aggregation));
        result.series.push_back(std::move(row));
    }
    return result;
}

}  // namespace baro
