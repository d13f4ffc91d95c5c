#include "platform/linux/SchedulerStatistics.h"

#include <array>

#include "core/base/Numbers.h"
#include "core/base/Text.h"
#include "core/model/FamilyBuilder.h"
#include "platform/linux/Counters.h"
#include "platform/linux/OneFile.h"

namespace baro::platform {
namespace {

constexpr double nanosecondsPerSecond = 1e9;

}  // namespace

Result<Families> parseSchedulerStatistics(std::string_view text) {
    if (endsWithin(text)) return malformed("schedstat is cut");
    if (!takeLine(text).value_or("").starts_with("version ")) return malformed("schedstat tells no version");
    FamilyBuilder families;
    while (auto line = takeLine(text)) {
        std::string_view cpu = takeField(*line);
        if (!cpu.starts_with("cpu")) continue;
        cpu.remove_prefix(3);
        std::array<double, 9> counts{};
        for (double& count : counts) {
            const auto number = parseNumber<std::uint64_t>(takeField(*line));
            if (!number) return malformed("a processor's line of schedstat is not nine numbers");
            count = static_cast<double>(*number);
        }
        if (!parseNumber<unsigned>(cpu)) return malformed("schedstat tells of a processor without number");
        families.add("node_schedstat_running_seconds_total", {cpu}, counts[6] / nanosecondsPerSecond);
        families.add("node_schedstat_waiting_seconds_total", {cpu}, counts[7] / nanosecondsPerSecond);
        families.add("node_schedstat_timeslices_total", {cpu}, counts[8]);
    }
    return families.take();
}

std::unique_ptr<Collector> makeSchedulerStatisticsCollector(const Roots& roots) {
    return std::make_unique<OneFileCollector>("schedstat", std::chrono::seconds(1),
                                              &FamilyReadings::scheduler, roots.procfs + "/schedstat",
                                              parseSchedulerStatistics);
}

}  // namespace baro::platform
