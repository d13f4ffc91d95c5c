// The steps between samples and a plot: what each series was at its sample times, then all series on one time
// axis.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/series/SeriesExpression.h"

namespace baro {

// Longer without a sample than this many usual intervals: nothing is known in between.
inline constexpr std::int64_t longestHoleInIntervals = 5;

// The longest distance of neighbouring times between which something is known: that many times the median
// distance, or the longest there is when none is beyond. 0 for fewer than two times.
std::int64_t longestHole(const std::vector<std::int64_t>& times);

// The values themselves, or the rate of a counter since the sample before. NaN where nothing is known: at a
// marker, after a reset, after a hole, at the first sample of a rate.
std::vector<Sample> applied(SeriesExpression::Function function, const std::vector<Sample>& samples);

// Rows of values on common times, ascending. NaN is unknown.
struct AlignedSeries {
    Labels labels;
    std::vector<double> values;  // as many as there are times
};
struct Aligned {
    std::vector<std::int64_t> times;
    std::vector<AlignedSeries> series;
};

Aligned aligned(const std::vector<SampleSeries>& series);

// One row per group of labels. Adding and averaging go over the series that exist at that time, as in PromQL.
// A series that is unknown for at most five ticks between known ones exists, with an unknown value (a counter
// reset, a missed reading): the sum is unknown then, so that no dip is drawn. One that is away for longer,
// has not come yet or has gone does not count. Maximum goes over what is known.
Aligned aggregated(const Aligned& all, SeriesExpression::Aggregation aggregation,
                   const std::vector<std::string>& by);

}  // namespace baro
