#include "core/metrics/catalog/Catalog.h"

namespace baro::catalog {
namespace {

void addParts(const Frame& frame, SampleSink& sink) {
    const auto use = frame.readings.memory ? memoryUse(*frame.readings.memory) : std::nullopt;
    if (!use) return;
    sink.add({"buffers"}, use->buffers);
    sink.add({"cached"}, use->cached);
    sink.add({"free"}, use->free);
    sink.add({"used"}, use->used);
}

void addUsedRatio(const Frame& frame, SampleSink& sink) {
    const auto use = frame.readings.memory ? memoryUse(*frame.readings.memory) : std::nullopt;
    if (use && use->total > 0) sink.add({}, use->used / use->total);
}

void addSwapUsed(const Frame& frame, SampleSink& sink) {
    const auto use = frame.readings.memory ? memoryUse(*frame.readings.memory) : std::nullopt;
    if (use) sink.add({}, use->swapUsed);
}

}  // namespace

Rows memoryMetrics() {
    using enum MetricKind;
    return {
        {"barograph_memory_bytes",
         "Memory by what it is used for; the parts add up to all of it",
         Unit::Bytes,
         Gauge,
         {"part"},
         addParts},
        {"barograph_memory_used_ratio",
         "Share of memory that is used and cannot be given back",
         Unit::Ratio,
         Gauge,
         {},
         addUsedRatio},
        {"barograph_swap_used_bytes", "Swap space in use", Unit::Bytes, Gauge, {}, addSwapUsed},
    };
}

}  // namespace baro::catalog
