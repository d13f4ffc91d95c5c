#include "core/promql/GroupedRows.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace baro::promql {

bool GroupedRows::collect(Operator& rows) {
    if (!rows_.collect(rows)) return false;
    KeyMap<std::size_t> places;
    for (std::size_t row = 0; row < rows_.rows().size(); ++row) {
        const auto [place, isNew] = places.try_emplace(key_.of(rows_.rows()[row]), groups_.size());
        if (isNew) groups_.emplace_back();
        groups_[place->second].push_back(row);
    }
    return true;
}

ParameterRange rangeOf(const std::vector<double>& values) {
    ParameterRange range{std::numeric_limits<double>::max(), std::numeric_limits<double>::lowest(), false};
    for (const double value : values) {
        range.anyNaN = range.anyNaN || std::isnan(value);
        range.least = std::min(range.least, value);
        range.greatest = std::max(range.greatest, value);
    }
    if (range.anyNaN) range.least = range.greatest = std::numeric_limits<double>::quiet_NaN();
    return range;
}

}  // namespace baro::promql
