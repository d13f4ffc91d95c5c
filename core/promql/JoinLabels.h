// The labels of what two matched elements give (promql/engine.go: resultMetric).
#pragma once

#include "core/promql/Evaluation.h"
#include "core/promql/LabelKey.h"

namespace baro::promql {

class JoinLabels {
  public:
    JoinLabels(const Evaluation& evaluation, const Binary& binary);

    // Without values yet.
    Row resultOf(const Row& many, const Row& one) const;

  private:
    bool keepsAll() const;
    Labels built(const Row& many, const Row& one) const;

    const Evaluation& evaluation_;
    const VectorMatching& matching_;
    bool dropsName_;                  // of the many side, at once
    bool dropsNameLater_;             // with delayed name removal
    std::vector<std::string> names_;  // the matching labels, ascending
};

}  // namespace baro::promql
