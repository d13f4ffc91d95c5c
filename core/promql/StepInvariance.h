// Which parts of an expression have the same value at every step, because every selector in them has an "@"
// and no function in them asks for the time. They are evaluated once (promql/engine.go: PreprocessExpr).
#pragma once

#include <unordered_set>

#include "core/promql/Ast.h"

namespace baro::promql {

class StepInvariance {
  public:
    explicit StepInvariance(const Expression& root) { visit(root); }

    bool holds(const Expression& part) const { return invariant_.contains(&part); }

  private:
    bool visit(const Expression& expression);

    std::unordered_set<const Expression*> invariant_;
};

}  // namespace baro::promql
