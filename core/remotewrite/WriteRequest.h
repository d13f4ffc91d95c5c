// The body of a request of Prometheus's remote write 1.0 (prometheus.io/docs/specs/prw/remote_write_spec):
// prometheus.WriteRequest of prompb/remote.proto and prompb/types.proto, in Snappy's block format.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "core/series/Labels.h"
#include "core/series/Sample.h"

namespace baro::remotewrite {

// MetricMetadata of prompb/types.proto, in Prometheus's words.
struct FamilyMetadata {
    std::string name;
    std::string type;  // counter, gauge, histogram, summary, info, stateset; anything else is unknown
    std::string help;
    std::string unit;
};

class WriteRequest {
  public:
    // A series, its samples ascending by time and at least one. Bytes of its labels that are not UTF-8 become
    // U+FFFD, for a receiver refuses them. The bits of a value stay as they are: they tell a staleness
    // marker.
    void add(const Labels& labels, std::span<const Sample> samples);

    void add(const FamilyMetadata& family);

    std::size_t samples() const { return samples_; }
    // Compressed; then the request is empty.
    std::string takeBody();

  private:
    std::string message_;
    std::string series_;  // kept for its memory
    std::size_t samples_ = 0;
};

}  // namespace baro::remotewrite
