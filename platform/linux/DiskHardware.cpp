#include "platform/linux/DiskHardware.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <utility>

#include "core/base/Numbers.h"
#include "core/base/Text.h"
#include "platform/linux/Counters.h"
#include "platform/linux/SysfsText.h"

namespace baro::platform {
namespace {

std::string attribute(const std::string& path) {
    auto text = readAttribute(path);
    return text ? std::move(text).value() : std::string();
}

// The first that is not empty.
std::string firstAttribute(const std::string& folder, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names)
        if (std::string text = attribute(folder + "/" + std::string(name)); !text.empty()) return text;
    return {};
}

std::optional<bool> flag(const std::string& path) {
    const std::string text = attribute(path);
    if (text != "0" && text != "1") return std::nullopt;
    return text == "1";
}

std::optional<std::uint64_t> sizeBytes(const std::string& folder) {
    const auto sectors = parseNumber<std::uint64_t>(attribute(folder + "/size"));
    if (!sectors || *sectors > UINT64_MAX / sectorBytes) return std::nullopt;
    return *sectors * sectorBytes;
}

std::string linkTarget(const std::string& path) {
    std::error_code error;
    return std::filesystem::read_symlink(path, error).string();
}

std::string sysfsName(std::string name) {
    std::ranges::replace(name, '/', '!');
    return name;
}

std::string lastPart(std::string_view path) {
    return std::string(path.substr(path.rfind('/') + 1));
}

// What sysfs does not say, udev has asked the device for.
void fillFromUdev(const Roots& roots, DeviceNumber number, DiskFacts& facts) {
    const UdevProperties properties = readUdevEntry(roots, number);
    if (facts.model.empty()) facts.model = trimmed(decodeHexEscapes(propertyOf(properties, "ID_MODEL_ENC")));
    if (facts.serial.empty()) facts.serial = propertyOf(properties, "ID_SERIAL_SHORT");
    if (facts.serial.empty()) facts.serial = propertyOf(properties, "ID_SERIAL");
    if (facts.identity.empty()) facts.identity = propertyOf(properties, "ID_WWN_WITH_EXTENSION");
    if (facts.identity.empty()) facts.identity = propertyOf(properties, "ID_WWN");
}

// devicePath: the target of the link in class/block, which tells the bus.
DiskFacts wholeDiskFacts(const Roots& roots, DeviceNumber number, const std::string& folder,
                         const std::string& devicePath) {
    DiskFacts facts;
    facts.model = firstAttribute(folder, {"dm/name", "device/model", "device/name", "md/level"});
    facts.serial = firstAttribute(folder, {"serial", "device/serial"});
    facts.identity = firstAttribute(folder, {"wwid", "device/wwid", "dm/uuid", "md/uuid"});
    facts.transport = transportOf(devicePath);
    facts.rotational = flag(folder + "/queue/rotational");
    facts.removable = flag(folder + "/removable");
    const bool hasHardware = facts.transport != "loop" && facts.transport != "dm" && facts.transport != "md";
    if (hasHardware && (facts.model.empty() || facts.serial.empty() || facts.identity.empty()))
        fillFromUdev(roots, number, facts);
    if (facts.identity.empty()) facts.identity = facts.serial;
    if (facts.identity.empty()) {
        const auto below = devicePath.find("devices/");
        facts.identity = below == std::string::npos ? lastPart(folder) : devicePath.substr(below);
    }
    return facts;
}

std::optional<DeviceNumber> deviceNumber(const std::string& folder) {
    const std::string text = attribute(folder + "/dev");
    std::string_view rest = text;
    const auto major = parseNumber<std::uint32_t>(takeUntil(rest, ':'));
    const auto minor = parseNumber<std::uint32_t>(rest);
    if (!major || !minor) return std::nullopt;
    return DeviceNumber{*major, *minor};
}

}  // namespace

