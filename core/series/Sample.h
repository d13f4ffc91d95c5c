// A value at a time, and how a time without one is told.
#pragma once

#include <cstdint>

namespace baro {

struct Sample {
    std::int64_t timeMilliseconds = 0;  // since 1970-01-01 UTC
    double value = 0;
};

// Prometheus's staleness marker: a NaN with its own bits (model/value/value.go: StaleNaN).
double staleMarker();
bool isStaleMarker(double value);

}  // namespace baro
