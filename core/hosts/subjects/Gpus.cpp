#include "core/model/Gpu.h"

#include <array>
#include <map>

#include "core/hosts/subjects/Subjects.h"

namespace baro::hosts {
namespace {

struct GpuName {
    std::string_view metric;
    std::string_view label;  // that tells which one
    std::optional<double> Gpu::*field;
    double factor = 1;
};
// Barograph's names, and those of node_exporter's collector drm (--collector.drm).
constexpr std::array<GpuName, 16> gpuNames{{
    {"barograph_gpu_busy_ratio", "gpu", &Gpu::busyRatio},
    {"barograph_gpu_memory_busy_ratio", "gpu", &Gpu::memoryBusyRatio},
    {"barograph_gpu_memory_used_bytes", "gpu", &Gpu::memoryUsedBytes},
    {"barograph_gpu_memory_total_bytes", "gpu", &Gpu::memoryTotalBytes},
    {"barograph_gpu_core_clock_hertz", "gpu", &Gpu::coreClockHertz},
    {"barograph_gpu_memory_clock_hertz", "gpu", &Gpu::memoryClockHertz},
    {"barograph_gpu_temperature_celsius", "gpu", &Gpu::temperatureCelsius},
    {"barograph_gpu_power_watts", "gpu", &Gpu::powerWatts},
    {"barograph_gpu_power_limit_watts", "gpu", &Gpu::powerLimitWatts},
    {"barograph_gpu_fan_rpm", "gpu", &Gpu::fanRpm},
    {"barograph_gpu_fan_ratio", "gpu", &Gpu::fanRatio},
    {"barograph_gpu_encoder_ratio", "gpu", &Gpu::encoderRatio},
    {"barograph_gpu_decoder_ratio", "gpu", &Gpu::decoderRatio},
    {"node_drm_gpu_busy_percent", "card", &Gpu::busyRatio, 0.01},
    {"node_drm_memory_vram_used_bytes", "card", &Gpu::memoryUsedBytes},
    {"node_drm_memory_vram_size_bytes", "card", &Gpu::memoryTotalBytes},
}};

// A host with both says each number once: in Barograph's words.
bool tellsOwnWords(const HostSeries& series) {
    bool found = false;
    series.forEachBeginning("barograph_gpu_", [&found](std::string_view, auto) { found = true; });
    return found;
}

}  // namespace

void readGpus(const HostSeries& series, Readings& into) {
    SubjectReader reader(series);
    const std::string_view wanted = tellsOwnWords(series) ? "gpu" : "card";
    std::map<std::string_view, Gpu> seen;
    for (const GpuName& name : gpuNames) {
        if (name.label != wanted) continue;
        reader.each(name.metric, [&](const Labels& labels, double value) {
            Gpu& gpu = seen[labels.value(name.label)];
            gpu.*(name.field) = value * name.factor;
        });
    }
    Gpus gpus;
    for (auto& [name, gpu] : seen) {
        gpu.identity = gpu.model = name;  // its only name here
        gpus.gpus.push_back(std::move(gpu));
    }
    const bool isKnown = !gpus.gpus.empty();
    into.gpus = reader.section(std::move(gpus), "graphics processors", isKnown);
}

}  // namespace baro::hosts
