// Series as the test scripts of Prometheus write them
// (https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/#series):
//   node_load1{host="a"} 0+1x10 _ stale 3
#pragma once

#include <string_view>
#include <vector>

#include "core/base/Result.h"
#include "core/series/Labels.h"

namespace baro::promql {

struct NotedPoint {
    enum class Kind { Missing, Number, Histogram };
    Kind kind = Kind::Missing;
    double value = 0;  // of a Number; the staleness marker too
    bool operator==(const NotedPoint&) const = default;
};

struct NotedSeries {
    Labels labels;
    std::vector<NotedPoint> points;

    bool hasHistograms() const;  // {{...}}, of which only their place is read
};

// At most a million points: what more a line asks for is an error.
Result<NotedSeries> parseSeries(std::string_view line);

}  // namespace baro::promql
