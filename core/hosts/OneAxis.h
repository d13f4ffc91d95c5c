// One line out of two answers to a question: what this machine has recorded, and where that has nothing, what
// a server knows of it (docs/adr/0036-one-axis-has-seams.md). Columns are equal parts of time, numbered from
// 0; NaN in one: nothing is known. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "core/metrics/Unit.h"
#include "core/series/Labels.h"

namespace baro {

// Columns in a row, both included.
struct ColumnRun {
    std::size_t first = 0;
    std::size_t last = 0;
    bool holds(std::size_t column) const { return column >= first && column <= last; }
    bool operator==(const ColumnRun&) const = default;
};

// Where at least so many columns in a row have nothing recorded. shortest: above 0.
std::vector<ColumnRun> unrecordedRuns(const std::vector<bool>& isRecorded, std::size_t shortest);

// The columns beside the runs in which both sides are asked, so that they can be compared: at most so many on
// each side of a run, and none that belongs to a run itself.
std::vector<ColumnRun> overlapsOf(std::span<const ColumnRun> runs, std::size_t most, std::size_t columns);

// One series, by its place in the lists of the two sides; at least one of them has it.
struct AxisSeries {
    std::optional<std::size_t> recorded;
    std::optional<std::size_t> elsewhere;
    Labels labels;
};

// Recorded series first, then those that only the other side has. Labels that all series of one side lack
// tell nothing (a server adds those of the target; what stands in for a metric has no name), as long as those
// that are left tell all series of each side apart.
std::vector<AxisSeries> alignedSeries(std::span<const Labels> recorded, std::span<const Labels> elsewhere);

// The recorded values, and in the runs those of the other side. Either may be shorter, or empty: it is
// unknown then.
std::vector<double> joinedColumns(std::span<const double> recorded, std::span<const double> elsewhere,
                                  std::span<const ColumnRun> runs, std::size_t columns);

// The means that two sides tell of the same columns.
struct ToldTwice {
    double recorded = 0;
    double elsewhere = 0;
    bool operator==(const ToldTwice&) const = default;
};

// Nothing when there are not at least three columns of which both know something: one alone may be a peak
// that a scrape missed.
std::optional<ToldTwice> toldTwice(std::span<const double> recorded, std::span<const double> elsewhere,
                                   std::span<const ColumnRun> overlaps);

// By more than 5 % of the greater, and by more than what nobody would call a difference in this unit: 2 and
// 3 % of a processor that idles are the same.
bool differ(const ToldTwice& told, Unit unit);

}  // namespace baro
