#include "platform/linux/PowerSupply.h"
#include "platform/linux/SysfsText.h"
#include "tests/fuzz/FuzzInput.h"

using namespace baro;
using namespace baro::platform;

namespace {

void requirePlausible(const Battery& battery) {
    fuzz::require(!battery.name.empty() && !battery.status.empty());
    fuzz::require(!battery.chargeRatio || (*battery.chargeRatio >= 0 && *battery.chargeRatio <= 1));
    fuzz::require(!battery.healthRatio || *battery.healthRatio > 0);
    fuzz::require(!battery.powerWatts || *battery.powerWatts >= 0);
    fuzz::require(!battery.energyJoules || *battery.energyJoules >= 0);
    fuzz::require(!battery.voltageVolts || *battery.voltageVolts > 0);
}

}  // namespace

BARO_FUZZ_TARGET(PowerSupplyFuzz, text) {
    const auto properties = parseUevent(text);
    const auto supply = parsePowerSupply(text);
    if (!properties) {
        fuzz::require(!supply && !properties.error().message.empty());
        return;
    }
    for (const auto& [key, value] : *properties) {
        fuzz::require(!key.empty());
        fuzz::require(value.find('\n') == std::string::npos);
    }
    if (!supply) return;
    fuzz::require(!(supply->battery && supply->mains));
    if (supply->battery) requirePlausible(*supply->battery);
    if (supply->mains) fuzz::require(!supply->mains->name.empty());
}
