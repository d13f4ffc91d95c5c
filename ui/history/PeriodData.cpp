#include "ui/history/PeriodData.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace baro::ui {
namespace {

struct PeriodWords {
    Q_DECLARE_TR_FUNCTIONS(PeriodData)
};

SeriesAnswer answerOf(const ShownPeriods& shown, const std::vector<Result<Plot>>& plots) {
    return {shown.first, plots, shown.axis};
}

std::vector<Result<Plot>> differences(const PeriodPlots& plots) {
    std::vector<Result<Plot>> result;
    for (std::size_t i = 0; i < std::min(plots[0].size(), plots[1].size()); ++i) {
        const Result<Plot>& first = plots[0][i];
        const Result<Plot>& second = plots[1][i];
        if (first && second)
            result.emplace_back(plotDifference(*first, *second));
        else
            result.push_back(first ? second : first);
    }
    return result;
}

// A series of the second period has the colour of the same one in the first.
void addSecond(ChartData& data, ChartData second, const QString& name) {
    if (data.problem.isEmpty()) data.problem = second.problem;
    for (ChartSeries& series : second.series) {
        const auto partner = std::ranges::find_if(data.series, [&](const ChartSeries& one) {
            return !one.isCompared && one.line == series.line && one.name == series.name;
        });
        if (partner != data.series.end()) series.color = partner->color;
        series.name = PeriodWords::tr("%1, %2").arg(series.name, name);
        series.isCompared = true;
        data.series.push_back(std::move(series));
    }
}

}  // namespace

ChartSpec differenceSpec(ChartSpec spec) {
    spec.title = PeriodWords::tr("%1: difference").arg(spec.title);
    spec.maximum = spec.leastMaximum = 0;
    // What is drawn downwards beside its partner has a sign of its own in a difference.
    for (ChartLine& line : spec.lines)
        line.isDown = false;
    return spec;
}

Plot plotDifference(const Plot& first, const Plot& second) {
    constexpr double neither = std::numeric_limits<double>::quiet_NaN();
    Plot difference = first;
    difference.series.clear();
    for (const PlotSeries& a : first.series) {
        const auto b = std::ranges::find(second.series, a.labels, &PlotSeries::labels);
        if (b == second.series.end()) continue;
        PlotSeries series{a.labels, {}, {}, {}, a.last - b->last};
        series.mean.assign(a.mean.size(), neither);
        for (std::size_t i = 0; i < std::min(a.mean.size(), b->mean.size()); ++i)
            series.mean[i] = a.mean[i] - b->mean[i];
        series.minimum = series.maximum = series.mean;
        difference.series.push_back(std::move(series));
    }
    return difference;
}

ChartData periodData(const ChartSpec& spec, const PeriodPlots& plots, const ShownPeriods& shown) {
    if (plots.size() < 2) return chartData(spec, answerOf(shown, plots.at(0)));
    if (shown.isDifference) return chartData(spec, answerOf(shown, differences(plots)));
    ChartData data = chartData(spec, answerOf(shown, plots[0]));
    // Columns are numbered: those of the second period stand at the times of the first.
    addSecond(data, chartData(spec, answerOf(shown, plots[1])), shown.secondName);
    return data;
}

}  // namespace baro::ui
