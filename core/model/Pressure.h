// Pressure stall information (https://docs.kernel.org/accounting/psi.html): the share of time in which tasks waited.
#pragma once

#include <optional>

namespace baro {

struct PressureLine {
    double average10Ratio = 0;   // 0 to 1, over 10 s
    double average60Ratio = 0;   // over 60 s
    double average300Ratio = 0;  // over 300 s
    double stalledSeconds = 0;   // counter since boot
};

struct PressureOfResource {
    std::optional<PressureLine> some;  // at least one task waited
    std::optional<PressureLine> full;  // all non-idle tasks waited; absent for cpu before Linux 5.13
};

struct Pressure {
    std::optional<PressureOfResource> cpu;
    std::optional<PressureOfResource> memory;
    std::optional<PressureOfResource> io;
    std::optional<PressureOfResource> irq;  // since Linux 6.1, full only
};

}  // namespace baro
