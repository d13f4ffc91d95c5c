// Samples of one series at a time, for what looks at a range of them: of a selector or of a subquery.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "core/promql/TimeShift.h"
#include "core/series/SeriesSource.h"

namespace baro::promql {

// The range of a step: (end - length, end], or [end - length, end] as Prometheus 2 had it.
struct RangeShape {
    TimeShift shift;
    std::int64_t length = 0;  // milliseconds
    bool includesStart = false;

    std::int64_t end(std::int64_t stepTime) const { return shift.at(stepTime); }
    // The last time that is before the range.
    std::int64_t before(std::int64_t stepTime) const {
        return earlier(end(stepTime), length + (includesStart ? 1 : 0));
    }
};

class SampleStream {
  public:
    virtual ~SampleStream() = default;
    // False: there is none any more, or the query has failed.
    virtual bool next() = 0;
    // Of the current series. Samples are ascending and without staleness markers; there may be none.
    virtual const LabelsPtr& labels() const = 0;
    virtual bool dropsName() const = 0;
    virtual std::span<const Sample> samples() const = 0;
    virtual const RangeShape& shape() const = 0;
};

using SampleStreamPtr = std::unique_ptr<SampleStream>;

}  // namespace baro::promql
