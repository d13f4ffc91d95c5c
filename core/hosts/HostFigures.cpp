#include "core/hosts/HostFigures.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "core/base/Characters.h"
#include "core/promql/MatcherText.h"

namespace baro {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds usualScrape{15'000};
constexpr milliseconds oftenScrape{5'000};
constexpr milliseconds seldomScrape{60'000};
constexpr milliseconds scrapesCounted{300'000};
constexpr int scrapesInFigure = 4;  // as a chart's rates of a host

std::pair<std::string, std::string> nameOf(const Labels& labels) {
    return {std::string(labels.value("instance")), std::string(labels.value("job"))};
}

std::size_t placeOf(HostFigure figure) {
    return static_cast<std::size_t>(figure);
}

// As an expression that matches only itself.
std::string literally(std::string_view text) {
    std::string expression;
    for (const char c : text) {
        const bool isPlain = isWordCharacter(c) || static_cast<unsigned char>(c) >= 0x80;
        if (!isPlain) expression += '\\';
        expression += c;
    }
    return expression;
}

// Of each series its newest sample.
void takeNewest(std::map<std::pair<std::string, std::string>, double>& into,
                std::span<const SampleSeries> series) {
    into.clear();
    for (const SampleSeries& one : series)
        if (!one.samples.empty() && std::isfinite(one.samples.back().value))
            into[nameOf(one.labels)] = one.samples.back().value;
}

}  // namespace

milliseconds scrapeIntervalOf(std::optional<double> scrapesInFiveMinutes) {
    if (!scrapesInFiveMinutes || !(*scrapesInFiveMinutes >= 1)) return usualScrape;
    const milliseconds interval(
        std::llround(static_cast<double>(scrapesCounted.count()) / *scrapesInFiveMinutes));
    return std::clamp(interval, oftenScrape, seldomScrape);
}

std::string figureQuery(HostFigure figure, milliseconds scrapeInterval) {
    constexpr std::string_view variable = "$interval";
    std::string text(hostFigures()[placeOf(figure)].expression);
    const std::string range = std::to_string((scrapesInFigure * scrapeInterval).count()) + "ms";
    for (auto at = text.find(variable); at != std::string::npos; at = text.find(variable, at))
        text.replace(at, variable.size(), range);
    return text;
}

std::string lastSeenQuery(std::span<const HostTarget> targets) {
    std::string instances;
    for (const HostTarget& target : targets)
        instances += (instances.empty() ? "" : "|") + literally(target.instance);
    return "max by (instance, job) (max_over_time(timestamp(node_uname_info" +
           promql::selectorText({{"instance", LabelMatcher::Kind::Regex, instances}}) + ")[1d:1m]))";
}

TrendGrid trendGrid(std::int64_t until, milliseconds length, milliseconds step) {
    const std::int64_t last = until / step.count() * step.count();
    const std::int64_t steps = length / step;
    return {last - steps * step.count(), step.count(), static_cast<std::size_t>(steps) + 1};
}

void HostFigures::takeFigure(HostFigure figure, std::span<const SampleSeries> series) {
    takeNewest(figures_[placeOf(figure)], series);
}

void HostFigures::takeLastSeen(std::span<const SampleSeries> series) {
    takeNewest(lastSeen_, series);
}

void HostFigures::takeTrend(HostFigure figure, const TrendGrid& grid, std::span<const SampleSeries> series) {
    auto& trends = trends_[placeOf(figure)];
    trends.clear();
    for (const SampleSeries& one : series) {
        std::vector<double> values(grid.count, std::numeric_limits<double>::quiet_NaN());
        for (const Sample& sample : one.samples) {
            if (sample.timeMilliseconds < grid.first || !std::isfinite(sample.value)) continue;
            // Without a sign: a server may tell of times as far away as numbers go.
            const std::uint64_t passed =
                static_cast<std::uint64_t>(sample.timeMilliseconds) - static_cast<std::uint64_t>(grid.first);
            const std::uint64_t column = passed / static_cast<std::uint64_t>(grid.step);
            if (column < values.size()) values[column] = sample.value;
        }
        trends.insert_or_assign(nameOf(one.labels), std::move(values));
    }
}

void HostFigures::takeTargets(std::span<const prometheus::ServerTarget> targets) {
    problems_.clear();
    for (const prometheus::ServerTarget& target : targets)
        if (!target.isUp && !target.lastError.empty()) problems_[nameOf(target.labels)] = target.lastError;
}

template <class Value>
const Value* HostFigures::find(const ByName<Value>& all, const KnownHost& host) {
    if (const auto own = all.find({host.target.instance, host.target.job}); own != all.end())
        return &own->second;
    for (const HostTarget& other : host.others)
        if (const auto found = all.find({other.instance, other.job}); found != all.end())
            return &found->second;
    return nullptr;
}

std::optional<double> HostFigures::alertsOf(const KnownHost& host) const {
    const ByName<double>& alerts = figures_[placeOf(HostFigure::Alerts)];
    std::set<Name> names{{host.target.instance, host.target.job}, {host.target.instance, ""}};
    for (const HostTarget& other : host.others) {
        names.emplace(other.instance, other.job);
        names.emplace(other.instance, "");
    }
    std::optional<double> sum;
    for (const Name& name : names)
        if (const auto found = alerts.find(name); found != alerts.end())
            sum = sum.value_or(0) + found->second;
    return sum;
}

HostStanding HostFigures::standingOf(const KnownHost& host) const {
    HostStanding standing{host.name, host.state == HostState::Down, {}};
    for (const HostFigureRow& row : hostFigures()) {
        const double* const value = find(figures_[placeOf(row.figure)], host);
        if (value != nullptr) standing.figures[placeOf(row.figure)] = *value;
    }
    standing.figures[placeOf(HostFigure::Alerts)] = alertsOf(host);
    return standing;
}

std::span<const double> HostFigures::trendOf(const KnownHost& host, HostFigure figure) const {
    const std::vector<double>* const values = find(trends_[placeOf(figure)], host);
    return values == nullptr ? std::span<const double>() : std::span<const double>(*values);
}

std::optional<std::int64_t> HostFigures::lastSeen(const KnownHost& host) const {
    const double* const seconds = find(lastSeen_, host);
    if (seconds == nullptr || !(std::abs(*seconds) < 9e12)) return std::nullopt;
    return std::llround(*seconds * 1000);
}

std::string_view HostFigures::problemOf(const KnownHost& host) const {
    const std::string* const problem = find(problems_, host);
    return problem == nullptr ? std::string_view() : std::string_view(*problem);
}

}  // namespace baro
