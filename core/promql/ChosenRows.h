// Rows of which only some values stay: those that an aggregation has chosen.
#pragma once

#include <cstddef>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/promql/Operator.h"

namespace baro::promql {

class ChosenRows {
  public:
    explicit ChosenRows(std::vector<Row>& rows) : rows_(rows) {}

    void choose(std::size_t place, std::size_t step) {
        const Row& row = rows_[place];
        const auto [chosen, isNew] = places_.try_emplace(place, chosen_.size());
        if (isNew)
            chosen_.push_back(
                {row.labels, row.dropsName, std::vector<double>(row.values.size(), staleMarker())});
        chosen_[chosen->second].values[step] = row.values[step];
    }
    // In the order in which they were first chosen; false when all were taken.
    bool take(Row& row) {
        if (taken_ == chosen_.size()) return false;
        row = std::move(chosen_[taken_++]);
        return true;
    }

  private:
    std::vector<Row>& rows_;
    std::unordered_map<std::size_t, std::size_t> places_;
    std::vector<Row> chosen_;
    std::size_t taken_ = 0;
};

}  // namespace baro::promql
