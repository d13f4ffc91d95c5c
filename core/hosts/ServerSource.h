// Series that are on a server: all of them, or those of one of its hosts as if they were this machine's.
// Whole questions are sent there (docs/adr/0033-questions-go-to-the-server.md).
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/hosts/HostTarget.h"
#include "core/prometheus/ServerClient.h"
#include "core/promql/Evaluator.h"
#include "core/series/SeriesSource.h"

namespace baro {

// Any thread; a question ends early when it is no longer wanted.
class ServerSource final : public SeriesSource, private promql::Evaluator {
  public:
    // target: nothing: all that the server has, as the server names it; else the matchers of the host are
    // added to every question, and its labels taken out of the answers. now: the wall clock, milliseconds
    // since 1970.
    ServerSource(std::shared_ptr<const prometheus::ServerClient> client, std::optional<HostTarget> target,
                 std::function<std::int64_t()> now);

    // Between two samples of the host; 15 s until it is known. For rates that stand in for what only
    // Barograph tells.
    void setScrapeInterval(std::chrono::milliseconds interval) { scrapeInterval_ = interval.count(); }
    // Whoever waits in read() or series() is told that it was given up; so is every later question of this
    // kind.
    void giveUp() { ending_.request_stop(); }

    // Samples come without staleness markers: the API has none.
    Result<std::unique_ptr<SeriesCursor>> read(const SeriesQuery& query) const override;
    Result<std::vector<LabelsPtr>> series(const SeriesQuery& query) const override;
    const promql::Evaluator* evaluator() const override { return this; }

  private:
    promql::QueryOutcome instant(const promql::Expression& expression, std::int64_t time,
                                 const promql::QueryLimits& limits) const override;
    promql::QueryOutcome range(const promql::Expression& expression, promql::Steps steps,
                               const promql::QueryLimits& limits) const override;

    Result<std::string> textFor(const promql::Expression& expression) const;
    std::string selector(std::vector<LabelMatcher> matchers) const;
    Labels asShown(const Labels& labels) const;

    const std::shared_ptr<const prometheus::ServerClient> client_;
    const std::optional<HostTarget> target_;
    const std::function<std::int64_t()> now_;
    std::atomic<std::int64_t> scrapeInterval_ = 15'000;
    std::stop_source ending_;
};

}  // namespace baro
