#include "ui/explore/SourcedResults.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "ui/series/LargestSeries.h"
#include "ui/series/SampleGrid.h"

namespace baro::ui {
namespace {

constexpr double noColumn = std::numeric_limits<double>::quiet_NaN();

// hasLabel: whether any series has this one.
template <class HasLabel>
std::string freeLabel(const HasLabel& hasLabel) {
    std::string label = "server";
    for (int number = 2; hasLabel(label); ++number)
        label = "server_" + std::to_string(number);
    return label;
}

bool has(const Labels& labels, const std::string& name) {
    return !labels.value(name).empty();
}

Labels with(const Labels& labels, const std::string& name, const std::string& value) {
    auto pairs = labels.pairs();
    pairs.emplace_back(name, value);
    return Labels(std::move(pairs));
}

// Columns that hold those of all plots.
struct MergedColumns {
    std::int64_t from = 0;
    std::int64_t width = 1;
    std::size_t count = 0;
};

std::size_t columnsOfPlot(const Plot& plot) {
    return plot.series.empty() ? 0 : plot.series.front().maximum.size();
}

MergedColumns columnsOf(std::span<const SourcedPlot> plots, std::size_t most) {
    MergedColumns columns{std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::max(),
                          0};
    std::int64_t end = 0;
    for (const SourcedPlot& one : plots) {
        const auto count = static_cast<std::int64_t>(columnsOfPlot(*one.plot));
        if (count == 0) continue;
        columns.from = std::min(columns.from, one.plot->from);
        columns.width = std::min(columns.width, one.plot->columnMilliseconds);
        end = std::max(end, one.plot->from + count * one.plot->columnMilliseconds);
    }
    if (end == 0) return {};
    const std::int64_t length = end - columns.from;
    columns.width = std::max(
        columns.width, (length + static_cast<std::int64_t>(most) - 1) / static_cast<std::int64_t>(most));
    columns.count = static_cast<std::size_t>((length + columns.width - 1) / columns.width);
    return columns;
}

// The column that stands at the middle of a merged one.
template <class Value>
std::vector<Value> spread(const std::vector<Value>& values, const Plot& plot, const MergedColumns& columns,
                          Value none) {
    std::vector<Value> wide(values.empty() ? 0 : columns.count, none);
    for (std::size_t i = 0; i < wide.size(); ++i) {
        const std::int64_t middle =
            columns.from + static_cast<std::int64_t>(i) * columns.width + columns.width / 2;
        const std::int64_t at = floorDivide(middle - plot.from, plot.columnMilliseconds);
        if (at >= 0 && at < static_cast<std::int64_t>(values.size()))
            wide[i] = values[static_cast<std::size_t>(at)];
    }
    return wide;
}

PlotSeries spread(const PlotSeries& series, const Plot& plot, const MergedColumns& columns) {
    PlotSeries wide = series;
    wide.minimum = spread(series.minimum, plot, columns, noColumn);
    wide.maximum = spread(series.maximum, plot, columns, noColumn);
    wide.mean = spread(series.mean, plot, columns, noColumn);
    wide.falls = spread(series.falls, plot, columns, false);
    return wide;
}

promql::ValueType typeOf(prometheus::ResultType type) {
    switch (type) {
        case prometheus::ResultType::Matrix:
            return promql::ValueType::Matrix;
        case prometheus::ResultType::Scalar:
            return promql::ValueType::Scalar;
        case prometheus::ResultType::Text:
            return promql::ValueType::String;
        case prometheus::ResultType::Vector:
            break;
    }
    return promql::ValueType::Vector;
}

double reachOf(const std::vector<Sample>& samples) {
    double reach = noColumn;
    for (const Sample& sample : samples)
        reach = farther(reach, {&sample.value, 1});
    return reach;
}

PlotSeries plotSeriesOf(const SampleSeries& found, const Plot& plot, std::size_t count) {
    PlotSeries series{
        found.labels, std::vector<double>(count, noColumn), {}, std::vector<bool>(count), noColumn};
    for (const Sample& sample : found.samples) {
        const std::int64_t column = floorDivide(sample.timeMilliseconds - plot.from, plot.columnMilliseconds);
        if (column >= 0 && column < static_cast<std::int64_t>(count) && std::isfinite(sample.value))
            series.minimum[static_cast<std::size_t>(column)] = sample.value;
    }
    series.maximum = series.minimum;
    series.last = series.minimum.back();
    return series;
}

bool isInSameTable(promql::ValueType a, promql::ValueType b) {
    const auto isOfMoment = [](promql::ValueType type) {
        return type == promql::ValueType::Vector || type == promql::ValueType::Scalar;
    };
    return a == b || (isOfMoment(a) && isOfMoment(b));
}

}  // namespace

std::string sourceLabel(std::span<const SourcedPlot> plots) {
    return freeLabel([&](const std::string& label) {
        return std::ranges::any_of(plots, [&](const SourcedPlot& one) {
            return std::ranges::any_of(one.plot->series,
                                       [&](const PlotSeries& series) { return has(series.labels, label); });
        });
    });
}

std::string sourceLabel(std::span<const SourcedResult> results) {
    const auto any = [](const auto& all, const std::string& label) {
        return std::ranges::any_of(all, [&](const auto& series) { return has(series.labels, label); });
    };
    return freeLabel([&](const std::string& label) {
        return std::ranges::any_of(results, [&](const SourcedResult& one) {
            return any(one.result->series, label) || any(one.result->matrix, label);
        });
    });
}

Plot mergedPlot(std::span<const SourcedPlot> plots, std::size_t mostColumns) {
    const MergedColumns columns = columnsOf(plots, mostColumns);
    const std::string label = sourceLabel(plots);
    Plot merged;
    merged.from = columns.from;
    merged.columnMilliseconds = columns.width;
    for (const SourcedPlot& one : plots)
        for (const PlotSeries& series : one.plot->series) {
            merged.series.push_back(spread(series, *one.plot, columns));
            merged.series.back().labels = with(series.labels, label, one.source);
        }
    for (const SourcedPlot& one : plots)
        merged.leftOut += one.plot->leftOut;
    return merged;
}

promql::QueryResult mergedResult(std::span<const SourcedResult> results) {
    promql::QueryResult merged;
    if (results.empty()) return merged;
    const std::string label = sourceLabel(results);
    merged.type = results.front().result->type;
    merged.text = results.front().result->text;
    for (const SourcedResult& one : results) {
        if (!isInSameTable(merged.type, one.result->type)) continue;
        for (const promql::StepSeries& series : one.result->series)
            merged.series.push_back({with(series.labels, label, one.source), series.values});
        for (const SampleSeries& series : one.result->matrix)
            merged.matrix.push_back({with(series.labels, label, one.source), series.samples});
    }
    return merged;
}

MomentRows rowsOf(prometheus::QueryAnswer answer, std::size_t mostRows) {
    MomentRows rows;
    rows.result.type = typeOf(answer.type);
    rows.result.text = std::move(answer.text);
    std::size_t room = mostRows;
    for (SampleSeries& series : answer.series) {
        std::vector<Sample>& samples = series.samples;
        if (answer.type != prometheus::ResultType::Matrix && samples.size() > 1) samples.resize(1);
        const std::size_t taken = std::min(room, samples.size());
        rows.leftOut += samples.size() - taken;
        room -= taken;
        samples.resize(taken);
        if (taken == 0) continue;
        if (answer.type == prometheus::ResultType::Matrix)
            rows.result.matrix.push_back(std::move(series));
        else
            rows.result.series.push_back({std::move(series.labels), {samples.front().value}});
    }
    return rows;
}

Plot plotOf(const prometheus::QueryAnswer& answer, TimeRange range, std::int64_t step) {
    Plot plot;
    plot.columnMilliseconds = step;
    plot.from = floorDivide(range.from + step - 1, step) * step;
    if (plot.from > range.to) return plot;
    std::vector<double> reaches;
    for (const SampleSeries& found : answer.series)
        reaches.push_back(reachOf(found.samples));
    const auto count = static_cast<std::size_t>((range.to - plot.from) / step) + 1;
    for (const std::size_t place : largest(reaches))
        plot.series.push_back(plotSeriesOf(answer.series[place], plot, count));
    plot.leftOut = answer.series.size() - plot.series.size();
    return plot;
}

}  // namespace baro::ui
