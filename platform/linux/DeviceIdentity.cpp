#include "platform/linux/DeviceIdentity.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <vector>

#include "core/base/Characters.h"
#include "platform/linux/Files.h"

namespace baro::platform {
namespace {

// "hwmon3", "nvme0", "host2", "ata1", "i2c-4", "phy0", "target2:0:0", "2:0:0:0": the numbers follow the order
// of appearance.
bool isNumberedByOrder(std::string_view part) {
    constexpr std::string_view prefixes[] = {"hwmon", "nvme", "thermal_zone", "target",
                                             "host",  "ata",  "i2c-",         "phy"};
    constexpr std::string_view folders[] = {"hwmon", "nvme", "thermal_zone", "target"};
    if (std::ranges::find(folders, part) != std::end(folders)) return true;  // of a class, above them
    for (const std::string_view prefix : prefixes) {
        if (part.starts_with(prefix) && part.size() > prefix.size() &&
            std::ranges::all_of(part.substr(prefix.size()), [](char c) { return isDigit(c) || c == ':'; }))
            return true;
    }
    return std::ranges::count(part, ':') == 3 &&
           std::ranges::all_of(part, [](char c) { return isDigit(c) || c == ':'; });  // a SCSI address
}

bool isHex(std::string_view text) {
    return std::ranges::all_of(
        text, [](char c) { return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); });
}

// What stays after the next start. The address of a device of I2C follows the number of its bus ("4-0050"),
// that of a HID device has a counter behind it ("0003:1E71:2007.0004").
std::string_view stablePart(std::string_view part) {
    if (isNumberedByOrder(part)) return {};
    const auto dash = part.find('-');
    if (dash != std::string_view::npos && dash > 0 && part.size() == dash + 5 &&
        isHex(part.substr(dash + 1)) && std::ranges::all_of(part.substr(0, dash), isDigit))
        return part.substr(dash + 1);
    constexpr std::size_t hidAddress = 14;
    if (part.size() == hidAddress + 5 && part[4] == ':' && part[9] == ':' && part[hidAddress] == '.' &&
        isHex(part.substr(hidAddress + 1)))
        return part.substr(0, hidAddress);
    return part;
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
        const auto part = stablePart(pathBelowDevices.substr(0, slash));
        if (!part.empty()) {
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
