#include "core/promql/RowStore.h"

#include <algorithm>
#include <utility>

namespace baro::promql {

std::size_t countPresent(const std::vector<double>& values) {
    return static_cast<std::size_t>(
        std::ranges::count_if(values, [](double value) { return !isAbsent(value); }));
}

bool RowStore::collect(Operator& rows) {
    for (Row row; rows.next(row); row = {}) {
        if (!add(std::move(row))) return false;
    }
    return !evaluation_.failed();
}

bool RowStore::add(Row&& row) {
    const std::size_t samples = countPresent(row.values);
    held_ += samples;
    rows_.push_back(std::move(row));
    return evaluation_.hold(samples);
}

bool RowStore::take(Row& row) {
    if (taken_ == rows_.size()) return false;
    row = std::move(rows_[taken_++]);
    return true;
}

std::optional<MergedRows::Clash> MergedRows::add(Row&& row, std::size_t origin) {
    const auto [place, isNew] = places_.try_emplace(identity_.of(row), origins_.size());
    if (isNew) {
        origins_.push_back(origin);
        rows_.add(std::move(row));
        return std::nullopt;
    }
    std::vector<double>& values = rows_.rows()[place->second].values;
    for (std::size_t step = 0; step < values.size(); ++step) {
        if (isAbsent(row.values[step])) continue;
        if (!isAbsent(values[step])) return Clash{step, origins_[place->second] == origin};
        values[step] = row.values[step];
    }
    origins_[place->second] = origin;
    return std::nullopt;
}

}  // namespace baro::promql
