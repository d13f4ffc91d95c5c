// From the nodes of an expression to operators. Nothing is read before the first row is pulled.
#pragma once

#include <string>
#include <vector>

#include "core/promql/Ast.h"
#include "core/promql/Evaluation.h"
#include "core/promql/SampleStream.h"
#include "core/promql/ScalarValues.h"
#include "core/promql/StepInvariance.h"

namespace baro::promql {

class Planner {
  public:
    // The expression and the evaluation must outlive the operators.
    Planner(Evaluation& evaluation, const Expression& root, const Steps& query)
        : evaluation_(evaluation), query_(query), invariance_(root) {}

    Evaluation& evaluation() { return evaluation_; }

    // Of an expression that is a scalar or a vector.
    OperatorPtr plan(const Expression& expression, const Steps& steps);
    ScalarValues scalar(const Expression& expression, const Steps& steps);
    // Of an expression that is a matrix.
    SampleStreamPtr samples(const Expression& expression, const Steps& steps);

    TimeShift shiftOf(std::int64_t offset, const std::optional<AtModifier>& at) const;

    // For a node that drops the names of its operand's metrics, whose rows then may get equal labels:
    // those without a step in common become one, others fail the query.
    OperatorPtr merged(OperatorPtr rows, const Expression& operand);
    // Likewise where equal labels fail it in any case.
    OperatorPtr unique(OperatorPtr rows, const Expression& operand);

  private:
    OperatorPtr planEveryStep(const Expression& expression, const Steps& steps);
    OperatorPtr planUnary(const Unary& unary, const Steps& steps);

    Evaluation& evaluation_;
    Steps query_;  // what start() and end() mean
    StepInvariance invariance_;
};

// Parentheses have no meaning of their own.
const Expression& unwrapped(const Expression& expression);

}  // namespace baro::promql
