// One line of OpenMetrics text (https://prometheus.io/docs/specs/om/open_metrics_spec/), with names in quotes
// as Prometheus 3 writes them. Pure; views point into the line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/Result.h"
#include "core/series/SeriesSource.h"

namespace baro {

// NAME{LABELS} VALUE TIME, and whatever exemplar follows.
struct OpenMetricsSample {
    std::string_view series;  // the text before the value: the same text is the same series
    double value = 0;
    std::optional<std::int64_t> timeMilliseconds;
};
Result<OpenMetricsSample> parseOpenMetricsSample(std::string_view line);

// Of OpenMetricsSample::series.
Result<Labels> parseOpenMetricsSeries(std::string_view series);

// "# TYPE name counter": what, name and the unescaped rest. Nothing for any other comment.
struct OpenMetricsDescription {
    enum class Kind { Type, Help, Unit };
    Kind kind = Kind::Type;
    std::string name;
    std::string text;
};
std::optional<OpenMetricsDescription> parseOpenMetricsDescription(std::string_view line);

}  // namespace baro
