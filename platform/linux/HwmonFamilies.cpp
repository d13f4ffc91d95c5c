#include "platform/linux/HwmonFamilies.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>

#include "core/metrics/MetricCatalog.h"
#include "platform/linux/Decimal.h"

namespace baro::platform {
namespace {

// What an element's metric is called after "node_hwmon_TYPE[_ELEMENT]", and what 1 in the file is worth.
struct Naming {
    std::string_view suffix;
    double factor = 1;
    MetricKind kind = MetricKind::Gauge;
};

bool isOneOf(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

Naming namingOfPower(std::string_view element) {
    if (element == "accuracy") return {"", 1e-6};
    if (element.starts_with("average_interval")) return {"_seconds", 1e-3};
    return {"_watt", 1e-6};
}

// Names are node_exporter's (collector/hwmon_linux.go), scales the kernel's. That a limit's alarm
// ("crit_alarm") gets the unit of the limit is part of the names that rules and dashboards know.
Naming namingOf(const HwmonFileName& file) {
    if (isOneOf(file.element, {"fault", "alarm"})) return {};
    if (file.element == "beep") return {"_enabled"};
    if (isOneOf(file.type, {"in", "cpu"})) return {"_volts", 1e-3};
    if (file.type == "temp" && file.element != "type") return {"_celsius", 1e-3};
    if (file.type == "curr") return {"_amps", 1e-3};
    if (file.type == "energy") return {"_joule_total", 1e-6, MetricKind::Counter};
    if (file.type == "power") return namingOfPower(file.element);
    if (file.type == "humidity") return {"", 1e-5};
    if (file.type == "fan" && isOneOf(file.element, {"input", "min", "max", "target"})) return {"_rpm"};
    return {};
}

class ChipTeller {
  public:
    ChipTeller(std::string_view chip, const HwmonAttributes& attributes, FamilyBuilder& into)
        : chip_(chip), attributes_(attributes), into_(into) {}

    void tell(std::string_view fileName, const std::string& text) {
        const auto file = parseHwmonFileName(fileName);
        if (!file) return;
        sensor_ = fmt::format("{}{}", file->type, file->number);
        if (file->element == "label") return into_.add("node_hwmon_sensor_label", {chip_, text, sensor_}, 1);
        const auto value = parseDecimal(text);
        if (!value) return;
        if (file->type == "beep_enable") return add("node_hwmon_beep_enabled", *file, *value == 1 ? 1 : 0);
        if (file->type == "vrm") return add("node_hwmon_voltage_regulator_version", *file, *value);
        if (file->type == "update_interval")
            return add("node_hwmon_update_interval_seconds", *file, *value * 1e-3);
        if (file->type == "freq") return tellFrequency(*file, *value);
        tellElement(*file, *value);
    }

  private:
    void tellElement(const HwmonFileName& file, double value) {
        const Naming naming = namingOf(file);
        if (value < 0 && (naming.suffix == "_rpm" || naming.kind == MetricKind::Counter)) return;
        std::string name = fmt::format("node_hwmon_{}", file.type);
        // The input is the value itself, unless there is a file without element beside it.
        const bool isValue = file.element == "input" && !attributes_.text(sensor_);
        if (!file.element.empty() && !isValue) name += "_" + plainName(file.element);
        name += naming.suffix;
        add(name, file, value * naming.factor, naming.kind);
    }

    // Graphics processors' clocks, by what they are the clock of.
    void tellFrequency(const HwmonFileName& file, double hertz) {
        const Result<std::string>& label = attributes_.text(sensor_ + "_label");
        if (file.element != "input" || !label) return;
        sensor_ = *label;
        add("node_hwmon_freq_freq_mhz", file, hertz * 1e-6);
    }

    // The most looked at have rows in the catalog; the kernel has dozens of others.
    void add(std::string_view name, const HwmonFileName& file, double value,
             MetricKind kind = MetricKind::Gauge) {
        if (findMetric(name) != nullptr) return into_.add(name, {chip_, sensor_}, value);
        into_.add(name,
                  {kind,
                   fmt::format("Attribute {} of hwmon's {}", file.element.empty() ? "value" : file.element,
                               file.type),
                   {"chip", "sensor"}},
                  {chip_, sensor_}, value);
    }

    std::string_view chip_;
    const HwmonAttributes& attributes_;
    FamilyBuilder& into_;
    std::string sensor_;
};

}  // namespace

std::string plainName(std::string_view text) {
    std::string name;
    for (const char c : text) {
        const bool isUpper = c >= 'A' && c <= 'Z';
        const bool isPlain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == ':' || c == '_';
        name += isUpper ? static_cast<char>(c - 'A' + 'a') : isPlain ? c : '_';
    }
    const auto first = name.find_first_not_of('_');
    if (first == std::string::npos) return {};
    return name.substr(first, name.find_last_not_of('_') - first + 1);
}

std::string hwmonChipName(const std::string& chipPath) {
    const auto name = readAttribute(chipPath + "/name");
    return name ? plainName(*name) : std::string();
}

std::string hwmonChipLabel(const std::string& chipPath) {
    std::error_code error;
    const auto device = std::filesystem::canonical(chipPath + "/device", error);
    if (!error) {
        const std::string bus = plainName(device.parent_path().filename().string());
        const std::string name = plainName(device.filename().string());
        if (!name.empty()) return bus.empty() ? name : bus + "_" + name;
    }
    if (std::string name = hwmonChipName(chipPath); !name.empty()) return name;
    const auto folder = std::filesystem::canonical(chipPath, error);
    return plainName(error ? chipPath.substr(chipPath.rfind('/') + 1) : folder.filename().string());
}

void tellHwmonChip(std::string_view chipLabel, std::string_view name, const HwmonAttributes& attributes,
                   FamilyBuilder& into) {
    if (attributes.empty()) return;
    if (!name.empty()) into.add("node_hwmon_chip_names", {chipLabel, name}, 1);
    ChipTeller teller(chipLabel, attributes, into);
    attributes.forEach([&teller](std::string_view fileName, const Result<std::string>& text) {
        if (text) teller.tell(fileName, *text);
    });
}

}  // namespace baro::platform
