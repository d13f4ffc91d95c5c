// The failures of collectors that the record knows of, so that those of the last 24 hours are told after a
// restart too.
#pragma once

#include <cstdint>
#include <stop_token>
#include <thread>
#include <vector>

#include "core/sampling/CollectionLog.h"
#include "core/series/SeriesSource.h"

namespace baro::app {

struct FailuresOfRecord {
    std::vector<PastFailures> failures;
    std::int64_t since = 0;  // the first sample that was looked at; the range's end when there is none
};

// From barograph_collector_failures_total. A counter that fell, or came after its series had ended, began
// anew. What a stop leaves out is not counted, and `since` is the range's end then.
Result<FailuresOfRecord> failuresIn(const SeriesSource& source, TimeRange range, const std::stop_token& stop);

// Reads them on a thread of its own, once, and tells the log: a start does not wait for the disk.
class RememberedFailures {
  public:
    // source and log outlive it. now: milliseconds since 1970 UTC. Up to the first Frame that the log has,
    // which knows the rest itself.
    RememberedFailures(const SeriesSource& source, CollectionLog& log, std::int64_t now);

  private:
    std::jthread thread_;
};

}  // namespace baro::app
