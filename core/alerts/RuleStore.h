// Series and what rules make of them, in one place as Prometheus has them: for tests of rules. Not
// synchronised; a cursor must not outlive a change.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "core/alerts/RuleEvaluation.h"
#include "core/series/SampleStore.h"

namespace baro::alerts {

class RuleStore final : public SeriesSource, public RuleSink {
  public:
    // The same sample again is no second one.
    Status append(const Labels& labels, Sample sample) override;

    Result<std::unique_ptr<SeriesCursor>> read(const SeriesQuery& query) const override;

  private:
    SampleStore samples_;
    std::map<std::string, SampleStore, std::less<>> byMetric_;  // the same: most queries name the metric
    std::map<Labels, Sample> newest_;
};

}  // namespace baro::alerts
