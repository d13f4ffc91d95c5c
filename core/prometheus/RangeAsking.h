// A long range, asked in parts one after the other, and put together again.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "core/prometheus/Exchange.h"
#include "core/prometheus/RangeCache.h"

namespace baro::prometheus {

// Before that, samples still come: scraped late, or written by one who was offline for a moment.
inline constexpr std::int64_t keptAfterMilliseconds = 5 * 60 * 1000;

class RangeAsking final : public http::Carriage {
  public:
    using Told = std::function<void(Result<QueryAnswer>)>;

    // As Exchange. now: milliseconds since 1970.
    RangeAsking(std::shared_ptr<const ServerAccess> access, std::shared_ptr<RangeCache> cache,
                RangeQuestion question, std::int64_t now, Told told);
    // Waits no longer than for a part of an answer that is being taken.
    ~RangeAsking() override { isEnding_ = true; }
    RangeAsking(const RangeAsking&) = delete;
    RangeAsking& operator=(const RangeAsking&) = delete;

  private:
    void goOn();
    void ask(std::int64_t first, std::int64_t last);
    void take(QueryAnswer answer, std::int64_t first, std::int64_t last);
    // By their numbers, those that are to be kept.
    using Parts = std::map<std::int64_t, std::shared_ptr<RangePart>>;
    Parts partsToKeep(std::int64_t first, std::int64_t last) const;
    void copyInto(Parts& parts, const LabelsPtr& labels, const std::vector<Sample>& samples) const;
    void addSamples(const LabelsPtr& labels, std::vector<Sample> samples);
    void addPart(const RangePart& part, std::int64_t number);
    void tell(Result<QueryAnswer> result);
    std::int64_t timeOf(std::int64_t point) const {
        return point * question_.stepMilliseconds + question_.phaseMilliseconds;
    }
    // The last one that is not later.
    std::int64_t pointAt(std::int64_t time) const;
    RangePartPtr keptPart(std::int64_t number) const;

    struct ByLabels {
        bool operator()(const LabelsPtr& a, const LabelsPtr& b) const { return *a < *b; }
    };

    const std::shared_ptr<const ServerAccess> access_;
    const std::shared_ptr<RangeCache> cache_;
    const RangeQuestion question_;
    const std::int64_t now_;
    Told told_;
    std::int64_t firstPoint_;  // of the grid, of the whole range
    std::int64_t lastPoint_;
    std::int64_t next_;  // the first point that is not there yet
    std::int64_t pointsInCall_;
    std::map<LabelsPtr, std::vector<Sample>, ByLabels> rows_;
    std::size_t keptBytes_ = 0;
    QueryAnswer answer_;
    std::atomic<bool> isEnding_ = false;
    http::StepChain steps_;  // ends first
};

}  // namespace baro::prometheus
