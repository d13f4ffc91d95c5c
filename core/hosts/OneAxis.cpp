#include "core/hosts/OneAxis.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <set>
#include <string>
#include <utility>

namespace baro {
namespace {

constexpr double nothingKnown = std::numeric_limits<double>::quiet_NaN();
constexpr double mostRelative = 0.05;
constexpr std::size_t fewestCompared = 3;

double at(std::span<const double> values, std::size_t column) {
    return column < values.size() ? values[column] : nothingKnown;
}

using NameSet = std::set<std::string, std::less<>>;

NameSet namesIn(std::span<const Labels> all) {
    NameSet names;
    for (const Labels& labels : all)
        for (const auto& [name, value] : labels.pairs())
            names.insert(name);
    return names;
}

std::vector<Labels> onlyWith(const NameSet& names, std::span<const Labels> all) {
    std::vector<Labels> kept;
    for (const Labels& labels : all) {
        auto pairs = labels.pairs();
        std::erase_if(pairs, [&names](const auto& pair) { return !names.contains(pair.first); });
        kept.emplace_back(std::move(pairs));
    }
    return kept;
}

bool areDistinct(const std::vector<Labels>& all) {
    return std::set<Labels>(all.begin(), all.end()).size() == all.size();
}

// By what the series of each side are told apart and compared.
struct AxisKeys {
    std::vector<Labels> recorded;
    std::vector<Labels> elsewhere;
};

AxisKeys keysOf(std::span<const Labels> recorded, std::span<const Labels> elsewhere) {
    const NameSet here = namesIn(recorded);
    const NameSet there = namesIn(elsewhere);
    NameSet both;
    std::ranges::set_intersection(here, there, std::inserter(both, both.end()));
    AxisKeys keys{onlyWith(both, recorded), onlyWith(both, elsewhere)};
    const bool tells = !recorded.empty() && !elsewhere.empty();
    if (tells && areDistinct(keys.recorded) && areDistinct(keys.elsewhere)) return keys;
    return {{recorded.begin(), recorded.end()}, {elsewhere.begin(), elsewhere.end()}};
}

// What is less is noise of scrapes and rounding.
double negligible(Unit unit) {
    switch (unit) {
        case Unit::Ratio:
            return 0.02;
        case Unit::Bytes:
            return 16.0 * 1024 * 1024;
        case Unit::BytesPerSecond:
        case Unit::NetworkBytesPerSecond:
            return 64.0 * 1024;
        case Unit::BitsPerSecond:
            return 512.0 * 1024;
        case Unit::Celsius:
            return 3;
        case Unit::Watts:
            return 1;
        case Unit::Joules:
            return 10;
        case Unit::Volts:
        case Unit::Amperes:
            return 0.05;
        case Unit::Hertz:
            return 50e6;
        case Unit::RevolutionsPerMinute:
            return 50;
        case Unit::PerSecond:
            return 5;
        case Unit::Seconds:
            return 0.005;
        case Unit::Timestamp:
            return 2;
        case Unit::None:
            break;
    }
    return 0.5;
}

}  // namespace

std::vector<ColumnRun> unrecordedRuns(const std::vector<bool>& isRecorded, std::size_t shortest) {
    std::vector<ColumnRun> runs;
    for (std::size_t first = 0; first < isRecorded.size();) {
        if (isRecorded[first]) {
            ++first;
            continue;
        }
        std::size_t end = first;
        while (end < isRecorded.size() && !isRecorded[end])
            ++end;
        if (end - first >= shortest) runs.push_back({first, end - 1});
        first = end;
    }
    return runs;
}

std::vector<ColumnRun> overlapsOf(std::span<const ColumnRun> runs, std::size_t most, std::size_t columns) {
    std::vector<ColumnRun> overlaps;
    if (most == 0) return overlaps;
    const auto add = [&](std::size_t first, std::size_t end) {
        if (first < end) overlaps.push_back({first, end - 1});
    };
    std::size_t done = 0;  // columns before this one are in a run or an overlap
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const ColumnRun& run = runs[i];
        add(std::max(done, run.first - std::min(run.first, most)), run.first);
        const std::size_t next = i + 1 < runs.size() ? runs[i + 1].first : columns;
        done = std::min(next, run.last + 1 + most);
        add(run.last + 1, done);
    }
    return overlaps;
}

std::vector<AxisSeries> alignedSeries(std::span<const Labels> recorded, std::span<const Labels> elsewhere) {
    const AxisKeys keys = keysOf(recorded, elsewhere);
    std::vector<AxisSeries> all;
    for (std::size_t i = 0; i < recorded.size(); ++i)
        all.push_back({i, {}, recorded[i]});
    for (std::size_t i = 0; i < elsewhere.size(); ++i) {
        const auto same = std::ranges::find(keys.recorded, keys.elsewhere[i]);
        if (same == keys.recorded.end())
            all.push_back({{}, i, keys.elsewhere[i]});
        else
            all[static_cast<std::size_t>(same - keys.recorded.begin())].elsewhere = i;
    }
    return all;
}

std::vector<double> joinedColumns(std::span<const double> recorded, std::span<const double> elsewhere,
                                  std::span<const ColumnRun> runs, std::size_t columns) {
    std::vector<double> joined(columns, nothingKnown);
    for (std::size_t column = 0; column < columns; ++column)
        joined[column] = at(recorded, column);
    for (const ColumnRun& run : runs)
        for (std::size_t column = run.first; column <= run.last && column < columns; ++column)
            joined[column] = at(elsewhere, column);
    return joined;
}

std::optional<ToldTwice> toldTwice(std::span<const double> recorded, std::span<const double> elsewhere,
                                   std::span<const ColumnRun> overlaps) {
    ToldTwice sums;
    std::size_t known = 0;
    for (const ColumnRun& run : overlaps)
        for (std::size_t column = run.first; column <= run.last; ++column) {
            const double here = at(recorded, column);
            const double there = at(elsewhere, column);
            if (!std::isfinite(here) || !std::isfinite(there)) continue;
            sums.recorded += here;
            sums.elsewhere += there;
            ++known;
        }
    if (known < fewestCompared) return std::nullopt;
    const auto count = static_cast<double>(known);
    return ToldTwice{sums.recorded / count, sums.elsewhere / count};
}

bool differ(const ToldTwice& told, Unit unit) {
    const double distance = std::abs(told.recorded - told.elsewhere);
    const double greater = std::max(std::abs(told.recorded), std::abs(told.elsewhere));
    return distance > mostRelative * greater && distance > negligible(unit);
}

}  // namespace baro
