// A drawable answer: equal columns of time, and in each the extremes of what was known in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/series/Labels.h"

namespace baro::ui {

// One entry a column; NaN in both where nothing is known.
struct PlotSeries {
    Labels labels;
    std::vector<double> minimum;
    std::vector<double> maximum;
    // Whether the maximum came before the minimum, so that a step down is drawn as one.
    std::vector<bool> falls;
    double last = 0;  // NaN when the newest is unknown
    // Of a summary: what is drawn as the line, the extremes being a band around it. Else empty.
    std::vector<double> mean = {};
};

struct Plot {
    std::int64_t from = 0;  // where the first column begins, milliseconds since 1970-01-01 UTC
    std::int64_t columnMilliseconds = 1000;
    std::vector<PlotSeries> series;        // in the order of their labels
    std::vector<std::string> annotations;  // what PromQL warns of, each once
    std::size_t leftOut = 0;               // series that are not in it, as others are larger
};

}  // namespace baro::ui
