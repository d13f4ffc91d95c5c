// Which samples of a series are sent: of each window [k * interval, (k + 1) * interval), by absolute time, the
// newest value, and the staleness marker that it ends with. So it does not matter where one begins to read:
// what is sent twice is the same twice. Pure.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/remotewrite/Lanes.h"
#include "core/series/Sample.h"

namespace baro::remotewrite {

// A series without a sample for so long is unknown to Prometheus in any case (its lookback delta), so it
// needs no staleness marker.
inline constexpr std::int64_t markedMilliseconds = 300'000;

// Samples ascend, may hold staleness markers, and reach back markedMilliseconds before the span. Appends
// those of the span; a marker only where it ends a value that is not older than that.
void appendThinned(std::span<const Sample> samples, Span span, const Windows& windows,
                   std::vector<Sample>& into);

}  // namespace baro::remotewrite
