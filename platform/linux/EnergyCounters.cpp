#include "platform/linux/EnergyCounters.h"

#include "platform/linux/SysfsText.h"

namespace baro::platform {
namespace {

// The kernel keeps the counter from ordinary users since 5.10, for it can betray what the processor computes.
constexpr auto howToAllow =
    "the processor's energy counter is readable by root only; to allow it: "
    "sudo chmod a+r /sys/class/powercap/*/energy_uj (until the next start)";

}  // namespace

EnergyCounters::EnergyCounters(const Roots& roots) {
    const std::string folder = roots.sysfs + "/class/powercap";
    const auto names = listDirectory(folder);
    if (!names) return;
    for (const std::string& name : *names) {
        // "intel-rapl:0" is a package, "intel-rapl:0:1" a part of it. AMD's processors appear under the same
        // name; "intel-rapl-mmio:0" is the same package's counter reached another way, and would count it
        // twice.
        if (name.starts_with("intel-rapl:")) addZone(folder, name);
    }
}

void EnergyCounters::addZone(const std::string& folder, const std::string& zone) {
    const std::string path = folder + "/" + zone;
    if (!listDirectory(path)) return;  // a link that leads nowhere: containers hide zones so
    const auto name = readAttribute(path + "/name");
    const auto wrap = readFile(path + "/max_energy_range_uj");
    const auto range = wrap ? parseSysfsInteger(*wrap) : Result<std::int64_t>(wrap.error());
    if (!name || name->empty())
        damage_ = name ? path + "/name is empty" : name.error().message;
    else if (!range)
        damage_ = wrap ? path + "/max_energy_range_uj: " + range.error().message : range.error().message;
    else if (*range <= 0)
        damage_ = path + "/max_energy_range_uj is no range";
    else
        zones_.push_back(
            {{*name, zone, 0, static_cast<double>(*range) * micro}, KeptFile(path + "/energy_uj")});
}

EnergyReadings EnergyCounters::read() {
    EnergyReadings readings;
    for (Zone& zone : zones_) {
        const auto text = zone.energy.read();
        if (!text) {
            readings.problem = text.error().kind == ErrorKind::Denied ? howToAllow : text.error().message;
            continue;
        }
        const auto energy = parseSysfsInteger(*text);
        if (!energy || *energy < 0) {
            readings.problem = zone.energy.path() + " does not hold a counter";
            continue;
        }
        readings.counters.push_back(zone.facts);
        readings.counters.back().joules = static_cast<double>(*energy) * micro;
    }
    if (!damage_.empty())
        readings.problem = damage_ + (readings.problem.empty() ? "" : "; ") + readings.problem;
    return readings;
}

}  // namespace baro::platform
