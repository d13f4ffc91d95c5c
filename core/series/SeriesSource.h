// Where samples come from: the in-memory head now, the record on disk and a remote server later. Whoever asks
// does not care which.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/Result.h"
#include "core/series/LabelMatcher.h"
#include "core/series/Labels.h"
#include "core/series/Sample.h"
#include "core/series/Summary.h"

namespace baro::promql {
class Evaluator;
}

namespace baro {

// One series' samples in a time range, ascending by time. Where nothing was known for at least one tick (a
// gap, a device away, sleep, a stepped clock) a staleness marker stands: isStaleMarker(value). No rate
// crosses one.
struct SampleSeries {
    Labels labels;
    std::vector<Sample> samples;
};

// Closed on both ends. Milliseconds since 1970-01-01 UTC.
struct TimeRange {
    std::int64_t from = 0;
    std::int64_t to = 0;
    bool operator==(const TimeRange&) const = default;
};

using LabelsPtr = std::shared_ptr<const Labels>;

// The series that satisfy all matchers and have a sample in the range.
struct SeriesQuery {
    std::vector<LabelMatcher> matchers;
    TimeRange range;
    // Only each series' newest sample in the range is wanted: a source may leave the older ones away.
    bool newestOnly = false;
    // A staleness marker that stands before the first sample of the range is kept, and the newest sample may
    // be one: for whoever goes on from an earlier range. A source without such markers has none to keep.
    bool leadingMarkers = false;
};

// One series after the other, in the order of labels.
class SeriesCursor {
  public:
    virtual ~SeriesCursor() = default;
    virtual Result<bool> next() = 0;  // false: there is none any more
    // Of the current series; samples are valid until next(). Ascending by time; staleness markers as in
    // SampleSeries.
    virtual const LabelsPtr& labels() const = 0;
    virtual std::span<const Sample> samples() const = 0;
};

// The series that satisfy all matchers, summed up in windows.
struct SummaryQuery {
    std::vector<LabelMatcher> matchers;
    SummaryWindows windows;
    SummaryFields fields;
};

// One series after the other, in the order of labels.
class SummaryCursor {
  public:
    virtual ~SummaryCursor() = default;
    virtual Result<bool> next() = 0;  // false: there is none any more
    // Of the current series; valid until next(). One for each window, and not all of them empty.
    virtual const LabelsPtr& labels() const = 0;
    virtual std::span<const Summary> summaries() const = 0;
};

// Implementations may be called from any thread; they may block, so the GUI thread never calls them itself.
class SeriesSource {
  public:
    virtual ~SeriesSource() = default;
    virtual Result<std::unique_ptr<SeriesCursor>> read(const SeriesQuery& query) const = 0;
    // Only their labels.
    virtual Result<std::vector<LabelsPtr>> series(const SeriesQuery& query) const;
    // The same samples, summed up. Null when reading them all is as quick: then whoever asks does that.
    virtual Result<std::unique_ptr<SummaryCursor>> summarise(const SummaryQuery& query) const;
    // Who answers questions in PromQL where the samples are, so that they need not come here. Null: nobody,
    // the engine evaluates what it reads.
    virtual const promql::Evaluator* evaluator() const { return nullptr; }
};

// Of markers in a row only the first is kept, and unless `keepsLeading` none before the first sample.
void dropNeedlessMarkers(std::vector<Sample>& samples, bool keepsLeading);

// What read() gives, summed up; the source must outlive the cursor.
Result<std::unique_ptr<SummaryCursor>> summariseSamples(const SeriesSource& source,
                                                        const SummaryQuery& query);

Result<std::vector<SampleSeries>> readAll(const SeriesSource& source, const SeriesQuery& query);

// Every series of the metric that satisfies the matchers.
SeriesQuery allOf(const std::string& metric, std::vector<LabelMatcher> matchers, TimeRange range);

}  // namespace baro
