// One field of one summarised series as bytes: docs/record-format.md, "Columns of a tier". What a column is
// told from must be decoded before it.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/base/Result.h"
#include "core/history/BlockPlace.h"

namespace baro::history {

// Of the same series; one value for each interval, notReadMarker() where there is none. Empty for the columns
// of which none is needed.
struct TierEnds {
    std::span<const double> first;
    std::span<const double> last;
};

// What may be told from `ends`, the shorter of both ways.
std::string encodeTierColumn(TierField field, std::span<const double> values, const TierEnds& ends);

// Whether it needs the others to be read: First needs Last, Least and Greatest need both.
bool isToldFromEnds(std::string_view column);

// Fills `values`. Malformed when the bytes are damaged: values is unspecified then.
Status decodeTierColumn(TierField field, std::string_view column, const TierEnds& ends,
                        std::span<double> values);

// Additions in floating point end in noise, which takes more room than what it is added to. Where a sum is as
// near to a multiple of its values' unit as it is exact, it becomes that: which is what the values add up to.
void roundSums(std::span<double> sums, std::span<const double> counts, std::span<const double> least,
               std::span<const double> greatest);

}  // namespace baro::history
