#include "ui/series/LivePlot.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/promql/Parser.h"

namespace baro::ui {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

// So few ticks are asked one by one: at an instant the source need not look for more than the newest sample.
constexpr std::int64_t fewTicks = 3;

Error problemOf(const promql::QueryError& error) {
    return failed(error.message);
}

std::int64_t columnsOf(std::int64_t first, std::int64_t last, std::int64_t width) {
    return floorDivide(last, width) - floorDivide(first, width) + 1;
}

// Ticks a column; round, so that columns do not shift against the samples while the range moves on.
std::int64_t columnWidth(std::int64_t first, std::int64_t last, int maximumPoints) {
    constexpr std::array<std::int64_t, 10> widths{1, 2, 5, 10, 15, 30, 60, 120, 300, 600};
    for (const std::int64_t width : widths)
        if (columnsOf(first, last, width) <= maximumPoints) return width;
    std::int64_t width = widths.back();
    while (columnsOf(first, last, width) > std::max(2, maximumPoints))
        width *= 2;
    return width;
}

}  // namespace

void LivePlot::forget() {
    first_.reset();
    rows_.clear();
    annotations_.clear();
}

Status LivePlot::parse(const std::string& text) {
    text_ = text;
    expression_.reset();
    const promql::Parsed parsed = promql::parse(text);
    if (!parsed.ok()) return malformed(promql::toString(parsed.error(), text));
    const promql::ValueType type = parsed.expression()->type;
    if (type != promql::ValueType::Vector && type != promql::ValueType::Scalar)
        return malformed("a chart needs an instant vector or a scalar: " + text);
    expression_ = parsed.expression();
    return Done{};
}

bool LivePlot::continues(const PlotRequest& request) const {
    return first_ && request.grid == grid_ && request.first >= *first_ && request.first <= last_ + 1 &&
           request.last >= last_ && request.newest >= newest_;
}

Status LivePlot::update(const PlotRequest& request, const promql::Engine& engine, const SeriesSource& source,
                        const promql::QueryLimits& limits) {
    if (request.expression != text_ || !expression_) {
        forget();
        if (const Status parsed = parse(request.expression); !parsed) return parsed.error();
    }
    if (!continues(request)) {
        forget();
        grid_ = request.grid;
        first_ = request.first;
        last_ = settled_ = request.first - 1;
    }
    dropBefore(request.first);
    last_ = request.last;
    newest_ = request.newest;
    const std::int64_t from = std::max(*first_, settled_ + 1);
    ticksAsked_ = std::max<std::int64_t>(0, last_ - from + 1);
    if (ticksAsked_ > 0) {
        if (const Status asked = ask(from, last_, engine, source, limits); !asked) {
            forget();
            return asked.error();
        }
    }
    // A sample that comes with its tick may yet come before the tick is asked.
    settled_ = last_;
    while (settled_ >= *first_ && grid_.askedAt(settled_) > newest_)
        --settled_;
    return Done{};
}

Status LivePlot::ask(std::int64_t first, std::int64_t last, const promql::Engine& engine,
                     const SeriesSource& source, const promql::QueryLimits& limits) {
    for (auto& [labels, values] : rows_) {
        values.resize(static_cast<std::size_t>(first - *first_));
        values.resize(static_cast<std::size_t>(last - *first_) + 1, staleMarker());
    }
    if (last - first >= fewTicks) {
        const auto outcome = engine.range(*expression_, source, grid_.steps(first, last), limits);
        if (!outcome.ok()) return problemOf(outcome.error());
        put(outcome.result(), first);
        return Done{};
    }
    for (std::int64_t tick = first; tick <= last; ++tick) {
        const auto outcome = engine.instant(*expression_, source, grid_.askedAt(tick), limits);
        if (!outcome.ok()) return problemOf(outcome.error());
        put(outcome.result(), tick);
    }
    return Done{};
}

void LivePlot::put(const promql::QueryResult& result, std::int64_t first) {
    const auto offset = static_cast<std::size_t>(first - *first_);
    const auto ticks = static_cast<std::size_t>(last_ - *first_) + 1;
    for (const promql::Annotation& annotation : result.annotations)
        if (std::ranges::find(annotations_, annotation.text) == annotations_.end())
            annotations_.push_back(annotation.text);
    for (const promql::StepSeries& series : result.series) {
        std::vector<double>& row = rows_.try_emplace(series.labels, ticks, staleMarker()).first->second;
        const std::size_t count = std::min(series.values.size(), ticks - offset);
        std::copy_n(series.values.begin(), count, row.begin() + static_cast<std::ptrdiff_t>(offset));
    }
}

void LivePlot::dropBefore(std::int64_t tick) {
    const std::int64_t passed = tick - *first_;
    if (passed <= 0) return;
    first_ = tick;
    for (auto& [labels, values] : rows_) {
        const auto count = std::min(static_cast<std::size_t>(passed), values.size());
        values.erase(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(count));
    }
    std::erase_if(rows_, [](const auto& row) { return std::ranges::all_of(row.second, promql::isAbsent); });
}

Plot LivePlot::plot(int maximumPoints) const {
    Plot plot;
    if (!first_ || last_ < *first_) return plot;
    const std::int64_t width = columnWidth(*first_, last_, maximumPoints);
    const std::int64_t firstColumn = floorDivide(*first_, width);
    const auto columns = static_cast<std::size_t>(columnsOf(*first_, last_, width));
    plot.from = grid_.timeOf(firstColumn * width);
    plot.columnMilliseconds = grid_.step * width;
    plot.annotations = annotations_;
    for (const auto& [labels, values] : rows_) {
        if (std::ranges::all_of(values, promql::isAbsent)) continue;
        PlotSeries cut{labels, std::vector<double>(columns, unknown), std::vector<double>(columns, unknown),
                       std::vector<bool>(columns, false), unknown};
        for (std::size_t i = 0; i < values.size(); ++i) {
            // Infinities have no place on an axis.
            if (!std::isfinite(values[i])) continue;
            const auto column = static_cast<std::size_t>(
                floorDivide(*first_ + static_cast<std::int64_t>(i), width) - firstColumn);
            // Comparisons with NaN, which an untouched column holds, are false.
            if (!(values[i] >= cut.minimum[column])) {
                cut.falls[column] = !std::isnan(cut.minimum[column]);
                cut.minimum[column] = values[i];
            }
            if (!(values[i] <= cut.maximum[column])) {
                if (!std::isnan(cut.maximum[column])) cut.falls[column] = false;
                cut.maximum[column] = values[i];
            }
        }
        if (!values.empty() && std::isfinite(values.back())) cut.last = values.back();
        plot.series.push_back(std::move(cut));
    }
    return plot;
}

}  // namespace baro::ui
