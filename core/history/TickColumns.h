// Ticks of many series as columns: what blocks are made from.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <span>
#include <vector>

#include "core/base/Result.h"
#include "core/history/SeriesPart.h"
#include "core/series/SeriesSource.h"

namespace baro::history {

struct TickColumns {
    std::vector<std::int64_t> times;    // ascending
    std::vector<SeriesNumber> numbers;  // ascending
    std::vector<double> values;         // of the first series at each tick, then of the second, ...

    std::span<const double> column(std::size_t index) const {
        return std::span(values).subspan(index * times.size(), times.size());
    }
    std::vector<SeriesValues> columns() const;
};

using NumberOf = std::function<SeriesNumber(const Labels&)>;

// Everything that the source has in the range. At a tick without a sample of a series stands the not-read
// marker, at its staleness markers those. known: the series that had a value before the range; they have a
// column even when they have no sample. Of others a column begins with a value.
Result<TickColumns> collectTicks(const SeriesSource& source, TimeRange range, const NumberOf& numberOf,
                                 const std::set<SeriesNumber>& known);

}  // namespace baro::history
