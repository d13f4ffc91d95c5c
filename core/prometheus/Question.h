// What a server with Prometheus's HTTP API is asked (prometheus.io, "HTTP API"), as values and as calls.
// Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/http/FormText.h"
#include "core/series/SeriesSource.h"

namespace baro::prometheus {

// One call of the API.
struct ApiCall {
    std::string path;  // "/api/v1/query"
    FormFields fields;
    bool mayPost = false;  // where the fields are long
};

// Times are milliseconds since 1970-01-01 UTC.
struct InstantQuestion {
    std::string expression;
    std::optional<std::int64_t> time;  // nothing: the server's now
};

// Evaluated at the multiples of the step in the range, so that the parts of two questions are the same.
struct RangeQuestion {
    std::string expression;
    TimeRange range;
    std::int64_t stepMilliseconds = 15'000;  // above 0
};

// Which series there are, or which names or values of labels.
struct SeriesQuestion {
    std::vector<std::string> selectors;  // of series(), at least one
    std::optional<TimeRange> range;
    std::size_t limit = 0;  // 0: the server's own
};

ApiCall callOf(const InstantQuestion& question);
ApiCall callOf(const RangeQuestion& question);  // of its range as it stands
ApiCall seriesCall(const SeriesQuestion& question);
ApiCall labelNamesCall(const SeriesQuestion& question);
ApiCall labelValuesCall(const std::string& label, const SeriesQuestion& question);
ApiCall metadataCall(const std::string& metric = {}, std::size_t limit = 0);
ApiCall rulesCall();
ApiCall alertsCall();
ApiCall targetsCall();
ApiCall buildInfoCall();

// Seconds since 1970, as the API has them: "1435781451.781".
std::string apiTime(std::int64_t milliseconds);

}  // namespace baro::prometheus
