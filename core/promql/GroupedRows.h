// All rows of an aggregation's operand, by group, for those that must see a group's values side by side.
#pragma once

#include <cstddef>
#include <vector>

#include "core/promql/Aggregations.h"
#include "core/promql/RowStore.h"

namespace baro::promql {

class GroupedRows {
  public:
    GroupedRows(Evaluation& evaluation, const Aggregation& aggregation)
        : rows_(evaluation), key_(groupingKey(evaluation, aggregation)) {}

    // False: the query has failed.
    bool collect(Operator& rows);

    std::vector<Row>& rows() { return rows_.rows(); }
    // Places of rows, by group, in the order in which rows came.
    const std::vector<std::vector<std::size_t>>& groups() const { return groups_; }
    // Of the group that the row is in.
    Labels groupLabels(const Row& row) const { return key_.labelsOf(row); }

  private:
    RowStore rows_;
    LabelKey key_;
    std::vector<std::vector<std::size_t>> groups_;
};

// A range of scalar parameters.
struct ParameterRange {
    double least = 0;
    double greatest = 0;  // NaN when any is
    bool anyNaN = false;
};
ParameterRange rangeOf(const std::vector<double>& values);

}  // namespace baro::promql
