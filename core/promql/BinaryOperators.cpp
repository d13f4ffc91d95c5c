#include "core/promql/BinaryOperators.h"

#include <utility>

#include "core/promql/Arithmetic.h"
#include "core/promql/RowStore.h"

namespace baro::promql {
namespace {

class ScalarOperator final : public Operator {
  public:
    ScalarOperator(const Binary& binary, OperatorPtr left, OperatorPtr right)
        : binary_(binary), left_(std::move(left)), right_(std::move(right)) {}

    bool next(Row& row) override {
        if (!left_->next(row) || !right_->next(other_)) return false;
        for (std::size_t step = 0; step < row.values.size(); ++step)
            row.values[step] = combined(binary_, row.values[step], other_.values[step], row.values[step]);
        return true;
    }

  private:
    const Binary& binary_;  // a comparison of scalars always has bool
    OperatorPtr left_;
    OperatorPtr right_;
    Row other_;
};

// Between each element of a vector and a scalar. A comparison keeps the element, on whichever side it stands.
class ElementOperator final : public Operator {
  public:
    ElementOperator(const Binary& binary, OperatorPtr vector, ScalarValues scalar)
        : binary_(binary), vector_(std::move(vector)), scalar_(std::move(scalar)) {}

    bool next(Row& row) override {
        while (vector_->next(row)) {
            if (!apply(row.values)) continue;
            if (!isComparison(binary_.op) || binary_.returnsBool) row.dropsName = true;
            return true;
        }
        return false;
    }

  private:
    bool apply(std::vector<double>& values) {
        const bool vectorIsLeft = binary_.left->type == ValueType::Vector;
        bool any = false;
        for (std::size_t step = 0; step < values.size(); ++step) {
            double& value = values[step];
            if (isAbsent(value)) continue;
            const double scalar = scalar_.at(step);
            value = vectorIsLeft ? combined(binary_, value, scalar, value)
                                 : combined(binary_, scalar, value, value);
            any = any || !isAbsent(value);
        }
        return any;
    }

    const Binary& binary_;
    OperatorPtr vector_;
    ScalarValues scalar_;
};

OperatorPtr planElements(Planner& planner, const Binary& binary, const Steps& steps) {
    const bool vectorIsLeft = binary.left->type == ValueType::Vector;
    const Expression& vector = vectorIsLeft ? *binary.left : *binary.right;
    const Expression& scalar = vectorIsLeft ? *binary.right : *binary.left;
    OperatorPtr rows =
        std::make_unique<ElementOperator>(binary, planner.plan(vector, steps), planner.scalar(scalar, steps));
    const bool keepsNames = isComparison(binary.op) && !binary.returnsBool;
    return keepsNames ? std::move(rows) : planner.merged(std::move(rows), vector);
}

}  // namespace

OperatorPtr planBinary(Planner& planner, const Binary& binary, const Steps& steps) {
    if (binary.left->type == ValueType::Scalar && binary.right->type == ValueType::Scalar)
        return std::make_unique<ScalarOperator>(binary, planner.plan(*binary.left, steps),
                                                planner.plan(*binary.right, steps));
    if (!binary.matching) return planElements(planner, binary, steps);
    return isSetOperator(binary.op) ? planSetOperator(planner, binary, steps)
                                    : planJoin(planner, binary, steps);
}

LabelKey matchingKey(const Evaluation& evaluation, const VectorMatching& matching) {
    return matching.on ? LabelKey::only(evaluation, matching.labels)
                       : LabelKey::without(evaluation, matching.labels);
}

}  // namespace baro::promql
