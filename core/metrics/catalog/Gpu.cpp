#include "core/metrics/catalog/Catalog.h"

namespace baro::catalog {
namespace {

template <auto Field>
void addOfEachGpu(const Frame& frame, SampleSink& sink) {
    if (!frame.readings.gpus) return;
    for (const Gpu& gpu : frame.readings.gpus->gpus)
        addKnown(sink, {gpu.identity}, gpu.*Field);
}

// Drivers without a busy figure count the idle time instead, from which the rates derive it.
void addBusy(const Frame& frame, SampleSink& sink) {
    addOfEachGpu<&Gpu::busyRatio>(frame, sink);
    if (!frame.rates.gpus || !frame.readings.gpus) return;
    for (const Gpu& gpu : frame.readings.gpus->gpus) {
        for (const GpuRate& rate : *frame.rates.gpus) {
            if (!gpu.busyRatio && rate.identity == gpu.identity) sink.add({rate.identity}, rate.busyRatio);
        }
    }
}

Metric gpuRow(std::string_view name, std::string_view help, Unit unit, decltype(Metric::extract) extract) {
    return {name, help, unit, MetricKind::Gauge, {"gpu"}, extract};
}

}  // namespace

Rows gpuMetrics() {
    using G = Gpu;
    return {
        gpuRow("barograph_gpu_busy_ratio", "Share of time in which the GPU worked", Unit::Ratio, addBusy),
        gpuRow("barograph_gpu_memory_busy_ratio", "Share of time in which its memory was accessed",
               Unit::Ratio, addOfEachGpu<&G::memoryBusyRatio>),
        gpuRow("barograph_gpu_memory_used_bytes", "Video memory in use", Unit::Bytes,
               addOfEachGpu<&G::memoryUsedBytes>),
        gpuRow("barograph_gpu_memory_total_bytes", "Video memory", Unit::Bytes,
               addOfEachGpu<&G::memoryTotalBytes>),
        gpuRow("barograph_gpu_core_clock_hertz", "Clock of the cores", Unit::Hertz,
               addOfEachGpu<&G::coreClockHertz>),
        gpuRow("barograph_gpu_memory_clock_hertz", "Clock of the memory", Unit::Hertz,
               addOfEachGpu<&G::memoryClockHertz>),
        gpuRow("barograph_gpu_temperature_celsius", "Temperature", Unit::Celsius,
               addOfEachGpu<&G::temperatureCelsius>),
        gpuRow("barograph_gpu_power_watts", "Power it takes", Unit::Watts, addOfEachGpu<&G::powerWatts>),
        gpuRow("barograph_gpu_power_limit_watts", "Power it may take", Unit::Watts,
               addOfEachGpu<&G::powerLimitWatts>),
        gpuRow("barograph_gpu_fan_rpm", "Speed of the fan", Unit::RevolutionsPerMinute,
               addOfEachGpu<&G::fanRpm>),
        gpuRow("barograph_gpu_fan_ratio", "Speed of the fan, of its highest", Unit::Ratio,
               addOfEachGpu<&G::fanRatio>),
        gpuRow("barograph_gpu_encoder_ratio", "Share of time in which video was encoded", Unit::Ratio,
               addOfEachGpu<&G::encoderRatio>),
        gpuRow("barograph_gpu_decoder_ratio", "Share of time in which video was decoded", Unit::Ratio,
               addOfEachGpu<&G::decoderRatio>),
    };
}

}  // namespace baro::catalog
