#include "core/history/TickColumns.h"

#include <algorithm>
#include <utility>

#include "core/series/NotReadMarker.h"

namespace baro::history {
namespace {

struct NumberedSamples {
    SeriesNumber number = 0;
    std::vector<Sample> samples;
};

Result<std::vector<NumberedSamples>> samplesWithin(const SeriesSource& source, TimeRange range,
                                                   const NumberOf& numberOf,
                                                   const std::set<SeriesNumber>& known) {
    SeriesQuery query;
    query.range = range;
    query.leadingMarkers = true;
    auto cursor = source.read(query);
    if (!cursor) return cursor.error();
    std::vector<NumberedSamples> found;
    while (true) {
        const auto more = (*cursor)->next();
        if (!more) return more.error();
        if (!*more) break;
        auto samples = (*cursor)->samples();
        const SeriesNumber number = numberOf(*(*cursor)->labels());
        // Of what is unknown already nothing is told again.
        if (isStaleMarker(samples.front().value) && !known.contains(number)) samples = samples.subspan(1);
        if (!samples.empty()) found.push_back({number, {samples.begin(), samples.end()}});
    }
    std::ranges::sort(found, {}, &NumberedSamples::number);
    return found;
}

void addSilent(const std::set<SeriesNumber>& numbers, std::vector<NumberedSamples>& found) {
    const std::size_t sounding = found.size();
    for (const SeriesNumber number : numbers) {
        const auto last = found.begin() + static_cast<std::ptrdiff_t>(sounding);
        const auto at = std::ranges::lower_bound(found.begin(), last, number, {}, &NumberedSamples::number);
        if (at == last || at->number != number) found.push_back({number, {}});
    }
    std::ranges::sort(found, {}, &NumberedSamples::number);
}

std::vector<std::int64_t> ticksOf(const std::vector<NumberedSamples>& found) {
    std::vector<std::int64_t> times;
    for (const NumberedSamples& one : found) {
        // Most series have the ticks of the one before.
        const std::size_t known = times.size();
        for (const Sample& sample : one.samples)
            if (!std::binary_search(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(known),
                                    sample.timeMilliseconds))
                times.push_back(sample.timeMilliseconds);
        if (times.size() == known) continue;
        std::sort(times.begin(), times.end());
        times.erase(std::unique(times.begin(), times.end()), times.end());
    }
    return times;
}

}  // namespace

std::vector<SeriesValues> TickColumns::columns() const {
    std::vector<SeriesValues> all;
    all.reserve(numbers.size());
    for (std::size_t index = 0; index < numbers.size(); ++index)
        all.push_back({numbers[index], column(index)});
    return all;
}

Result<TickColumns> collectTicks(const SeriesSource& source, TimeRange range, const NumberOf& numberOf,
                                 const std::set<SeriesNumber>& known) {
    auto found = samplesWithin(source, range, numberOf, known);
    if (!found) return found.error();
    addSilent(known, *found);
    TickColumns ticks;
    ticks.times = ticksOf(*found);
    ticks.values.assign(found->size() * ticks.times.size(), notReadMarker());
    for (std::size_t index = 0; index < found->size(); ++index) {
        const NumberedSamples& one = (*found)[index];
        ticks.numbers.push_back(one.number);
        auto tick = ticks.times.begin();
        for (const Sample& sample : one.samples) {
            tick = std::lower_bound(tick, ticks.times.end(), sample.timeMilliseconds);
            ticks.values[index * ticks.times.size() + static_cast<std::size_t>(tick - ticks.times.begin())] =
                sample.value;
        }
    }
    return ticks;
}

}  // namespace baro::history
