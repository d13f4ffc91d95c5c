#include "core/metrics/catalog/Catalog.h"

namespace baro::catalog {
namespace {

template <auto Field>
void addOfEach(const Frame& frame, SampleSink& sink) {
    if (!frame.readings.gpus) return;
    for (const Gpu& gpu : frame.readings.gpus->gpus)
        addKnown(sink, {gpu.identity}, gpu.*Field);
}

// Drivers without a busy figure count the idle time instead, from which the rates derive it.
void addBusy(const Frame& frame, SampleSink& sink) {
    addOfEach<&Gpu::busyRatio>(frame, sink);
    if (!frame.rates.gpus || !frame.readings.gpus) return;
    for (const Gpu& gpu : frame.readings.gpus->gpus) {
        for (const GpuRate& rate : *frame.rates.gpus) {
            if (!gpu.busyRatio && rate.identity == gpu.identity) sink.add({rate.identity}, rate.busyRatio);
        }
    }
}

Metric row(std::string_view name, std::string_view help, Unit unit, decltype(Metric::extract) extract) {
    return {name, help, unit, MetricKind::Gauge, {"gpu"}, extract};
}

}  // namespace

Rows gpuMetrics() {
    using G = Gpu;
    return {
        row("barograph_gpu_busy_ratio", "Share of time in which the GPU worked", Unit::Ratio, addBusy),
        row("barograph_gpu_memory_busy_ratio", "Share of time in which its memory was accessed", Unit::Ratio,
            addOfEach<&G::memoryBusyRatio>),
        row("barograph_gpu_memory_used_bytes", "Video memory in use", Unit::Bytes,
            addOfEach<&G::memoryUsedBytes>),
        row("barograph_gpu_memory_total_bytes", "Video memory", Unit::Bytes, addOfEach<&G::memoryTotalBytes>),
        row("barograph_gpu_core_clock_hertz", "Clock of the cores", Unit::Hertz,
            addOfEach<&G::coreClockHertz>),
        row("barograph_gpu_memory_clock_hertz", "Clock of the memory", Unit::Hertz,
            addOfEach<&G::memoryClockHertz>),
        row("barograph_gpu_temperature_celsius", "Temperature", Unit::Celsius,
            addOfEach<&G::temperatureCelsius>),
        row("barograph_gpu_power_watts", "Power it takes", Unit::Watts, addOfEach<&G::powerWatts>),
        row("barograph_gpu_power_limit_watts", "Power it may take", Unit::Watts,
            addOfEach<&G::powerLimitWatts>),
        row("barograph_gpu_fan_rpm", "Speed of the fan", Unit::RevolutionsPerMinute, addOfEach<&G::fanRpm>),
        row("barograph_gpu_fan_ratio", "Speed of the fan, of its highest", Unit::Ratio,
            addOfEach<&G::fanRatio>),
        row("barograph_gpu_encoder_ratio", "Share of time in which video was encoded", Unit::Ratio,
            addOfEach<&G::encoderRatio>),
        row("barograph_gpu_decoder_ratio", "Share of time in which video was decoded", Unit::Ratio,
            addOfEach<&G::decoderRatio>),
    };
}

}  // namespace baro::catalog
