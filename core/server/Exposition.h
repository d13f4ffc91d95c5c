// What /metrics says: every metric of the catalog that a Frame knows, as text.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/model/Frame.h"

namespace baro {

enum class ExpositionFormat {
    Text,         // 0.0.4, https://prometheus.io/docs/instrumenting/exposition_formats/
    OpenMetrics,  // 1.0.0, https://prometheus.io/docs/specs/om/open_metrics_spec/
};

std::string_view contentType(ExpositionFormat format);

// isWanted: which collectors, by node_exporter's names (core/metrics/ExposedCollectors.h). What the Frame
// does not know is left out. more: families that describe themselves, of Barograph itself. Names and label
// values that no exposition may hold are left out or mended: the text is valid whatever the machine says. Any
// thread.
std::string expositionOf(const Frame& frame, const std::function<bool(std::string_view collector)>& isWanted,
                         ExpositionFormat format, const Families& more = {});

}  // namespace baro
