#include "platform/linux/CoreClasses.h"

#include <algorithm>
#include <array>

#include "platform/linux/CpuList.h"

namespace baro::platform {
namespace {

constexpr double sameKind = 0.75;

bool addIntelClasses(const Roots& roots, std::vector<CpuPlace>& cpus) {
    constexpr std::array<std::pair<const char*, CoreClass>, 3> kinds{
        {{"cpu_core", CoreClass::Performance},
         {"cpu_atom", CoreClass::Efficiency},
         {"cpu_lowpower", CoreClass::Efficiency}}};
    bool any = false;
    for (const auto& [name, kind] : kinds) {
        const auto text = readAttribute(roots.sysfs + "/devices/" + name + "/cpus");
        const auto list = text ? parseCpuList(text.value()) : text.error();
        if (!list) continue;
        any = true;
        for (CpuPlace& place : cpus)
            if (std::ranges::binary_search(list.value(), place.cpu)) place.coreClass = kind;
    }
    return any;
}

bool addClassesBySpeed(const Roots& roots, std::string_view attribute, std::vector<CpuPlace>& cpus) {
    std::vector<std::optional<double>> speeds;
    for (const CpuPlace& place : cpus) {
        const auto speed = readNumber(roots.sysfs + "/devices/system/cpu/cpu" + std::to_string(place.cpu) +
                                      "/" + std::string(attribute));
        if (!speed) return false;
        speeds.emplace_back(speed.value());
    }
    const auto classes = coreClassesFrom(speeds);
    for (std::size_t i = 0; i < cpus.size(); ++i)
        cpus[i].coreClass = classes[i];
    return !classes.empty() && classes.front() != CoreClass::Unknown;
}

}  // namespace

std::vector<CoreClass> coreClassesFrom(const std::vector<std::optional<double>>& speeds) {
    std::vector<CoreClass> classes(speeds.size(), CoreClass::Unknown);
    double fastest = 0;
    for (const auto& speed : speeds) {
        if (!speed || !(*speed > 0)) return classes;
        fastest = std::max(fastest, *speed);
    }
    const auto isSlow = [fastest](const std::optional<double>& speed) { return *speed < fastest * sameKind; };
    if (std::ranges::none_of(speeds, isSlow)) return classes;
    for (std::size_t i = 0; i < speeds.size(); ++i)
        classes[i] = isSlow(speeds[i]) ? CoreClass::Efficiency : CoreClass::Performance;
    return classes;
}

void addCoreClasses(const Roots& roots, std::vector<CpuPlace>& cpus) {
    if (addIntelClasses(roots, cpus) || addClassesBySpeed(roots, "cpu_capacity", cpus)) return;
    addClassesBySpeed(roots, "acpi_cppc/highest_perf", cpus);
}

}  // namespace baro::platform
