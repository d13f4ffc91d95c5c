// Pressure stall information from /proc/pressure (https://docs.kernel.org/accounting/psi.html).
#pragma once

#include <memory>
#include <string_view>

#include "core/model/Pressure.h"
#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// "some avg10=0.00 avg60=0.00 avg300=0.00 total=0" and the same for "full"; one of them may be missing.
Result<PressureOfResource> parsePressure(std::string_view text);

std::unique_ptr<Collector> makePressureCollector(const Roots& roots);

}  // namespace baro::platform
