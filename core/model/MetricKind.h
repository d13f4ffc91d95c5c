// What the values of a metric mean over time, in Prometheus' words.
#pragma once

namespace baro {

enum class MetricKind {
    Counter,  // only grows, begins anew at 0
    Gauge,    // goes up and down
    Untyped,  // the kernel does not say which; node_exporter leaves it open too
};

}  // namespace baro
