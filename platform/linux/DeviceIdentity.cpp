#include "platform/linux/DeviceIdentity.h"

#include <algorithm>
#include <filesystem>
#include <vector>

#include "core/base/Characters.h"
#include "platform/linux/Files.h"

namespace baro::platform {
namespace {

// "hwmon3", "nvme0", "host2", "ata1", "target2:0:0", "2:0:0:0": the numbers follow the order of appearance.
bool isNumberedByOrder(std::string_view part) {
    constexpr std::string_view prefixes[] = {"hwmon", "nvme", "host", "ata", "thermal_zone", "target"};
    for (const std::string_view prefix : prefixes) {
        if (part == prefix && prefix != "host" && prefix != "ata")
            return true;  // the class folder above them
        if (part.starts_with(prefix) && part.size() > prefix.size() &&
            std::ranges::all_of(part.substr(prefix.size()), [](char c) { return isDigit(c) || c == ':'; }))
            return true;
    }
    return std::ranges::count(part, ':') == 3 &&
           std::ranges::all_of(part, [](char c) { return isDigit(c) || c == ':'; });  // a SCSI address
}

std::string realPath(const std::string& path) {
    std::error_code unknown;
    const auto real = std::filesystem::canonical(path, unknown);
    return unknown ? std::string() : real.string();
}

// Where sysfs keeps what identifies the device itself: "serial" of an NVMe controller, "wwid" of a SCSI disk.
std::string ownName(const std::string& devicePath) {
    for (const char* const attribute : {"/wwid", "/serial"}) {
        const auto value = readAttribute(devicePath + attribute);
        if (value && !value->empty()) return *value;
    }
    return "";
}

}  // namespace

std::string stableBusPath(std::string_view pathBelowDevices) {
    std::string stable;
    while (!pathBelowDevices.empty()) {
        const auto slash = pathBelowDevices.find('/');
        const auto part = pathBelowDevices.substr(0, slash);
        if (!part.empty() && !isNumberedByOrder(part)) {
            if (!stable.empty()) stable += '/';
            stable += part;
        }
        pathBelowDevices.remove_prefix(slash == std::string_view::npos ? pathBelowDevices.size() : slash + 1);
    }
    return stable;
}

std::string deviceIdentity(const std::string& sysfs, const std::string& devicePath) {
    const std::string real = realPath(devicePath);
    if (real.empty()) return "";
    if (std::string name = ownName(real); !name.empty()) return name;
    const std::string root = realPath(sysfs) + "/devices/";
    return stableBusPath(real.starts_with(root) ? std::string_view(real).substr(root.size())
                                                : std::string_view(real));
}

std::string pciDeviceAbove(const std::string& sysfs, const std::string& devicePath) {
    const std::string root = realPath(sysfs);
    std::filesystem::path path = realPath(devicePath);
    while (path.has_relative_path() && path.string().size() > root.size()) {
        if (isPciAddress(path.filename().string())) return path.string();
        path = path.parent_path();
    }
    return "";
}

bool isPciAddress(std::string_view text) {
    constexpr std::string_view shape = "hhhh:hh:hh.d";
    if (text.size() != shape.size()) return false;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        const char c = text[i];
        const bool isHex = isDigit(c) || (c >= 'a' && c <= 'f');
        if (shape[i] == 'h' ? !isHex : shape[i] == 'd' ? !isDigit(c) : c != shape[i]) return false;
    }
    return true;
}

}  // namespace baro::platform
