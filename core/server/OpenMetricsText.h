// prometheus-cpp's families in the OpenMetrics text format, which prometheus-cpp itself does not write.
#pragma once

#include <prometheus/metric_family.h>

#include <string>
#include <vector>

namespace baro {

// help and label values: valid UTF-8, not escaped.
std::string openMetricsText(const std::vector<prometheus::MetricFamily>& families);

}  // namespace baro
