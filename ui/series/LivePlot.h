// What one expression gave at the ticks of a time range, kept while the range moves on: then only the newest
// ticks are asked. What it holds is always what asking the whole range anew would give.
//
// Where samples stand between two ticks, a bare selector is also asked for its extremes since the tick
// before, so that no peak is missed. Other expressions are what they are at the ticks; a rate over $interval
// is the mean of the time since the tick before.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/Result.h"
#include "core/promql/Ast.h"
#include "core/promql/Engine.h"
#include "ui/series/Plot.h"
#include "ui/series/SampleGrid.h"

namespace baro::ui {

struct PlotRequest {
    std::string expression;  // PromQL, variables put in
    SampleGrid grid;
    std::int64_t first = 0;  // ticks, both included
    std::int64_t last = 0;
    std::int64_t newest = 0;  // no sample after this moment is known yet
    // The series will be drawn upon each other. Where samples stand between two ticks, each column then is
    // the mean of its ticks: extremes of several series add up to more than there ever was.
    bool addsUp = false;
};

// One thread at a time.
class LivePlot {
  public:
    // Fails when the text is no PromQL, is no number over time, or cannot be evaluated; nothing is kept then.
    Status update(const PlotRequest& request, const promql::Engine& engine, const SeriesSource& source,
                  const promql::QueryLimits& limits);
    // Of at most maximumPoints columns, which begin at round ticks: a sample stays in its column while the
    // range moves on. Of very many series the largest.
    Plot plot(int maximumPoints) const;
    // How many ticks the newest update() asked for.
    std::int64_t ticksAsked() const { return ticksAsked_; }

  private:
    // One value a tick, isAbsent() where there is none. The extremes are empty when they are not asked for.
    struct Row {
        std::vector<double> value, least, greatest;
        bool isAbsent() const;  // throughout
        double reach() const;   // how far from 0 it is at most; NaN: nowhere known
    };
    struct Question {
        promql::ExpressionPtr expression;
        std::vector<double> Row::*into;
    };

    void forget();
    Status parse(const PlotRequest& request);
    void addExtremes(const PlotRequest& request);
    bool continues(const PlotRequest& request) const;
    Status ask(std::int64_t first, std::int64_t last, const promql::Engine& engine,
               const SeriesSource& source, const promql::QueryLimits& limits);
    Status askOne(const Question& question, std::int64_t first, std::int64_t last,
                  const promql::Engine& engine, const SeriesSource& source,
                  const promql::QueryLimits& limits);
    void put(const promql::QueryResult& result, std::int64_t first, std::vector<double> Row::*into);
    PlotSeries cut(const Labels& labels, const Row& row, std::int64_t width) const;
    void dropBefore(std::int64_t tick);

    std::string text_;
    std::vector<Question> questions_;  // the value first
    bool addsUp_ = false;
    std::string metric_;  // the name that functions of a range drop; of a bare selector
    SampleGrid grid_;
    std::optional<std::int64_t> first_;  // tick; nothing: nothing is kept
    std::int64_t last_ = 0;
    std::int64_t newest_ = 0;
    std::int64_t settled_ = 0;  // no later sample changes this tick and those before it
    std::int64_t ticksAsked_ = 0;
    std::map<Labels, Row> rows_;
    std::vector<std::string> annotations_;
};

}  // namespace baro::ui
