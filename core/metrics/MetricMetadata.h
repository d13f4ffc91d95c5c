// What is known of metrics beside their samples: type, help and unit, in Prometheus's words.
#pragma once

#include <string>
#include <vector>

#include "core/metrics/Unit.h"
#include "core/model/Frame.h"

namespace baro {

struct MetricMetadata {
    std::string name;
    std::string type;  // counter, gauge, unknown
    std::string help;
    std::string unit;  // "bytes"; empty when there is none, and when the name does not end with it
    Unit measuredIn = Unit::None;
};

// Of the catalog and of what the Frame (which may be null) has beyond it; ascending by name.
std::vector<MetricMetadata> metadataOf(const Frame* frame);

}  // namespace baro
