// The values around an alert's crossing as a picture in a page. Pure.
#pragma once

#include <string>

#include "core/alerts/AlertEvidence.h"
#include "core/metrics/Format.h"

namespace baro::exports {

// Inline SVG with the line, the limit, and marks at the crossing and where it fired; its colours are classes
// of the page. Empty when no value is known.
std::string alertChart(const alerts::AlertEvidence& evidence, Unit unit, const FormatStyle& style);

}  // namespace baro::exports
