// All hosts of a server at once: what to ask for, and what it answered of each of them.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/hosts/HostList.h"
#include "core/hosts/HostOverview.h"
#include "core/prometheus/ServerRules.h"
#include "core/series/SeriesSource.h"

namespace baro {

// Those that are drawn over time, too.
inline constexpr std::array hostTrends{HostFigure::Cpu, HostFigure::Memory, HostFigure::Network};

// How many samples targets have in five minutes, half of them more: one series.
inline constexpr std::string_view scrapesQuery = "quantile(0.5, count_over_time(up[5m]))";
// From 5 s to a minute; 15 s where that is not known.
std::chrono::milliseconds scrapeIntervalOf(std::optional<double> scrapesInFiveMinutes);

// The expression of the figure, whose rates reach over four scrapes.
std::string figureQuery(HostFigure figure, std::chrono::milliseconds scrapeInterval);

// When each of these told something last within a day, by instance and job, in seconds since 1970.
std::string lastSeenQuery(std::span<const HostTarget> targets);

// When a range is asked: equal steps, the last of which is not after its end.
struct TrendGrid {
    std::int64_t first = 0;  // milliseconds since 1970, as the rest
    std::int64_t step = 30'000;
    std::size_t count = 0;
};
TrendGrid trendGrid(std::int64_t until, std::chrono::milliseconds length, std::chrono::milliseconds step);

// Two targets of one instance and job that differ in other labels have the greater figure of both: it is
// asked by these two alone.
class HostFigures {
  public:
    // Each takes the place of what was there.
    void takeFigure(HostFigure figure, std::span<const SampleSeries> series);
    void takeTrend(HostFigure figure, const TrendGrid& grid, std::span<const SampleSeries> series);
    void takeLastSeen(std::span<const SampleSeries> series);
    void takeTargets(std::span<const prometheus::ServerTarget> targets);

    // Of the first of its targets that has the figure; alerts are those of all of them, and of its instance
    // where they have no job.
    HostStanding standingOf(const KnownHost& host) const;
    // One value a step, NaN where unknown; empty when nothing is known.
    std::span<const double> trendOf(const KnownHost& host, HostFigure figure) const;
    std::optional<std::int64_t> lastSeen(const KnownHost& host) const;  // milliseconds since 1970
    // Why its last scrape failed, in the server's words; empty: it did not, or the server does not tell.
    std::string_view problemOf(const KnownHost& host) const;

  private:
    using Name = std::pair<std::string, std::string>;  // instance, job
    template <class Value>
    using ByName = std::map<Name, Value>;
    template <class Value>
    static const Value* find(const ByName<Value>& all, const KnownHost& host);
    std::optional<double> alertsOf(const KnownHost& host) const;

    std::array<ByName<double>, hostFigureCount> figures_;
    std::array<ByName<std::vector<double>>, hostFigureCount> trends_;
    ByName<double> lastSeen_;
    ByName<std::string> problems_;
};

}  // namespace baro
