#include "core/series/SeriesExpression.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/series/SeriesPoints.h"

namespace baro {
namespace {

using Function = SeriesExpression::Function;
using Aggregation = SeriesExpression::Aggregation;

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

// A rate at the start of the range needs the sample before it, at any interval up to this one.
constexpr std::int64_t lookbackMilliseconds = 60'000;

std::int64_t floorDivide(std::int64_t number, std::int64_t by) {
    return number / by - (number % by < 0 ? 1 : 0);
}

std::int64_t columnsOf(TimeRange range, std::int64_t width) {
    return floorDivide(range.to, width) - floorDivide(range.from, width) + 1;
}

// Round widths: while the range moves on, a sample stays in its column, so that a live chart does not
// shimmer.
std::int64_t columnWidth(TimeRange range, int maximumPoints) {
    constexpr std::array<std::int64_t, 14> widths{1,   2,   5,   10,  15,   30,   60,
                                                  120, 300, 600, 900, 1800, 3600, 7200};
    for (const std::int64_t seconds : widths) {
        if (columnsOf(range, seconds * 1000) <= maximumPoints) return seconds * 1000;
    }
    std::int64_t width = widths.back() * 1000;
    while (columnsOf(range, width) > maximumPoints && width < std::numeric_limits<std::int64_t>::max() / 4)
        width *= 2;
    return width;
}

bool losesMetricName(const SeriesExpression& expression) {
    return expression.function != Function::Value || expression.aggregation != Aggregation::None ||
           expression.scale != 1;
}

Labels withoutMetricName(const Labels& labels) {
    auto pairs = labels.pairs();
    std::erase_if(pairs, [](const auto& pair) { return pair.first == metricNameLabel; });
    return Labels(std::move(pairs));
}

// What is known of the time between a sample and the one before: a rate is that of all this time, a value
// stood until the next one was read.
double knownBetween(double before, double value, Function function) {
    return function == Function::Rate ? value : before;
}

PlotSeries cutIntoColumns(const std::vector<std::int64_t>& times, const std::vector<double>& values,
                          std::int64_t longest, Function function, const Plot& plot) {
    PlotSeries cut;
    const auto columnOf = [&plot](std::int64_t time) {
        return static_cast<std::size_t>((time - plot.range.from) / plot.columnMilliseconds);
    };
    const std::size_t columns = columnOf(plot.range.to) + 1;
    cut.minimum.assign(columns, unknown);
    cut.maximum.assign(columns, unknown);
    for (std::size_t i = 0; i < times.size(); ++i) {
        if (std::isnan(values[i])) continue;
        const std::size_t column = columnOf(times[i]);
        if (i > 0 && times[i] - times[i - 1] <= longest) {
            const double between = knownBetween(values[i - 1], values[i], function);
            for (std::size_t inner = columnOf(times[i - 1]) + 1; inner < column; ++inner)
                cut.minimum[inner] = cut.maximum[inner] = between;
        }
        // fmin and fmax pass over NaN, which an untouched column holds.
        cut.minimum[column] = std::fmin(cut.minimum[column], values[i]);
        cut.maximum[column] = std::fmax(cut.maximum[column], values[i]);
    }
    cut.last = values.empty() ? unknown : values.back();
    return cut;
}

std::vector<SampleSeries> pointsInRange(std::vector<SampleSeries> series, Function function,
                                        TimeRange range) {
    for (SampleSeries& one : series) {
        one.samples = applied(function, one.samples);
        std::erase_if(one.samples, [range](const Sample& sample) {
            return sample.timeMilliseconds < range.from || sample.timeMilliseconds > range.to;
        });
    }
    std::erase_if(series, [](const SampleSeries& one) { return one.samples.empty(); });
    return series;
}

}  // namespace

Result<Plot> evaluate(const SeriesExpression& expression, const SeriesSource& source, TimeRange range,
                      int maximumPoints) {
    if (range.to < range.from || maximumPoints < 1)
        return malformed("a plot needs a time range and at least one point");
    const bool isRate = expression.function == Function::Rate;
    auto selected = readAll(source, allOf(expression.metric, expression.matchers,
                                          {range.from - (isRate ? lookbackMilliseconds : 0), range.to}));
    if (!selected) return selected.error();

    Plot plot;
    plot.columnMilliseconds = columnWidth(range, maximumPoints);
    const auto columns = columnsOf(range, plot.columnMilliseconds);
    plot.range.from = floorDivide(range.from, plot.columnMilliseconds) * plot.columnMilliseconds;
    plot.range.to = plot.range.from + columns * plot.columnMilliseconds - 1;

    auto all = aligned(pointsInRange(std::move(selected).value(), expression.function, range));
    if (losesMetricName(expression)) {
        for (AlignedSeries& row : all.series)
            row.labels = withoutMetricName(row.labels);
    }
    all = aggregated(all, expression.aggregation, expression.by);
    const std::int64_t longest = longestHole(all.times);
    for (AlignedSeries& row : all.series) {
        if (expression.scale != 1) {
            for (double& value : row.values)
                value *= expression.scale;
        }
        auto cut = cutIntoColumns(all.times, row.values, longest, expression.function, plot);
        cut.labels = std::move(row.labels);
        plot.series.push_back(std::move(cut));
    }
    return plot;
}

}  // namespace baro
