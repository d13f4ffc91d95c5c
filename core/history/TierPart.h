// Summaries of up to 32 series at the intervals of a block, as the rows of a summarised tier have them:
// docs/record-format.md, "Tiers".
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/Result.h"
#include "core/history/BlockPlace.h"
#include "core/series/Summary.h"

namespace baro::history {

// One for each interval; those in which nothing was known are empty.
using IntervalSummaries = std::vector<Summary>;
using TierPart = std::map<SeriesNumber, IntervalSummaries>;

// The bytes of the rows, by field; empty where all series do without.
std::array<std::string, tierFields> encodeTierPart(const TierPart& part, std::span<const std::int64_t> ends,
                                                   std::int64_t intervalMilliseconds);

// The bytes of a field's row; empty when there is none.
using TierRow = std::function<Result<std::string_view>(TierField)>;

// What is wanted of one series. Only rows that are needed are asked for; a view must hold until the next is
// asked for. All empty when it has none. Malformed when a row is damaged.
Result<IntervalSummaries> decodeTierSeries(SeriesNumber number, SummaryFields fields, const TierRow& row,
                                           std::span<const std::int64_t> ends,
                                           std::int64_t intervalMilliseconds);

// The numbers of the series in a row.
Result<std::vector<SeriesNumber>> seriesOfRow(std::string_view row, std::size_t intervals);

}  // namespace baro::history
