#include <string>

#include "core/metrics/catalog/Catalog.h"
#include "core/metrics/catalog/CpuModes.h"

namespace baro::catalog {
namespace {

constexpr double percent = 100;

// Guest time counts as user time here, as it does in node_cpu_seconds_total: the modes add up to 100.
void addCpu(const Frame& frame, SampleSink& sink) {
    if (!frame.rates.cpu) return;
    for (const CpuCoreShares& core : frame.rates.cpu->cpus) {
        if (!core.shares) continue;
        const std::string cpu = std::to_string(core.cpu);
        for (const auto& [mode, field] : cpuModes) {
            const double guest = mode == "user" ? core.shares->guest : 0;
            sink.add({cpu, mode}, percent * (*core.shares.*field + guest));
        }
    }
}

void addMemory(const Frame& frame, SampleSink& sink) {
    const auto use = frame.readings.memory ? memoryUse(*frame.readings.memory) : std::nullopt;
    if (use && use->total > 0) sink.add({}, percent * use->used / use->total);
}

void addFilesystems(const Frame& frame, SampleSink& sink) {
    if (!frame.readings.filesystems) return;
    for (const Filesystem& filesystem : frame.readings.filesystems->filesystems)
        if (const auto used = filesystemUsedRatio(filesystem))
            sink.add({filesystem.device, filesystem.type, filesystem.mountPoint}, percent * *used);
}

}  // namespace

// Ready-made percentages for dashboards that cannot ask for a rate. Everything else here is a ratio from 0
// to 1.
Rows usagePercentageMetrics() {
    using enum MetricKind;
    return together(Rows{{"node_cpu_usage_percent",
                          "Share of each processor's time in each mode since the reading before, in percent",
                          Unit::None,
                          Gauge,
                          {"cpu", "mode"},
                          addCpu}},
                    readFrom<&Readings::memory>({{"node_memory_usage_percent",
                                                  "Memory that is used and cannot be given back, in percent",
                                                  Unit::None,
                                                  Gauge,
                                                  {},
                                                  addMemory}}),
                    readFrom<&Readings::filesystems>({{"node_filesystem_usage_percent",
                                                       "Space in use as df counts it, in percent",
                                                       Unit::None,
                                                       Gauge,
                                                       {"device", "fstype", "mountpoint"},
                                                       addFilesystems}}));
}

}  // namespace baro::catalog
