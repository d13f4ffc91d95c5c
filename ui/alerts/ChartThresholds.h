// Which alert rules watch what a chart shows, and from which value on.
#pragma once

#include <QString>
#include <cstddef>
#include <vector>

#include "core/alerts/AlertEngine.h"
#include "ui/widgets/AxisTicks.h"
#include "ui/widgets/ChartMarks.h"
#include "ui/widgets/ChartSpec.h"

namespace baro::ui {

struct ChartThreshold {
    std::size_t line = 0;  // of the spec
    double limit = 0;      // as the series is read
    QString alert;         // plain text
    Role role = Role::Warning;
};

// Of the rules that run, those that compare the expression of a line with a number. How long the ranges are
// does not count: a live chart shows the rate of a moment, and a rule looks at that of minutes.
std::vector<ChartThreshold> thresholdsOf(const ChartSpec& spec, const ExpressionVariables& variables,
                                         const alerts::AlertStanding& standing);

// Where they are in a plot of this height. Those beyond the axis are left out: data fill a chart, not limits.
std::vector<ChartLimit> limitsOf(const ChartSpec& spec, const std::vector<ChartThreshold>& thresholds,
                                 const ValueAxis& axis, double height);

}  // namespace baro::ui
