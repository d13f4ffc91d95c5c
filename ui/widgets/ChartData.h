// The answer to a ChartSpec, ready to draw: named series over equal columns of time.
#pragma once

#include <QPointF>
#include <QString>
#include <cstdint>
#include <vector>

#include "ui/SeriesFeed.h"
#include "ui/widgets/ChartSpec.h"

namespace baro::ui {

struct ChartSeries {
    QString name;
    std::size_t line = 0;         // of the spec
    int color = 0;                // index into the series colours
    double sign = 1;              // -1: drawn downwards
    std::vector<double> minimum;  // one a column; NaN where unknown
    std::vector<double> maximum;
    std::vector<bool> falls;  // whether the maximum came first
    double last = 0;          // NaN when unknown
    std::vector<double> mean =
        {};                   // of a summary: drawn as the line, in a band between the extremes; else empty
    bool isCompared = false;  // of the other period, in the colour of its partner

    // The extreme of a column that is farther from 0, with its own sign, as read; NaN when unknown.
    double peak(std::size_t column) const { return sign < 0 ? -minimum[column] : maximum[column]; }
    // What stands for the column where there is room for one value: its mean, or else its peak.
    double shown(std::size_t column) const { return mean.empty() ? peak(column) : sign * mean[column]; }
};

// What the record and a server tell of the same series at the same time, as the series is read.
struct ChartDifference {
    QString name;
    double recorded = 0;
    double elsewhere = 0;
};

struct ChartData {
    TimeRange range;
    std::int64_t columnsFrom = 0;  // where the first column begins
    std::int64_t columnMilliseconds = 1000;
    std::vector<ChartSeries> series;  // by line of the spec, then by labels
    QString problem;                  // why a line could not be asked; empty usually
    QStringList annotations;          // what PromQL warns of
    JoinedAxis axis = {};             // what is a server's
    std::vector<ChartDifference> differences = {};
    std::size_t leftOut = 0;  // series that are not among them, as those are larger

    std::size_t columns() const;
    std::int64_t timeOf(std::size_t column) const {
        return columnsFrom + static_cast<std::int64_t>(column) * columnMilliseconds;
    }
};

ChartData chartData(const ChartSpec& spec, const SeriesAnswer& answer);

// Of very many series only the largest stay.
void keepLargest(ChartData& data);

// A series' points, cut where a column is unknown: each run is drawn as a line of its own, so that a gap
// stays a gap. x is seconds before the end of the range (0 is the end). Where a column holds a spread, its
// two extremes follow each other as they came. A known column between unknown ones becomes a line as wide as
// the column. Of a summary the means, in the middle of their columns.
std::vector<QList<QPointF>> knownRuns(const ChartSeries& series, const ChartData& data);

// Where the data change between the record and a server, ascending.
std::vector<std::int64_t> seamsOf(const ChartData& data);

// One row per column (seconds since 1970-01-01 UTC), one column per series, of a summary three: mean, least,
// greatest; where a part is a server's, a last column that says whose a row is. Unknown is empty. RFC 4180.
QString toCsv(const ChartData& data);

}  // namespace baro::ui
