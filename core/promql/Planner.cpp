#include "core/promql/Planner.h"

#include <utility>

#include "core/promql/Aggregations.h"
#include "core/promql/BinaryOperators.h"
#include "core/promql/Calls.h"
#include "core/promql/EqualLabels.h"
#include "core/promql/NamelessUniqueness.h"
#include "core/promql/Scalars.h"
#include "core/promql/Selectors.h"

namespace baro::promql {
namespace {

// A value that does not depend on the step, at every step.
class Repeated final : public Operator {
  public:
    Repeated(Evaluation& evaluation, OperatorPtr once, std::size_t steps)
        : evaluation_(evaluation), once_(std::move(once)), steps_(steps) {}

    bool next(Row& row) override {
        if (!once_->next(row)) return false;
        const double value = row.values.front();
        row.values.assign(steps_, value);
        return evaluation_.proceed(steps_);
    }

  private:
    Evaluation& evaluation_;
    OperatorPtr once_;
    std::size_t steps_;
};

class Negated final : public Operator {
  public:
    explicit Negated(OperatorPtr rows) : rows_(std::move(rows)) {}

    bool next(Row& row) override {
        if (!rows_->next(row)) return false;
        row.dropsName = true;
        for (double& value : row.values) {
            if (!isAbsent(value)) value = -value;
        }
        return true;
    }

  private:
    OperatorPtr rows_;
};

// Rows are as long as the steps are many, so that many cannot be evaluated.
bool areTooMany(const Steps& steps, std::uint64_t maximum) {
    const auto length = static_cast<std::uint64_t>(steps.end) - static_cast<std::uint64_t>(steps.start);
    return length / static_cast<std::uint64_t>(steps.step) >= maximum;
}

}  // namespace

const Expression& unwrapped(const Expression& expression) {
    const auto* parenthesised = std::get_if<Parenthesised>(&expression.node);
    return parenthesised ? unwrapped(*parenthesised->inner) : expression;
}

TimeShift Planner::shiftOf(std::int64_t offset, const std::optional<AtModifier>& at) const {
    if (!at) return {offset, std::nullopt};
    switch (at->kind) {
        case AtModifier::Kind::Start:
            return {offset, query_.start};
        case AtModifier::Kind::End:
            return {offset, query_.end};
        case AtModifier::Kind::Time:
            break;
    }
    return {offset, at->timeMilliseconds};
}

OperatorPtr Planner::plan(const Expression& expression, const Steps& steps) {
    if (areTooMany(steps, evaluation_.options().maximumSamples)) {
        evaluation_.failTooManySamples();
        return std::make_unique<NoRows>();
    }
    if (steps.count() == 1 || !invariance_.holds(expression)) return planEveryStep(expression, steps);
    return std::make_unique<Repeated>(evaluation_, planEveryStep(expression, Steps::instant(steps.start)),
                                      steps.count());
}

OperatorPtr Planner::planEveryStep(const Expression& expression, const Steps& steps) {
    struct Visitor {
        Planner& planner;
        const Steps& steps;
        OperatorPtr operator()(const NumberLiteral& number) const { return constantRow(number.value, steps); }
        OperatorPtr operator()(const VectorSelector& selector) const {
            return planSelector(planner, selector, steps);
        }
        OperatorPtr operator()(const Parenthesised& parenthesised) const {
            return planner.planEveryStep(*parenthesised.inner, steps);
        }
        OperatorPtr operator()(const Unary& unary) const { return planner.planUnary(unary, steps); }
        OperatorPtr operator()(const Binary& binary) const { return planBinary(planner, binary, steps); }
        OperatorPtr operator()(const Aggregation& aggregation) const {
            return planAggregation(planner, aggregation, steps);
        }
        OperatorPtr operator()(const Call& call) const { return planCall(planner, call, steps); }
        // Matrices and strings are no vectors: the type checker has seen to it that none comes here.
        OperatorPtr operator()(const StringLiteral&) const { return std::make_unique<NoRows>(); }
        OperatorPtr operator()(const MatrixSelector&) const { return std::make_unique<NoRows>(); }
        OperatorPtr operator()(const Subquery&) const { return std::make_unique<NoRows>(); }
    };
    return std::visit(Visitor{*this, steps}, expression.node);
}

OperatorPtr Planner::planUnary(const Unary& unary, const Steps& steps) {
    OperatorPtr rows = plan(*unary.operand, steps);
    if (!unary.negates) return rows;
    return unique(std::make_unique<Negated>(std::move(rows)), *unary.operand);
}

ScalarValues Planner::scalar(const Expression& expression, const Steps& steps) {
    if (const auto* number = std::get_if<NumberLiteral>(&unwrapped(expression).node))
        return ScalarValues(number->value);
    return ScalarValues(plan(expression, steps), steps.count());
}

SampleStreamPtr Planner::samples(const Expression& expression, const Steps& steps) {
    const Expression& range = unwrapped(expression);
    if (const auto* matrix = std::get_if<MatrixSelector>(&range.node))
        return planMatrixSelector(*this, *matrix, steps);
    return planSubquery(*this, std::get<Subquery>(range.node), steps);
}

OperatorPtr Planner::merged(OperatorPtr rows, const Expression& operand) {
    if (evaluation_.options().delayedNameRemoval || differWithoutNames(operand)) return rows;
    return mergedRows(evaluation_, std::move(rows));
}

OperatorPtr Planner::unique(OperatorPtr rows, const Expression& operand) {
    if (evaluation_.options().delayedNameRemoval || differWithoutNames(operand)) return rows;
    return uniqueRows(evaluation_, std::move(rows));
}

}  // namespace baro::promql
