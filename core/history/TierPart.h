// Summaries of up to 32 series at the intervals of a block, as the rows of a summarised tier have them:
// docs/record-format.md, "Tiers".
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/base/Result.h"
#include "core/history/BlockPlace.h"
#include "core/history/BlockRows.h"
#include "core/series/Summary.h"

namespace baro::history {

// One for each interval; those in which nothing was known are empty.
using IntervalSummaries = std::vector<Summary>;
using TierPart = std::map<SeriesNumber, IntervalSummaries>;

// The bytes of the rows, by field; empty where all series do without.
std::array<std::string, tierFields> encodeTierPart(const TierPart& part, std::span<const std::int64_t> ends,
                                                   std::int64_t intervalMilliseconds);

// The series of a field's row; nullptr when there is none.
using TierRow = std::function<Result<SeriesPartPtr>(TierField)>;

// What is wanted of one series. Only rows that are needed are asked for. All empty when it has none.
// Malformed when a row is damaged: `into` is unspecified then.
Status decodeTierSeries(SeriesNumber number, SummaryFields fields, const TierRow& row,
                        std::span<const std::int64_t> ends, std::int64_t intervalMilliseconds,
                        IntervalSummaries& into);

}  // namespace baro::history
