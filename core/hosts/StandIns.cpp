#include "core/hosts/StandIns.h"

#include <array>
#include <vector>

#include "core/series/Labels.h"

namespace baro::hosts {
namespace {

// Values of hwmon with the labels that Barograph gives sensors: the driver's names for chip and sensor, or
// hwmon's where it has none, and an identity that tells two equal chips apart.
std::string sensor(std::string_view metric) {
    const std::string value(metric);
    const std::string labelled =
        "(" + value + " * on (instance, job, chip, sensor) group_left (label) node_hwmon_sensor_label" +
        " or ignoring (label) label_replace(" + value + ", \"label\", \"$1\", \"sensor\", \"(.*)\"))";
    const std::string identified = "label_join(" + labelled + ", \"identity\", \":\", \"chip\", \"sensor\")";
    const std::string named = "(" + identified +
                              " * on (instance, job, chip) group_left (chip_name) node_hwmon_chip_names" +
                              " or ignoring (chip_name) " + identified + ")";
    return "max without (chip_name, sensor) (label_replace(" + named +
           ", \"chip\", \"$1\", \"chip_name\", \"(.+)\"))";
}

// Zones count where hwmon has no temperature at all: most are shown by a chip as well.
std::string temperature() {
    return sensor("node_hwmon_temp_celsius") +
           " or on (instance, job) max without (type, zone) (label_join(label_replace(label_replace("
           "node_thermal_zone_temp, \"label\", \"$1\", \"type\", \"(.*)\"), \"chip\", \"thermal_zone\", "
           "\"\", \"\"), "
           "\"identity\", \":\", \"chip\", \"type\", \"zone\"))";
}

// ZFS's cache can be given back, and counts as used to the kernel.
constexpr std::string_view available =
    "(node_memory_MemAvailable_bytes + clamp_min(node_zfs_arc_size - node_zfs_arc_c_min, 0)"
    " or node_memory_MemAvailable_bytes)";
constexpr std::string_view cached =
    "(clamp_min(node_memory_MemAvailable_bytes - node_memory_MemFree_bytes - node_memory_Buffers_bytes, 0)"
    " + (clamp_min(node_zfs_arc_size - node_zfs_arc_c_min, 0) or 0 * node_memory_MemFree_bytes))";

std::string used() {
    return "node_memory_MemTotal_bytes - " + std::string(available);
}

std::string memoryPart(std::string_view name, std::string_view expression) {
    return std::string("label_replace(")
        .append(expression)
        .append(", \"part\", \"")
        .append(name)
        .append("\", \"\", \"\")");
}

std::string usedPart() {
    return memoryPart("used", used());
}
std::string cachedPart() {
    return memoryPart("cached", cached);
}
std::string buffersPart() {
    return memoryPart("buffers", "node_memory_Buffers_bytes");
}
std::string freePart() {
    return memoryPart("free", "node_memory_MemFree_bytes");
}

std::string zone(std::string_view metric, std::string_view name) {
    return std::string("label_replace(rate(")
        .append(metric)
        .append("[$interval]), \"zone\", \"")
        .append(name)
        .append("\", \"index\", \"(.*)\")");
}

std::string energy() {
    return zone("node_rapl_package_joules_total", "package-$1") + " or " +
           zone("node_rapl_core_joules_total", "core") + " or " +
           zone("node_rapl_uncore_joules_total", "uncore") + " or " +
           zone("node_rapl_dram_joules_total", "dram");
}

std::string ofCard(std::string_view expression) {
    return std::string("label_replace(").append(expression).append(", \"gpu\", \"$1\", \"card\", \"(.*)\")");
}

struct StandIn {
    std::string_view metric;
    std::string expression;
    std::string_view label = {};  // with this matcher and no other; empty: with none
    std::string_view value = {};
};

const std::vector<StandIn>& standIns() {
    static const std::vector<StandIn> all{
        {"barograph_cpu_busy_ratio",
         "1 - avg without (cpu) (sum without (mode) "
         "(rate(node_cpu_seconds_total{mode=~\"idle|iowait\"}[$interval])))"},
        {"barograph_cpu_core_busy_ratio",
         "1 - sum without (mode) (rate(node_cpu_seconds_total{mode=~\"idle|iowait\"}[$interval]))"},
        {"barograph_memory_used_ratio", "(" + used() + ") / node_memory_MemTotal_bytes"},
        {"barograph_memory_bytes", usedPart(), "part", "used"},
        {"barograph_memory_bytes", cachedPart(), "part", "cached"},
        {"barograph_memory_bytes", buffersPart(), "part", "buffers"},
        {"barograph_memory_bytes", freePart(), "part", "free"},
        {"barograph_memory_bytes",
         usedPart() + " or " + cachedPart() + " or " + buffersPart() + " or " + freePart()},
        {"barograph_swap_used_bytes", "node_memory_SwapTotal_bytes - node_memory_SwapFree_bytes"},
        {"barograph_processes", "node_processes_state"},
        {"barograph_sensor_temperature_celsius", temperature()},
        {"barograph_sensor_fan_rpm", sensor("node_hwmon_fan_rpm")},
        {"barograph_sensor_volts", sensor("node_hwmon_in_volts")},
        {"barograph_sensor_amperes", sensor("node_hwmon_curr_amps")},
        {"barograph_sensor_watts",
         sensor("node_hwmon_power_watt") + " or " + sensor("node_hwmon_power_average_watt")},
        {"barograph_sensor_humidity_ratio", sensor("node_hwmon_humidity")},
        {"barograph_energy_watts", energy()},
        {"barograph_battery_charge_ratio", "node_power_supply_capacity / 100"},
        {"barograph_battery_health_ratio",
         "node_power_supply_energy_full / node_power_supply_energy_full_design or "
         "node_power_supply_charge_full / node_power_supply_charge_full_design"},
        {"barograph_gpu_busy_ratio", ofCard("node_drm_gpu_busy_percent / 100")},
        {"barograph_gpu_memory_used_bytes", ofCard("node_drm_memory_vram_used_bytes")},
        {"barograph_gpu_memory_total_bytes", ofCard("node_drm_memory_vram_size_bytes")},
    };
    return all;
}

bool stands(const StandIn& one, const promql::VectorSelector& selector) {
    if (one.metric != selector.metric) return false;
    std::size_t beside = 0;
    for (const LabelMatcher& matcher : selector.matchers) {
        if (matcher.label == metricNameLabel) continue;
        ++beside;
        if (matcher !=
            LabelMatcher{std::string(one.label), LabelMatcher::Kind::Equal, std::string(one.value)})
            return false;
    }
    return beside == (one.label.empty() ? 0 : 1);
}

}  // namespace

std::optional<std::string> standInFor(const promql::VectorSelector& selector) {
    for (const StandIn& one : standIns())
        if (stands(one, selector)) return one.expression;
    return std::nullopt;
}

}  // namespace baro::hosts
