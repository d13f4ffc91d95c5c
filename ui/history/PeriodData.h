// Two periods in one chart: beside each other from their beginnings on, or the difference of the two.
#pragma once

#include "core/series/SeriesSource.h"
#include "ui/history/PeriodReader.h"
#include "ui/widgets/ChartData.h"
#include "ui/widgets/ChartSpec.h"

namespace baro::ui {

struct ShownPeriods {
    TimeRange first;            // the axis is that of this one
    QString secondName = {};    // put behind the names of its series
    bool isDifference = false;  // first less second
    JoinedAxis axis = {};       // of the first
};

// Of a chart that shows a difference: its values have signs, and its axis follows them.
ChartSpec differenceSpec(ChartSpec spec);

// plots: of one or two periods. spec: for a difference, that of differenceSpec().
ChartData periodData(const ChartSpec& spec, const PeriodPlots& plots, const ShownPeriods& shown);

// First less second, mean by mean; unknown where one of them is. Series that only one of them has are left
// out.
Plot plotDifference(const Plot& first, const Plot& second);

}  // namespace baro::ui
