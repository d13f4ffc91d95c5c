// What a script has loaded. Samples of native histograms are only places in time: the source says whether a
// query came by one, whose answer then cannot be compared.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "core/series/SampleStore.h"
#include "tests/support/PromQlScript.h"

namespace baro::tests {

class ScriptStore final : public SeriesSource {
  public:
    void load(const Load& load);
    void clear();

    Result<std::unique_ptr<SeriesCursor>> read(const SeriesQuery& query) const override;

    // Whether a query since the last call selected a histogram's sample.
    bool takeSawHistogram() { return std::exchange(sawHistogram_, false); }

  private:
    bool hasHistogram(const SeriesQuery& query) const;
    bool isNewest(const Labels& labels, std::int64_t histogram, const SeriesQuery& query) const;

    SampleStore numbers_;
    std::map<Labels, std::vector<std::int64_t>> histograms_;  // the times of their samples
    mutable bool sawHistogram_ = false;
};

}  // namespace baro::tests
