// What a chart asks for: series of one metric, as they are or as a rate, added up by labels. Its text is
// PromQL, so what a chart shows can be said, copied and asked of any Prometheus.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/Result.h"
#include "core/series/SeriesSource.h"

namespace baro {

struct SeriesExpression {
    enum class Function { Value, Rate };  // Rate: per second, between neighbouring samples
    enum class Aggregation { None, Sum, Average, Maximum };

    std::string metric;
    std::vector<LabelMatcher> matchers = {};
    Function function = Function::Value;
    Aggregation aggregation = Aggregation::None;
    std::vector<std::string> by = {};  // labels that an aggregation keeps
    double scale = 1;                  // the result is multiplied by this; -1 draws downwards
    bool operator==(const SeriesExpression&) const = default;
};

// PromQL: "sum by (mode) (rate(node_cpu_seconds_total{mode!="idle"}[5s])) * -1".
std::string toPromQl(const SeriesExpression& expression);

// One drawable series: at most maximumPoints columns of equal width over the range; in each the extremes of
// its samples. Unknown columns hold NaN in both.
struct PlotSeries {
    Labels labels;  // without the metric name after a function or aggregation, as PromQL does it
    std::vector<double> minimum;
    std::vector<double> maximum;
    double last = 0;  // newest known value in the range; NaN when the newest is unknown
};

struct Plot {
    // The range asked for, widened to whole columns. Column i begins at from + i * columnMilliseconds;
    // columns start at multiples of their width, so samples keep theirs while a live range moves on.
    TimeRange range;
    std::int64_t columnMilliseconds = 1000;
    std::vector<PlotSeries> series;
};

// Evaluates at the sample times and cuts into columns; columns between two samples hold what is known of that
// time. A counter that went down, a staleness marker or a hole of more than five usual intervals gives an
// unknown point, never a spike.
Result<Plot> evaluate(const SeriesExpression& expression, const SeriesSource& source, TimeRange range,
                      int maximumPoints);

}  // namespace baro
