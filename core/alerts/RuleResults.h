// What rules make, over a source that does not take samples: a Head, whose ticks take it in with the next
// Frame, or a record that is only read. Until then, or for a while, it is kept here.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "core/alerts/RuleEvaluation.h"
#include "core/base/ThreadSafety.h"
#include "core/series/SeriesSource.h"

namespace baro::alerts {

// Any thread.
class RuleResults final : public SeriesSource, public RuleSink {
  public:
    // The source must outlive it. Samples older than the newest by more than the retention go.
    explicit RuleResults(const SeriesSource& source, std::int64_t retentionMilliseconds = 3'600'000);

    Status append(const Labels& labels, Sample sample) override;
    // The source's samples, and those here after them.
    Result<std::unique_ptr<SeriesCursor>> read(const SeriesQuery& query) const override;
    // Those of the source, unless there is something here that matches: then samples are read.
    Result<std::unique_ptr<SummaryCursor>> summarise(const SummaryQuery& query) const override;

    // For a tick: every series that has not ended, with its value if that is new since the last call. The
    // source has them from now on, and they are here no more.
    struct Current {
        LabelsPtr labels;
        std::optional<double> value;
    };
    std::vector<Current> handOver();

  private:
    struct Series {
        LabelsPtr labels;
        std::vector<Sample> samples;
        std::optional<double> fresh;
        bool hasEnded = false;
    };
    using Kept = std::vector<SampleSeries>;
    Result<Kept> matching(const std::vector<LabelMatcher>& matchers, TimeRange range) const;
    void dropOld(std::int64_t newest) BARO_REQUIRES(mutex_);

    const SeriesSource& source_;
    const std::int64_t retention_;
    mutable Mutex mutex_;
    std::map<Labels, Series> series_ BARO_GUARDED_BY(mutex_);
    std::int64_t droppedAt_ BARO_GUARDED_BY(mutex_) = 0;
};

}  // namespace baro::alerts
