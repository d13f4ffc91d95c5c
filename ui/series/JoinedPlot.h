// A plot of the record with that of a server put in where nothing is recorded, and how far the two differ
// where both have something (core/hosts/OneAxis.h). Pure.
#pragma once

#include <span>
#include <vector>

#include "core/hosts/OneAxis.h"
#include "core/series/SeriesSource.h"
#include "ui/series/Plot.h"

namespace baro::ui {

struct SeriesDifference {
    Labels labels;  // of the series in the joined plot
    ToldTwice told;
};

struct JoinedPlot {
    Plot plot;
    std::vector<SeriesDifference> differences;
};

// How many columns a plot of this range has.
std::size_t columnsIn(const Plot& plot, TimeRange range);

// Marks the columns in which any series of the plot has something. isRecorded: as many as columnsIn().
void markRecorded(const Plot& plot, std::vector<bool>& isRecorded);

// Whether the columns of both stand at the same times.
bool haveSameColumns(const Plot& recorded, const Plot& elsewhere);

// elsewhere: has the same columns, and may begin and end within. Runs and overlaps are of the recorded plot's
// columns.
struct PlotJoint {
    std::span<const ColumnRun> runs;
    std::span<const ColumnRun> overlaps;
    std::size_t columns = 0;
    Unit unit = Unit::None;
};
JoinedPlot joinedPlot(const Plot& recorded, const Plot& elsewhere, const PlotJoint& joint);

}  // namespace baro::ui
