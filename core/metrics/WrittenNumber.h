// Numbers as people write them of any unit, the way back from Format.h: "80%", "10 MiB/s", "2.4 GHz", "47
// °C".
#pragma once

#include <optional>
#include <string_view>

#include "core/metrics/Format.h"

namespace baro {

// A number and what was written behind it, in the base unit. A number alone is in what the style shows values
// in: percent, °F where that is set. Nothing: that is written of no value of the unit.
std::optional<double> writtenNumber(double number, std::string_view written, Unit unit,
                                    const FormatStyle& style = {});

}  // namespace baro
