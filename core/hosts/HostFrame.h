// A Frame made out of series: what the pages show of a host that some server knows. The way back from
// core/metrics: values exactly as the server gave them, sections that the host does not tell of empty with a
// reason. What cannot come back is listed in docs/hosts.md.
#pragma once

#include "core/base/Clock.h"
#include "core/hosts/HostSeries.h"
#include "core/model/Frame.h"

namespace baro {

// Beyond this there are no rates between two Frames: that of PromQL's lookback, after which a series has
// ended.
inline constexpr Nanoseconds longestRateGap = std::chrono::minutes(5);

// The Frame of these samples, with rates since `previous` (null: none): over the distance of the samples' own
// times. There are none after a reboot, when too much time has passed or it went backwards, and of what was
// not there before. Asked twice between two scrapes, the second Frame is that of the first.
// Pure; any thread.
Frame frameOf(const HostSeries& series, const Frame* previous);

}  // namespace baro
