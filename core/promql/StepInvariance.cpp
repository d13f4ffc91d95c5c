#include "core/promql/StepInvariance.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/promql/Functions.h"

namespace baro::promql {
namespace {

// Their value depends on the step though their arguments do not.
bool asksForTime(const Function& function) {
    static constexpr std::array<std::string_view, 11> names = {
        "day_of_month", "day_of_week",    "day_of_year", "days_in_month", "hour", "minute",
        "month",        "predict_linear", "time",        "timestamp",     "year"};
    return std::ranges::find(names, function.name) != names.end();
}

}  // namespace

bool StepInvariance::visit(const Expression& expression) {
    struct Visitor {
        StepInvariance& self;
        bool operator()(const NumberLiteral&) const { return true; }
        bool operator()(const StringLiteral&) const { return true; }
        bool operator()(const VectorSelector& selector) const { return selector.at.has_value(); }
        bool operator()(const MatrixSelector& matrix) const { return matrix.selector.at.has_value(); }
        bool operator()(const Subquery& subquery) const {
            self.visit(*subquery.inner);
            return subquery.at.has_value();
        }
        bool operator()(const Parenthesised& parenthesised) const { return self.visit(*parenthesised.inner); }
        bool operator()(const Unary& unary) const { return self.visit(*unary.operand); }
        bool operator()(const Binary& binary) const {
            const bool left = self.visit(*binary.left);
            return self.visit(*binary.right) && left;
        }
        // Prometheus does not ask the parameter; it is then evaluated at the first step.
        bool operator()(const Aggregation& aggregation) const {
            if (aggregation.parameter) self.visit(*aggregation.parameter);
            return self.visit(*aggregation.operand);
        }
        bool operator()(const Call& call) const {
            bool all = !asksForTime(*call.function);
            for (const ExpressionPtr& argument : call.arguments)
                all = self.visit(*argument) && all;
            return all;
        }
    };
    const bool invariant = std::visit(Visitor{*this}, expression.node);
    if (invariant) invariant_.insert(&expression);
    return invariant;
}

}  // namespace baro::promql
