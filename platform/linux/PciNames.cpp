#include "platform/linux/PciNames.h"

#include <fmt/format.h>

#include "core/base/Escape.h"
#include "core/base/Text.h"
#include "platform/linux/Files.h"

namespace baro::platform {
namespace {

std::string numbered(std::uint32_t vendor, std::uint32_t device) {
    switch (vendor) {
        case 0x1002:
            return fmt::format("AMD {:#06x}", device);
        case 0x8086:
            return fmt::format("Intel {:#06x}", device);
        case 0x10de:
            return fmt::format("NVIDIA {:#06x}", device);
        default:
            return fmt::format("{:#06x} {:#06x}", vendor, device);
    }
}

// "744c  Navi 31": the name behind the identifier; nothing when it is another's.
std::optional<std::string_view> nameBehind(std::string_view line, std::string_view id) {
    if (!line.starts_with(id)) return std::nullopt;
    line.remove_prefix(id.size());
    if (!line.starts_with("  ")) return std::nullopt;
    const auto name = trimmed(line);
    return name.empty() ? std::nullopt : std::optional(name);
}

}  // namespace

std::optional<std::string> findPciName(std::string_view pciIds, std::uint32_t vendor, std::uint32_t device) {
    const std::string vendorId = fmt::format("{:04x}", vendor);
    const std::string deviceId = fmt::format("\t{:04x}", device);
    bool inVendor = false;
    while (const auto line = takeLine(pciIds)) {
        if (line->empty() || line->front() == '#') continue;
        if (line->front() != '\t') {
            if (inVendor) return std::nullopt;
            inVendor = nameBehind(*line, vendorId).has_value();
        } else if (inVendor) {
            if (const auto name = nameBehind(*line, deviceId)) return validUtf8(*name);
        }
    }
    return std::nullopt;
}

const std::string& PciNames::nameOf(std::uint32_t vendor, std::uint32_t device) {
    const auto [entry, isNew] = known_.try_emplace({vendor, device}, numbered(vendor, device));
    if (!isNew) return entry->second;
    for (const std::string& file : files_) {
        const auto text = readFile(file);
        if (!text) continue;
        if (auto name = findPciName(*text, vendor, device)) entry->second = *std::move(name);
        break;
    }
    return entry->second;
}

}  // namespace baro::platform
