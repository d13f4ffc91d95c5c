#include "ui/series/JoinedPlot.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace baro::ui {
namespace {

constexpr double notTold = std::numeric_limits<double>::quiet_NaN();

// The columns of the server's series as those of the record are numbered.
std::vector<double> shifted(const std::vector<double>& values, std::int64_t by, std::size_t columns) {
    std::vector<double> moved(values.empty() ? 0 : columns, notTold);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::int64_t to = static_cast<std::int64_t>(i) + by;
        if (to >= 0 && to < static_cast<std::int64_t>(columns))
            moved[static_cast<std::size_t>(to)] = values[i];
    }
    return moved;
}

PlotSeries shifted(const PlotSeries& series, std::int64_t by, std::size_t columns) {
    PlotSeries moved = series;
    moved.minimum = shifted(series.minimum, by, columns);
    moved.maximum = shifted(series.maximum, by, columns);
    moved.mean = shifted(series.mean, by, columns);
    moved.falls.assign(columns, false);
    return moved;
}

const std::vector<double>& linesOf(const PlotSeries& series) {
    return series.mean.empty() ? series.maximum : series.mean;
}

double meanOfKnown(const std::vector<double>& values) {
    double sum = 0;
    double known = 0;
    for (const double value : values)
        if (std::isfinite(value)) {
            sum += value;
            ++known;
        }
    return known == 0 ? notTold : sum / known;
}

class Joining {
  public:
    Joining(const PlotJoint& joint, std::int64_t shift) : joint_(joint), shift_(shift) {}

    // isSummary: a series has a mean beside its extremes.
    PlotSeries joined(const PlotSeries* recorded, const PlotSeries* elsewhere, bool isSummary) const {
        static const PlotSeries none;
        const PlotSeries& here = recorded != nullptr ? *recorded : none;
        const PlotSeries there = elsewhere != nullptr ? shifted(*elsewhere, shift_, joint_.columns) : none;
        PlotSeries series;
        series.minimum = columns(here.minimum, there.minimum);
        series.maximum = columns(here.maximum, there.maximum);
        series.falls = here.falls;
        series.falls.resize(joint_.columns, false);
        series.last = recorded != nullptr ? here.last : notTold;
        if (isSummary) {
            series.mean = columns(here.mean, there.mean);
            series.last = meanOfKnown(series.mean);
        } else if (!joint_.runs.empty() && joint_.runs.back().last + 1 == joint_.columns) {
            series.last = series.maximum.back();
        }
        return series;
    }

    std::optional<ToldTwice> difference(const PlotSeries& recorded, const PlotSeries& elsewhere) const {
        const auto there = shifted(linesOf(elsewhere), shift_, joint_.columns);
        const auto told = toldTwice(linesOf(recorded), there, joint_.overlaps);
        return told && differ(*told, joint_.unit) ? told : std::nullopt;
    }

  private:
    std::vector<double> columns(const std::vector<double>& here, const std::vector<double>& there) const {
        return joinedColumns(here, there, joint_.runs, joint_.columns);
    }

    const PlotJoint& joint_;
    const std::int64_t shift_;
};

std::vector<Labels> labelsIn(const Plot& plot) {
    std::vector<Labels> all;
    for (const PlotSeries& series : plot.series)
        all.push_back(series.labels);
    return all;
}

bool isAnySummary(const Plot& plot) {
    return std::ranges::any_of(plot.series, [](const PlotSeries& series) { return !series.mean.empty(); });
}

bool isKnown(const PlotSeries& series) {
    return !std::ranges::all_of(series.maximum, [](double value) { return std::isnan(value); });
}

}  // namespace

std::size_t columnsIn(const Plot& plot, TimeRange range) {
    std::size_t columns = 0;
    for (const PlotSeries& series : plot.series)
        columns = std::max(columns, series.maximum.size());
    if (columns > 0) return columns;
    const std::int64_t length = range.to - plot.from;
    return length < 0 ? 0 : static_cast<std::size_t>(length / plot.columnMilliseconds) + 1;
}

void markRecorded(const Plot& plot, std::vector<bool>& isRecorded) {
    for (const PlotSeries& series : plot.series)
        for (std::size_t i = 0; i < std::min(series.maximum.size(), isRecorded.size()); ++i)
            if (!std::isnan(series.maximum[i])) isRecorded[i] = true;
}

bool haveSameColumns(const Plot& recorded, const Plot& elsewhere) {
    return recorded.columnMilliseconds == elsewhere.columnMilliseconds &&
           (elsewhere.from - recorded.from) % recorded.columnMilliseconds == 0;
}

JoinedPlot joinedPlot(const Plot& recorded, const Plot& elsewhere, const PlotJoint& joint) {
    const Joining joining(joint, (elsewhere.from - recorded.from) / recorded.columnMilliseconds);
    const bool isSummary = isAnySummary(recorded) || isAnySummary(elsewhere);
    JoinedPlot result;
    result.plot.from = recorded.from;
    result.plot.columnMilliseconds = recorded.columnMilliseconds;
    result.plot.annotations = recorded.annotations;
    result.plot.leftOut = std::max(recorded.leftOut, elsewhere.leftOut);
    for (const std::string& annotation : elsewhere.annotations)
        if (std::ranges::find(recorded.annotations, annotation) == recorded.annotations.end())
            result.plot.annotations.push_back(annotation);
    for (const AxisSeries& one : alignedSeries(labelsIn(recorded), labelsIn(elsewhere))) {
        const PlotSeries* const here = one.recorded ? &recorded.series[*one.recorded] : nullptr;
        const PlotSeries* const there = one.elsewhere ? &elsewhere.series[*one.elsewhere] : nullptr;
        PlotSeries series = joining.joined(here, there, isSummary);
        series.labels = one.labels;
        // The server may have it in the overlap alone.
        if (!isKnown(series)) continue;
        if (here != nullptr && there != nullptr)
            if (const auto told = joining.difference(*here, *there))
                result.differences.push_back({one.labels, *told});
        result.plot.series.push_back(std::move(series));
    }
    std::ranges::sort(result.plot.series, {}, &PlotSeries::labels);
    return result;
}

}  // namespace baro::ui
