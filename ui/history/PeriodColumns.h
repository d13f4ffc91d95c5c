// How a period of the past is cut into columns, and how often a chart asks within each.
#pragma once

#include <QString>
#include <chrono>
#include <cstdint>
#include <limits>

#include "core/series/SeriesSource.h"

namespace baro::ui {

enum class Resolution { Automatic, Raw, Hourly, Daily };

// All times are milliseconds since 1970-01-01 UTC.
struct PeriodColumns {
    std::int64_t from = 0;   // where the first column begins
    std::int64_t width = 1;  // of a column; a multiple of tick
    std::int64_t count = 0;
    std::int64_t tick = 1;   // between two moments asked
    std::int64_t delay = 0;  // from where a tick begins to the moment at which it is asked
    // What comes later is not of the period, though the last column reaches over it.
    std::int64_t end = std::numeric_limits<std::int64_t>::max();

    std::int64_t until() const { return from + count * width; }
    std::int64_t ticks() const { return count * (width / tick); }
    std::int64_t askedAt(std::int64_t index) const { return from + index * tick + delay; }
    bool operator==(const PeriodColumns&) const = default;
};

struct SamplePace {
    std::chrono::milliseconds interval{1000};
    std::int64_t sample = 0;  // the time of one: raw values are asked at its distance
};

struct ColumnChoice {
    PeriodColumns columns;
    QString problem;  // why the range cannot be shown so, and what can; empty usually
    bool isRaw = false;
};

// A series may have that many points, as everywhere in Prometheus.
inline constexpr std::int64_t mostPeriodPoints = 11'000;

// Columns of an hour or a day begin at full ones of local time, as long as the clock is not changed within
// the range. mostColumns: of raw values, which are many; the others are as many as they are.
ColumnChoice columnsFor(TimeRange range, Resolution resolution, const SamplePace& pace, int mostColumns);

// The same columns for another period: those of the first, begun as many whole columns earlier as bring them
// closest to the beginning of the other range.
PeriodColumns columnsLike(const PeriodColumns& columns, TimeRange first, TimeRange other);

// What $interval stands for.
std::int64_t rateRangeOf(const PeriodColumns& columns, const SamplePace& pace);

// "every sample", "each 5 min", "each hour": what a column sums up.
QString widthText(const PeriodColumns& columns, bool isRaw);

}  // namespace baro::ui
