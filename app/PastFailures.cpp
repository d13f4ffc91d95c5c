#include "app/PastFailures.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include "core/base/Log.h"

namespace baro::app {
namespace {

constexpr const char* failuresMetric = "barograph_collector_failures_total";

// Of one series; samples ascend and hold staleness markers.
class FailureCounter {
  public:
    explicit FailureCounter(std::string collector) : collector_(std::move(collector)) {}

    void take(const Sample& sample, std::vector<PastFailures>& into) {
        if (isStaleMarker(sample.value)) {
            before_ = 0;
            return;
        }
        // What had failed before the first sample is not of the range.
        const double begun = before_.value_or(sample.value);
        const double fresh = sample.value >= begun ? sample.value - begun : sample.value;
        before_ = sample.value;
        if (fresh > 0)
            into.push_back({collector_, sample.timeMilliseconds, static_cast<std::uint64_t>(fresh)});
    }

  private:
    std::string collector_;
    std::optional<double> before_;
};

}  // namespace

Result<FailuresOfRecord> failuresIn(const SeriesSource& source, TimeRange range,
                                    const std::stop_token& stop) {
    FailuresOfRecord found{{}, range.to};
    SeriesQuery query = allOf(failuresMetric, {}, range);
    query.leadingMarkers = true;
    const auto cursor = source.read(query);
    if (!cursor) return cursor.error();
    while (true) {
        const auto more = (*cursor)->next();
        if (!more) return more.error();
        if (!*more) return found;
        if (stop.stop_requested()) return FailuresOfRecord{{}, range.to};
        FailureCounter counter(std::string((*cursor)->labels()->value("collector")));
        for (const Sample& sample : (*cursor)->samples())
            counter.take(sample, found.failures);
        if (!(*cursor)->samples().empty())
            found.since = std::min(found.since, (*cursor)->samples().front().timeMilliseconds);
    }
}

RememberedFailures::RememberedFailures(const SeriesSource& source, CollectionLog& log, std::int64_t now) {
    const CollectionState state = log.state(now);
    const std::int64_t until = state.lastCollection ? state.countedSince : now;
    const TimeRange range{until - std::chrono::milliseconds(CollectionLog::remembered).count(), until - 1};
    thread_ = std::jthread([&source, &log, range](const std::stop_token& stop) {
        const auto found = failuresIn(source, range, stop);
        if (!found)
            return baro::log(Severity::Warning, "which collectors failed before this start is not known: " +
                                                    found.error().message);
        if (found->since < range.to) log.remember(found->failures, found->since);
    });
}

}  // namespace baro::app
