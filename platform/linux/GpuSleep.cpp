#include "platform/linux/GpuSleep.h"

#include "platform/linux/Files.h"
#include "platform/linux/SysfsText.h"

namespace baro::platform {

bool hasLitDisplay(const std::string& devicePath) {
    const std::string folder = devicePath + "/drm";
    const auto cards = listDirectory(folder);
    if (!cards) return false;
    for (const std::string& card : *cards) {
        if (!card.starts_with("card")) continue;
        const auto children = listDirectory(folder + "/" + card);
        if (!children) continue;
        for (const std::string& connector : *children) {
            if (!connector.starts_with(card + "-")) continue;
            const auto enabled = readAttribute(folder + "/" + card + "/" + connector + "/enabled");
            if (enabled && *enabled == "enabled") return true;
        }
    }
    return false;
}

bool isDisplayController(const std::string& devicePath) {
    const auto text = readAttribute(devicePath + "/class");
    if (!text) return false;
    const auto pciClass = parseSysfsHex(*text);
    return pciClass && (*pciClass >> 16) == 0x03;
}

}  // namespace baro::platform
