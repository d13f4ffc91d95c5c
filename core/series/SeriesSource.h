// Where samples come from: the in-memory head now, the record on disk and a remote server later. Whoever asks
// does not care which.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/Result.h"
#include "core/series/Labels.h"

namespace baro {

struct Sample {
    std::int64_t timeMilliseconds = 0;  // since 1970-01-01 UTC
    double value = 0;
};

// One series' samples in a time range, ascending by time. Where nothing was known for at least one tick (a
// gap, a device away, sleep, a stepped clock) a staleness marker stands: isStaleMarker(value). No rate
// crosses one.
struct SampleSeries {
    Labels labels;
    std::vector<Sample> samples;
};

// Prometheus's staleness marker: a NaN with its own bits (model/value/value.go: StaleNaN).
double staleMarker();
bool isStaleMarker(double value);

struct LabelMatcher {
    enum class Kind { Equal, NotEqual };
    std::string label;
    Kind kind = Kind::Equal;
    std::string value;
    bool operator==(const LabelMatcher&) const = default;
};

// Closed on both ends. Milliseconds since 1970-01-01 UTC.
struct TimeRange {
    std::int64_t from = 0;
    std::int64_t to = 0;
    bool operator==(const TimeRange&) const = default;
};

// Implementations may be called from any thread; they may block, so the GUI thread never calls them itself.
class SeriesSource {
  public:
    virtual ~SeriesSource() = default;
    // Every series of the metric that satisfies all matchers and has a sample in the range, in the order of
    // labels.
    virtual Result<std::vector<SampleSeries>> select(const std::string& metric,
                                                     const std::vector<LabelMatcher>& matchers,
                                                     TimeRange range) const = 0;
};

}  // namespace baro
