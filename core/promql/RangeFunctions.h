// What functions of a range of samples compute (rate, avg_over_time, ...): one number of one window. The
// arithmetic, and what happens at its edges, is Prometheus 3.5's (promql/functions.go).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/series/SeriesSource.h"
#include "core/series/Summary.h"

namespace baro::promql {

struct Window {
    std::span<const Sample> samples;  // in (from, to], ascending, no staleness markers, not empty
    std::int64_t from = 0;            // milliseconds since 1970-01-01 UTC
    std::int64_t to = 0;
    std::int64_t at = 0;  // the step's own time: what predict_linear predicts from
};

// The parameters are the function's scalar arguments at this step, in their order. Nothing: no point at this
// step.
using RangeFunction = std::optional<double> (*)(const Window&, std::span<const double> parameters);

// Likewise of a window whose samples were summed up; there was one at least.
struct SummaryWindow {
    const Summary& summary;
    std::int64_t from = 0;
    std::int64_t to = 0;
};
using SummaryFunction = std::optional<double> (*)(const SummaryWindow&);

// Why the parameters of a step cannot be used; nothing when they can.
using ParameterCheck = std::optional<std::string> (*)(std::span<const double> parameters);

struct RangeFunctionEntry {
    std::string_view name;
    RangeFunction function = nullptr;
    bool keepsMetricName = false;
    bool wantsCounter = false;            // a metric whose name is no counter's gets an info annotation
    bool wantsQuantile = false;           // its parameter outside [0, 1] gets a warning, and still a value
    ParameterCheck check = nullptr;       // of a step that has samples; what it returns ends the query
    SummaryFunction ofSummary = nullptr;  // null: it needs every sample
    SummaryFields fields;                 // that ofSummary looks at
};

// Null when there is none. absent_over_time is none: its value depends on all series.
const RangeFunctionEntry* findRangeFunction(std::string_view name);

}  // namespace baro::promql
