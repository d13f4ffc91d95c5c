// Rows that an operator must keep, counted against the query's limit.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/promql/Evaluation.h"
#include "core/promql/LabelKey.h"

namespace baro::promql {

class RowStore {
  public:
    explicit RowStore(Evaluation& evaluation) : evaluation_(evaluation) {}
    ~RowStore() { evaluation_.release(held_); }
    RowStore(const RowStore&) = delete;
    RowStore& operator=(const RowStore&) = delete;

    // All that the operator has. False: the query has failed.
    bool collect(Operator& rows);
    // False: too many.
    bool add(Row&& row);

    std::vector<Row>& rows() { return rows_; }
    const std::vector<Row>& rows() const { return rows_; }
    // One after the other; false when all were taken.
    bool take(Row& row);

  private:
    Evaluation& evaluation_;
    std::vector<Row> rows_;
    std::size_t taken_ = 0;
    std::size_t held_ = 0;
};

// Likewise, but rows of equal labels become one as long as no step has a value in both: a series that changed
// its metric's name stays one line when the name is dropped.
class MergedRows {
  public:
    // Two rows of equal labels have a value at the same step.
    struct Clash {
        std::size_t step = 0;
        bool ofOneOrigin = false;
    };

    explicit MergedRows(Evaluation& evaluation) : rows_(evaluation), identity_(LabelKey::all(evaluation)) {}

    // The origin is whatever the caller tells rows apart by. On a clash nothing else is said: the caller
    // words it.
    std::optional<Clash> add(Row&& row, std::size_t origin = 0);
    bool take(Row& row) { return rows_.take(row); }

  private:
    RowStore rows_;
    LabelKey identity_;
    KeyMap<std::size_t> places_;
    std::vector<std::size_t> origins_;  // of the row that was added last, by place
};

std::size_t countPresent(const std::vector<double>& values);

}  // namespace baro::promql
