// What fails a join. Rows are joined one after the other and steps are not, so what goes wrong is noted, and
// the earliest step has the say at the end, as if steps were joined in their order.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/promql/Evaluation.h"
#include "core/promql/LabelKey.h"

namespace baro::promql {

class JoinFailures {
  public:
    JoinFailures(Evaluation& evaluation, const VectorMatching& matching)
        : evaluation_(evaluation), matching_(matching) {}

    // Rows of the one side with equal matching labels, by their places. That two of them have an element at a
    // step fails the query when the other side has any element there.
    void noteOnes(const std::vector<Row>& rows, const std::vector<std::size_t>& places);
    void noteMany(const Row& row);
    void note(std::size_t step, const char* message) { others_.try_emplace(step, message); }

    void failAtTheFirst();

  private:
    struct Duplicate {
        std::string message;
        bool otherSideIs = false;
    };
    std::string messageOf(const Row& first, const Row& second) const;

    Evaluation& evaluation_;
    const VectorMatching& matching_;
    std::map<std::size_t, Duplicate> duplicates_;  // by step
    std::map<std::size_t, std::string> others_;
};

}  // namespace baro::promql
