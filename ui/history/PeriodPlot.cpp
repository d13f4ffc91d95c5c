#include "ui/history/PeriodPlot.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>
#include <vector>

#include "core/pages/ExpressionText.h"
#include "core/promql/Parser.h"
#include "ui/series/SampleGrid.h"

namespace baro::ui {
namespace {

constexpr double notKnown = std::numeric_limits<double>::quiet_NaN();

// So many ticks are asked at once: each series has a value for each of them in memory.
constexpr std::int64_t ticksAtOnce = 2048;

struct Columns {
    explicit Columns(std::int64_t count)
        : least(static_cast<std::size_t>(count), notKnown),
          sum(static_cast<std::size_t>(count), 0),
          greatest(static_cast<std::size_t>(count), notKnown),
          values(static_cast<std::size_t>(count), 0) {}

    void add(std::size_t column, double value) {
        least[column] = std::fmin(least[column], value);
        greatest[column] = std::fmax(greatest[column], value);
        sum[column] += value;
        ++values[column];
    }

    std::vector<double> least, sum, greatest;
    std::vector<std::int64_t> values;
};

class PeriodQuery {
  public:
    PeriodQuery(const PeriodColumns& columns, std::int64_t newest, const promql::Engine& engine,
                const SeriesSource& source, const promql::QueryLimits& limits)
        : columns_(columns),
          limit_(std::min(newest, columns.end)),
          engine_(engine),
          source_(source),
          limits_(limits) {}

    // One value a column, for the whole of it; of the last one for as much as there is. selector: bare.
    Status askColumns(const std::string& function, const std::string& selector,
                      std::vector<double> Columns::*into) {
        // A comment may stand at the end of the selector.
        const auto textOver = [&](std::int64_t range) {
            return function + "(" + selector + "\n[" + durationText(range) + "])";
        };
        const std::int64_t width = columns_.width;
        const std::int64_t full =
            std::clamp<std::int64_t>((limit_ - columns_.from) / width, 0, columns_.count);
        const std::int64_t last = columns_.from + full * width;
        if (full > 0) {
            const promql::Steps steps{columns_.from + width, last, width};
            if (const Status asked = askInto(textOver(width), steps, 0, into); !asked) return asked;
        }
        if (full == columns_.count || last >= limit_) return Done{};
        return askInto(textOver(limit_ - last), promql::Steps::instant(limit_), full, into);
    }

    // The values of all ticks, each in its column.
    Status askTicks(const std::string& text) {
        const std::int64_t perColumn = columns_.width / columns_.tick;
        // A summary looks back from the end of its tick, a sample stands at the beginning of its own.
        const std::int64_t known = floorDivide(limit_ - columns_.from, columns_.tick) + (sumsUp() ? 0 : 1);
        const std::int64_t last = std::min(columns_.ticks(), known) - 1;
        for (std::int64_t first = 0; first <= last; first += ticksAtOnce) {
            const std::int64_t until = std::min(last, first + ticksAtOnce - 1);
            const promql::Steps steps{columns_.askedAt(first), columns_.askedAt(until), columns_.tick};
            const Status asked = ask(text, steps, [&](const promql::StepSeries& series) {
                Columns& rows = rowsOf(series.labels);
                for (std::size_t i = 0; i < series.values.size(); ++i)
                    if (std::isfinite(series.values[i]))
                        rows.add(static_cast<std::size_t>((first + static_cast<std::int64_t>(i)) / perColumn),
                                 series.values[i]);
            });
            if (!asked) return asked;
        }
        return Done{};
    }

    Plot plot() && {
        Plot plot;
        plot.from = columns_.from;
        plot.columnMilliseconds = columns_.width;
        plot.annotations = std::move(annotations_);
        for (auto& [labels, rows] : rows_) {
            PlotSeries series{labels, std::move(rows.least), std::move(rows.greatest), {}, notKnown};
            series.mean = std::move(rows.sum);
            double sum = 0;
            double known = 0;
            for (std::size_t i = 0; i < series.mean.size(); ++i) {
                if (rows.values[i] == 0) {
                    series.mean[i] = notKnown;
                    continue;
                }
                series.mean[i] /= static_cast<double>(rows.values[i]);
                sum += series.mean[i];
                ++known;
            }
            if (known == 0) continue;
            series.last = sum / known;
            plot.series.push_back(std::move(series));
        }
        return plot;
    }

    bool sumsUp() const { return columns_.delay == columns_.tick; }

  private:
    Status askInto(const std::string& text, promql::Steps steps, std::int64_t firstColumn,
                   std::vector<double> Columns::*into) {
        return ask(text, steps, [&](const promql::StepSeries& series) {
            Columns& rows = rowsOf(series.labels);
            for (std::size_t i = 0; i < series.values.size(); ++i) {
                if (!std::isfinite(series.values[i])) continue;
                const std::size_t column = static_cast<std::size_t>(firstColumn) + i;
                (rows.*into)[column] = series.values[i];
                rows.values[column] = 1;
            }
        });
    }

    template <class Take>
    Status ask(const std::string& text, promql::Steps steps, Take take) {
        const promql::Parsed parsed = promql::parse(text);
        if (!parsed.ok()) return malformed(promql::toString(parsed.error(), text));
        const auto outcome = engine_.range(*parsed.expression(), source_, steps, limits_);
        if (!outcome.ok()) return failed(outcome.error().message);
        for (const promql::Annotation& annotation : outcome.result().annotations)
            if (std::ranges::find(annotations_, annotation.text) == annotations_.end())
                annotations_.push_back(annotation.text);
        std::ranges::for_each(outcome.result().series, take);
        return Done{};
    }

    Columns& rowsOf(const Labels& labels) { return rows_.try_emplace(labels, columns_.count).first->second; }

    const PeriodColumns& columns_;
    const std::int64_t limit_;  // nothing later is asked for
    const promql::Engine& engine_;
    const SeriesSource& source_;
    const promql::QueryLimits& limits_;
    std::map<Labels, Columns> rows_;
    std::vector<std::string> annotations_;
};

bool isBareSelector(const promql::Expression& expression) {
    const auto* const selector = std::get_if<promql::VectorSelector>(&expression.node);
    return selector != nullptr && selector->offsetMilliseconds == 0 && !selector->at;
}

}  // namespace

Result<Plot> periodPlot(const std::string& expression, const PeriodColumns& columns, std::int64_t newest,
                        const promql::Engine& engine, const SeriesSource& source,
                        const promql::QueryLimits& limits) {
    const promql::Parsed parsed = promql::parse(expression);
    if (!parsed.ok()) return malformed(promql::toString(parsed.error(), expression));
    const promql::ValueType type = parsed.expression()->type;
    if (type != promql::ValueType::Vector && type != promql::ValueType::Scalar)
        return malformed("a chart needs an instant vector or a scalar: " + expression);
    PeriodQuery query(columns, newest, engine, source, limits);
    if (!query.sumsUp() || !isBareSelector(*parsed.expression())) {
        if (const Status asked = query.askTicks(expression); !asked) return asked.error();
        return std::move(query).plot();
    }
    for (const auto& [function, into] :
         {std::pair{"min_over_time", &Columns::least}, std::pair{"avg_over_time", &Columns::sum},
          std::pair{"max_over_time", &Columns::greatest}})
        if (const Status asked = query.askColumns(function, expression, into); !asked) return asked.error();
    return std::move(query).plot();
}

}  // namespace baro::ui
