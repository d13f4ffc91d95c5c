// Names of ARM cores: their processors tell numbers only (the register MIDR_EL1, as /proc/cpuinfo prints it).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace baro::platform {

struct ArmCore {
    std::uint32_t implementer = 0;  // who made it: "CPU implementer"
    std::uint32_t part = 0;         // which of his it is: "CPU part"
    bool operator==(const ArmCore&) const = default;
};

// "ARM", "Apple"; empty when the number is not known.
std::string_view armImplementer(std::uint32_t implementer);

// "Cortex-A76"; empty when the part is not known.
std::string_view armCoreName(ArmCore core);

// The name, else the numbers: "ARM part 0xdff", "implementer 0x99 part 0x123".
std::string armCoreText(ArmCore core);

}  // namespace baro::platform
