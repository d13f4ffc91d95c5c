// Where the one side of a join has several elements of equal matching labels at a step. That fails the query
// only when the other side has any element at that step, which is known at the end.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/promql/Evaluation.h"
#include "core/promql/LabelKey.h"

namespace baro::promql {

class OneSideDuplicates {
  public:
    OneSideDuplicates(Evaluation& evaluation, const VectorMatching& matching)
        : evaluation_(evaluation), matching_(matching) {}

    // Rows of equal matching labels, by their places.
    void noteOnes(const std::vector<Row>& rows, const std::vector<std::size_t>& places);
    void noteMany(const Row& row);
    void failWhereBothSidesAre();

  private:
    struct Duplicate {
        std::string message;
        bool otherSideIs = false;
    };
    std::string messageOf(const Row& first, const Row& second) const;

    Evaluation& evaluation_;
    const VectorMatching& matching_;
    std::map<std::size_t, Duplicate> bySteps_;
};

}  // namespace baro::promql
