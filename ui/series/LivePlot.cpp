#include "ui/series/LivePlot.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "core/pages/ExpressionText.h"
#include "core/promql/Parser.h"
#include "ui/series/LargestSeries.h"

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

// The metric of a selector that names one and shifts no time, else nothing.
std::string metricOf(const promql::Expression& expression) {
    const auto* const selector = std::get_if<promql::VectorSelector>(&expression.node);
    if (selector == nullptr || selector->offsetMilliseconds != 0 || selector->at) return {};
    const auto named = std::ranges::find_if(selector->matchers, [](const LabelMatcher& matcher) {
        return matcher.label == metricNameLabel && matcher.kind == LabelMatcher::Kind::Equal;
    });
    return named == selector->matchers.end() ? std::string() : named->value;
}

Labels withMetric(const Labels& labels, const std::string& metric) {
    auto pairs = labels.pairs();
    pairs.emplace_back(metricNameLabel, metric);
    return Labels(std::move(pairs));
}

// The least and the greatest of what came, and which came first.
void extend(PlotSeries& series, std::size_t column, double value) {
    // Infinities have no place on an axis.
    if (!std::isfinite(value)) return;
    // Comparisons with NaN, which an untouched column holds, are false.
    if (!(value >= series.minimum[column])) {
        series.falls[column] = !std::isnan(series.minimum[column]);
        series.minimum[column] = value;
    }
    if (!(value <= series.maximum[column])) {
        if (!std::isnan(series.maximum[column])) series.falls[column] = false;
        series.maximum[column] = value;
    }
}

// In place of the extremes.
class ColumnMeans {
  public:
    explicit ColumnMeans(std::size_t columns) : sums_(columns, 0), counts_(columns, 0) {}
    void add(std::size_t column, double value) {
        if (!std::isfinite(value)) return;
        sums_[column] += value;
        ++counts_[column];
    }
    void putInto(PlotSeries& series) const {
        for (std::size_t column = 0; column < sums_.size(); ++column)
            if (counts_[column] > 0)
                series.minimum[column] = series.maximum[column] = sums_[column] / counts_[column];
    }

  private:
    std::vector<double> sums_;
    std::vector<double> counts_;
};

}  // namespace

bool LivePlot::Row::isAbsent() const {
    return std::ranges::all_of(value, promql::isAbsent) && std::ranges::all_of(greatest, promql::isAbsent);
}

double LivePlot::Row::reach() const {
    double reach = unknown;
    for (const std::vector<double>* values : {&value, &least, &greatest})
        reach = farther(reach, *values);
    return reach;
}

void LivePlot::forget() {
    first_.reset();
    rows_.clear();
    annotations_.clear();
}

Status LivePlot::parse(const PlotRequest& request) {
    text_ = request.expression;
    addsUp_ = request.addsUp && request.grid.isSparse();
    questions_.clear();
    const promql::Parsed parsed = promql::parse(text_);
    if (!parsed.ok()) return malformed(promql::toString(parsed.error(), text_));
    const promql::ValueType type = parsed.expression()->type;
    if (type != promql::ValueType::Vector && type != promql::ValueType::Scalar)
        return malformed("a chart needs an instant vector or a scalar: " + text_);
    questions_.push_back({parsed.expression(), &Row::value});
    metric_ = metricOf(*parsed.expression());
    if (request.grid.isSparse() && !addsUp_ && !metric_.empty()) addExtremes(request);
    return Done{};
}

void LivePlot::addExtremes(const PlotRequest& request) {
    for (const auto& [function, into] :
         {std::pair("min_over_time", &Row::least), std::pair("max_over_time", &Row::greatest)}) {
        // A comment may stand at the end of the selector.
        const promql::Parsed parsed =
            promql::parse(function + ("(" + text_ + "\n[") + durationText(request.grid.step) + "])");
        if (parsed.ok()) questions_.push_back({parsed.expression(), into});
    }
}

bool LivePlot::continues(const PlotRequest& request) const {
    return first_ && request.grid == grid_ && request.first >= *first_ && request.first <= last_ + 1 &&
           request.last >= last_ && request.newest >= newest_;
}

