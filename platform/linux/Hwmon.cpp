#include "platform/linux/Hwmon.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <system_error>

#include "core/base/NaturalOrder.h"
#include "core/base/Numbers.h"
#include "core/base/Text.h"
#include "platform/linux/DeviceIdentity.h"
#include "platform/linux/HwmonFamilies.h"
#include "platform/linux/SysfsText.h"

namespace baro::platform {
namespace {

struct KindOfSensor {
    std::string_view prefix;
    SensorKind kind;
    double unit;  // what 1 in the file is worth
    std::string_view symbol;
};
constexpr KindOfSensor kinds[] = {
    {"temp", SensorKind::Temperature, 1e-3, "\u00b0C"},
    {"fan", SensorKind::Fan, 1, "rpm"},
    {"in", SensorKind::Voltage, 1e-3, "V"},
    {"curr", SensorKind::Current, 1e-3, "A"},
    {"power", SensorKind::Power, 1e-6, "W"},
    {"energy", SensorKind::Energy, 1e-6, "J"},
    {"humidity", SensorKind::Humidity, 1e-5, ""},
};

const KindOfSensor& rowOf(SensorKind kind) {
    return *std::ranges::find(kinds, kind, &KindOfSensor::kind);
}

std::optional<double> limitFrom(SensorKind kind, const Result<std::string>& text) {
    if (!text) return std::nullopt;
    const auto raw = parseSysfsInteger(*text);
    if (!raw) return std::nullopt;
    const double limit = inBaseUnit(kind, *raw);
    return isPlausible(kind, limit) ? std::optional(limit) : std::nullopt;
}

bool contains(const std::vector<std::string>& items, std::string_view item) {
    return std::ranges::find(items, item) != items.end();
}

// Some drivers measure only the mean: power1_average without power1_input.
std::string_view valueItem(const std::vector<std::string>& items) {
    return contains(items, "input") ? "input" : contains(items, "average") ? "average" : "";
}

// The channel's name and the rest of its files' names.
struct Channel {
    HwmonAttribute attribute;
    std::vector<std::string> items;
};

std::vector<HwmonChannel> findChannels(const HwmonAttributes& attributes) {
    std::map<std::string_view, Channel> found;
    attributes.forEach([&found](std::string_view fileName, const Result<std::string>&) {
        const auto attribute = parseHwmonAttribute(fileName);
        if (!attribute) return;
        Channel& channel = found[attribute->channel];
        channel.attribute = *attribute;
        channel.items.emplace_back(attribute->item);
    });
    std::vector<HwmonChannel> channels;
    for (const auto& [name, channel] : found)
        if (!valueItem(channel.items).empty())
            channels.emplace_back(attributes, channel.attribute, channel.items);
    std::ranges::sort(channels, {}, [](const HwmonChannel& channel) {
        return std::pair(channel.facts().kind, channel.number());
    });
    return channels;
}

// Empty for a chip without a device.
std::string realDevice(const std::string& link) {
    std::error_code unknown;
    const auto real = std::filesystem::canonical(link, unknown);
    return unknown ? std::string() : real.string();
}

HwmonChip describeChip(const Roots& roots, const std::string& chipPath, HwmonAttributes::Extent extent) {
    const std::string device = chipPath + "/device";
    const auto name = readAttribute(chipPath + "/name");
    HwmonChip chip{.name = name && !name->empty() ? *name : "unnamed",
                   .identity = deviceIdentity(roots.sysfs, device),
                   .devicePath = realDevice(device),
                   .pciPath = pciDeviceAbove(roots.sysfs, device),
                   .exposedLabel = hwmonChipLabel(chipPath),
                   .exposedName = hwmonChipName(chipPath),
                   .attributes = HwmonAttributes(chipPath, extent),
                   .channels = {}};
    if (chip.identity.empty()) chip.identity = "virtual/" + chip.name;  // a chip without a device
    // Thermal zones are no devices, and a chip is of all zones of a type.
    if (chip.identity == "virtual/thermal") chip.identity += "/" + chip.name;
    chip.channels = findChannels(chip.attributes);
    return chip;
}

// Two chips of one device (a board's firmware and its controller) differ by name, twins by the order of their
// devices: ports of one controller keep it, whatever they are numbered from and whichever chip came first.
// Chips without a channel have nothing that needs an identity.
void makeIdentitiesUnique(std::vector<HwmonChip>& chips) {
    std::ranges::stable_sort(chips, isBeforeNaturally, &HwmonChip::devicePath);
    std::map<std::string, int> users;
    for (const HwmonChip& chip : chips)
        if (!chip.channels.empty()) ++users[chip.identity];
    std::map<std::string, int> seen;
    for (HwmonChip& chip : chips) {
        if (chip.channels.empty()) continue;
        if (users[chip.identity] > 1) chip.identity += "/" + chip.name;
        if (const int nth = ++seen[chip.identity]; nth > 1) chip.identity += fmt::format("#{}", nth);
    }
}

// A device with several chips needs their names too.
void makeExposedLabelsUnique(std::vector<HwmonChip>& chips) {
    std::map<std::string, int> users;
    for (const HwmonChip& chip : chips)
        ++users[chip.exposedLabel];
    for (HwmonChip& chip : chips)
        if (users[chip.exposedLabel] > 1 && !chip.exposedName.empty())
            chip.exposedLabel += "_" + chip.exposedName;
}

void nameChannels(HwmonChip& chip) {
    for (HwmonChannel& channel : chip.channels) {
        Sensor& facts = channel.facts();
        facts.chip = chip.name;
        facts.identity = chip.identity + ":" + facts.channel;
    }
}

}  // namespace

std::optional<HwmonAttribute> parseHwmonAttribute(std::string_view fileName) {
    const auto underscore = fileName.find('_');
    if (underscore == std::string_view::npos || underscore + 1 == fileName.size()) return std::nullopt;
    const auto channel = fileName.substr(0, underscore);
    for (const auto& [prefix, kind, unit, symbol] : kinds) {
        if (!channel.starts_with(prefix)) continue;
        const auto number = parseNumber<int>(channel.substr(prefix.size()));
        if (number && *number >= 0)
            return HwmonAttribute{kind, *number, channel, fileName.substr(underscore + 1)};
    }
    return std::nullopt;
}

double inBaseUnit(SensorKind kind, std::int64_t raw) {
    return static_cast<double>(raw) * rowOf(kind).unit;
}

bool isPlausible(SensorKind kind, double value) {
    switch (kind) {
        case SensorKind::Temperature:
            return value > -100 && value < 200;
        case SensorKind::Humidity:
            return value >= 0 && value <= 1;
        case SensorKind::Fan:
        case SensorKind::Energy:
            return value >= 0;
        case SensorKind::Voltage:
        case SensorKind::Current:
        case SensorKind::Power:
            return true;  // directions have signs
    }
    return true;
}

HwmonChannel::HwmonChannel(const HwmonAttributes& attributes, const HwmonAttribute& attribute,
                           const std::vector<std::string>& items)
    : number_(attribute.number) {
    facts_.kind = attribute.kind;
    facts_.channel = attribute.channel;
    const std::string base = facts_.channel + "_";
    input_ = base + std::string(valueItem(items));
    fault_ = base + "fault";
    const Result<std::string>& label = attributes.text(base + "label");
    facts_.label = label && !label->empty() ? *label : facts_.channel;
    for (const std::string& item : items)
        if (item == "alarm" || item.ends_with("_alarm")) alarms_.push_back(base + item);
}

void HwmonChannel::takeLimits(const HwmonAttributes& attributes) {
    limitsTaken_ = true;
    facts_.low = limitFrom(facts_.kind, attributes.text(facts_.channel + "_min"));
    facts_.high = limitFrom(facts_.kind, attributes.text(facts_.channel + "_max"));
    facts_.critical = limitFrom(facts_.kind, attributes.text(facts_.channel + "_crit"));
    facts_.lowCritical = limitFrom(facts_.kind, attributes.text(facts_.channel + "_lcrit"));
    facts_.emergency = limitFrom(facts_.kind, attributes.text(facts_.channel + "_emergency"));
    facts_.cap = limitFrom(facts_.kind, attributes.text(facts_.channel + "_cap"));
    if (facts_.cap && *facts_.cap <= 0) facts_.cap.reset();  // none is set: nothing runs on no power
}

bool takeSensorValue(const Result<std::string>& text, std::string_view fileName, Sensor& into) {
    if (!text) {
        into.problem = text.error().message;
        return text.error().kind != ErrorKind::Absent;
    }
    const auto raw = parseSysfsInteger(*text);
    if (!raw) {
        into.problem = fmt::format("{}: {}", fileName, raw.error().message);
        return true;
    }
    const double value = inBaseUnit(into.kind, *raw);
    if (isPlausible(into.kind, value))
        into.value = value;
    else
        into.problem = fmt::format("reads {:g} {}, as a probe does that is not connected", value,
                                   rowOf(into.kind).symbol);
    return true;
}

std::optional<bool> HwmonChannel::alarm(const HwmonAttributes& attributes) const {
    std::optional<bool> alarm;
    for (const std::string& file : alarms_) {
        const Result<std::string>& word = attributes.text(file);
        if (word && (*word == "0" || *word == "1")) alarm = alarm.value_or(false) || *word == "1";
    }
    return alarm;
}

bool HwmonChannel::read(const HwmonAttributes& attributes, Sensor& into) {
    if (!limitsTaken_) takeLimits(attributes);
    into = facts_;
    const Result<std::string>& fault = attributes.text(fault_);
    if (fault && *fault == "1") {
        into.problem = "the driver says that the probe is missing or broken";
        return true;
    }
    const bool isThere = takeSensorValue(attributes.text(input_), input_, into);
    if (into.value) into.alarm = alarm(attributes);
    return isThere;
}

std::vector<HwmonChip> findHwmonChips(const Roots& roots, HwmonAttributes::Extent extent) {
    const std::string folder = roots.sysfs + "/class/hwmon";
    auto names = listDirectory(folder);
    if (!names) return {};
    std::ranges::sort(*names, isBeforeNaturally);
    std::vector<HwmonChip> chips;
    for (const std::string& name : *names) {
        HwmonChip chip = describeChip(roots, folder + "/" + name, extent);
        if (!chip.attributes.empty()) chips.push_back(std::move(chip));
    }
    makeIdentitiesUnique(chips);
    makeExposedLabelsUnique(chips);
    for (HwmonChip& chip : chips)
        nameChannels(chip);
    std::ranges::stable_sort(chips, {},
                             [](const HwmonChip& chip) { return std::tie(chip.name, chip.identity); });
    return chips;
}

}  // namespace baro::platform
