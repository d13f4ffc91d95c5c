#include <algorithm>

#include "platform/linux/GpuFiles.h"
#include "platform/linux/PciNames.h"
#include "tests/fuzz/FuzzInput.h"

using namespace baro;
using namespace baro::platform;

BARO_FUZZ_TARGET(GpuFuzz, text) {
    const auto clock = parseCurrentDpmClock(text);
    if (clock) {
        fuzz::require(*clock >= 0 && *clock <= 4.3e15);
        fuzz::require(std::ranges::count(text, '*') == 1);
    } else {
        fuzz::require(!clock.error().message.empty());
    }

    const auto name = findPciName(text, 0x1002, 0x744c);
    if (name) {
        fuzz::require(!name->empty() && name->find('\n') == std::string::npos);
        fuzz::require(text.find("1002  ") != std::string_view::npos &&
                      text.find("\t744c  ") != std::string_view::npos);
    }
}