Status LivePlot::update(const PlotRequest& request, const promql::Engine& engine, const SeriesSource& source,
                        const promql::QueryLimits& limits) {
    const bool isAsBefore = request.expression == text_ && request.grid == grid_ &&
                            (request.addsUp && grid_.isSparse()) == addsUp_;
    if (!isAsBefore || questions_.empty()) {
        forget();
        if (const Status parsed = parse(request); !parsed) return parsed.error();
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
    for (const Question& question : questions_) {
        for (auto& [labels, row] : rows_) {
            std::vector<double>& values = row.*question.into;
            values.resize(static_cast<std::size_t>(first - *first_), staleMarker());
            values.resize(static_cast<std::size_t>(last - *first_) + 1, staleMarker());
        }
        if (const Status asked = askOne(question, first, last, engine, source, limits); !asked)
            return asked.error();
    }
    return Done{};
}

Status LivePlot::askOne(const Question& question, std::int64_t first, std::int64_t last,
                        const promql::Engine& engine, const SeriesSource& source,
                        const promql::QueryLimits& limits) {
    if (last - first >= fewTicks) {
        const auto outcome = engine.range(*question.expression, source, grid_.steps(first, last), limits);
        if (!outcome.ok()) return problemOf(outcome.error());
        put(outcome.result(), first, question.into);
        return Done{};
    }
    for (std::int64_t tick = first; tick <= last; ++tick) {
        const auto outcome = engine.instant(*question.expression, source, grid_.askedAt(tick), limits);
        if (!outcome.ok()) return problemOf(outcome.error());
        put(outcome.result(), tick, question.into);
    }
    return Done{};
}

void LivePlot::put(const promql::QueryResult& result, std::int64_t first, std::vector<double> Row::*into) {
    const auto offset = static_cast<std::size_t>(first - *first_);
    const auto ticks = static_cast<std::size_t>(last_ - *first_) + 1;
    for (const promql::Annotation& annotation : result.annotations)
        if (std::ranges::find(annotations_, annotation.text) == annotations_.end())
            annotations_.push_back(annotation.text);
    for (const promql::StepSeries& series : result.series) {
        Row& row = rows_[into == &Row::value ? series.labels : withMetric(series.labels, metric_)];
        for (const Question& question : questions_)
            (row.*question.into).resize(ticks, staleMarker());
        const std::size_t count = std::min(series.values.size(), ticks - offset);
        std::copy_n(series.values.begin(), count, (row.*into).begin() + static_cast<std::ptrdiff_t>(offset));
    }
}

void LivePlot::dropBefore(std::int64_t tick) {
    const std::int64_t passed = tick - *first_;
    if (passed <= 0) return;
    first_ = tick;
    for (auto& [labels, row] : rows_)
        for (const Question& question : questions_) {
            std::vector<double>& values = row.*question.into;
            const auto count = std::min(static_cast<std::size_t>(passed), values.size());
            values.erase(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(count));
        }
    std::erase_if(rows_, [](const auto& entry) { return entry.second.isAbsent(); });
}

PlotSeries LivePlot::cut(const Labels& labels, const Row& row, std::int64_t width) const {
    const auto columns = static_cast<std::size_t>(columnsOf(*first_, last_, width));
    PlotSeries series{labels, std::vector<double>(columns, unknown), std::vector<double>(columns, unknown),
                      std::vector<bool>(columns, false), unknown};
    ColumnMeans means(columns);
    const std::int64_t firstColumn = floorDivide(*first_, width);
    for (std::size_t i = 0; i < row.value.size(); ++i) {
        const auto column = static_cast<std::size_t>(
            floorDivide(*first_ + static_cast<std::int64_t>(i), width) - firstColumn);
        if (addsUp_) {
            means.add(column, row.value[i]);
            continue;
        }
        for (const std::vector<double>* values : {&row.least, &row.greatest, &row.value})
            if (i < values->size()) extend(series, column, (*values)[i]);
    }
    if (addsUp_) means.putInto(series);
    if (!row.value.empty() && std::isfinite(row.value.back())) series.last = row.value.back();
    return series;
}

Plot LivePlot::plot(int maximumPoints) const {
    Plot plot;
    if (!first_ || last_ < *first_) return plot;
    const std::int64_t width = columnWidth(*first_, last_, maximumPoints);
    plot.from = grid_.timeOf(floorDivide(*first_, width) * width);
    plot.columnMilliseconds = grid_.step * width;
    plot.annotations = annotations_;
    std::vector<const std::pair<const Labels, Row>*> known;
    std::vector<double> reaches;
    for (const auto& entry : rows_)
        if (!entry.second.isAbsent()) known.push_back(&entry);
    for (const auto* entry : known)  // where all are drawn nobody asks which are larger
        reaches.push_back(known.size() > mostDrawnSeries ? entry->second.reach() : 0);
    for (const std::size_t place : largest(reaches))
        plot.series.push_back(cut(known[place]->first, known[place]->second, width));
    plot.leftOut = known.size() - plot.series.size();
    return plot;
}

}  // namespace baro::ui
