// Two sources one after the other in time: the record for what is past, the live source for what is new.
#pragma once

#include <cstdint>
#include <functional>

#include "core/series/SeriesSource.h"

namespace baro {

// As thread-safe as both sources, which must outlive it and its cursors.
class JoinedSeries final : public SeriesSource {
  public:
    // Samples from `seam` on (milliseconds since 1970 UTC, asked anew for each query) come from the newer
    // source, those before it from the older one.
    JoinedSeries(const SeriesSource& older, const SeriesSource& newer, std::function<std::int64_t()> seam);

    Result<std::unique_ptr<SeriesCursor>> read(const SeriesQuery& query) const override;
    Result<std::vector<LabelsPtr>> series(const SeriesQuery& query) const override;
    // By the older source, as far as it can; windows that reach beyond the seam are made from samples.
    Result<std::unique_ptr<SummaryCursor>> summarise(const SummaryQuery& query) const override;

  private:
    class Cursor;
    class Summaries;
    const SeriesSource& older_;
    const SeriesSource& newer_;
    const std::function<std::int64_t()> seam_;
};

}  // namespace baro