std::string_view transportOf(std::string_view devicePath) {
    // The most telling part first: a USB disk is also a SCSI host below PCI.
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 20> parts{{
        {"/virtual/block/loop", "loop"},
        {"/virtual/block/dm-", "dm"},
        {"/virtual/block/md", "md"},
        {"/virtual/block/zram", "zram"},
        {"/virtual/block/ram", "ram"},
        {"/virtual/block/nbd", "nbd"},
        {"/virtual/nvme-", "nvme"},
        {"/virtual/block/", "virtual"},
        {"/usb", "usb"},
        {"/nvme", "nvme"},
        {"/virtio", "virtio"},
        {"/mmc", "mmc"},
        {"/ata", "sata"},
        {"/rport-", "fc"},
        {"/session", "iscsi"},
        {"/end_device-", "sas"},
        {"/vbd-", "xen"},
        {"/VMBUS", "hyperv"},
        {"/floppy", "floppy"},
        {"/host", "scsi"},
    }};
    for (const auto& [part, transport] : parts)
        if (devicePath.find(part) != std::string_view::npos) return transport;
    return {};
}

Result<UdevProperties> parseUdevEntry(std::string_view text) {
    if (text.find('\0') != std::string_view::npos)
        return malformed("an entry of udev's database holds a NUL");
    UdevProperties properties;
    while (const auto line = takeLine(text)) {
        std::string_view rest = *line;
        if (rest.empty()) continue;
        if (rest.size() < 2 || rest[1] != ':')
            return malformed("a line of udev's database is not a letter, a colon and a value");
        if (!rest.starts_with("E:")) continue;
        rest.remove_prefix(2);
        const std::string_view key = takeUntil(rest, '=');
        if (key.empty()) return malformed("a property of udev's database has no name");
        properties.insert_or_assign(std::string(key), std::string(rest));
    }
    return properties;
}

UdevProperties readUdevEntry(const Roots& roots, DeviceNumber number) {
    const auto text =
        readFile(roots.udev + "/b" + std::to_string(number.major) + ":" + std::to_string(number.minor));
    if (!text) return {};
    auto properties = parseUdevEntry(*text);
    return properties ? std::move(properties).value() : UdevProperties();
}

std::string decodeHexEscapes(std::string_view text) {
    constexpr std::size_t escapeLength = 4;  // "\x20"
    std::string decoded;
    decoded.reserve(text.size());
    while (!text.empty()) {
        std::uint8_t byte = 0;
        const bool escaped = text.size() >= escapeLength && text.starts_with("\\x") &&
                             std::from_chars(text.data() + 2, text.data() + escapeLength, byte, 16).ptr ==
                                 text.data() + escapeLength;
        decoded += escaped ? static_cast<char>(byte) : text.front();
        text.remove_prefix(escaped ? escapeLength : 1);
    }
    return decoded;
}

DiskFacts readDiskFacts(const Roots& roots, const DiskstatsRow& device) {
    const std::string folder = roots.sysfs + "/class/block/" + sysfsName(device.name);
    const std::string target = linkTarget(folder);
    const std::string partition = attribute(folder + "/partition");
    DiskFacts facts;
    if (partition.empty()) {
        facts = wholeDiskFacts(roots, device.number, folder, target);
    } else {
        // The kernel puts a partition's folder into that of its disk.
        const std::string diskPath = target.substr(0, target.rfind('/'));
        const std::string parent = lastPart(diskPath);
        const std::string parentFolder = roots.sysfs + "/class/block/" + parent;
        facts =
            wholeDiskFacts(roots, deviceNumber(parentFolder).value_or(device.number), parentFolder, diskPath);
        facts.parent = parent;
        std::ranges::replace(facts.parent, '!', '/');
        facts.identity += "-part" + partition;
    }
    facts.sizeBytes = sizeBytes(folder);
    facts.readOnly = flag(folder + "/ro");
    return facts;
}

}  // namespace baro::platform
