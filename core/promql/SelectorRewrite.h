// Changes what an expression selects and leaves the rest as it is: how a question for this machine becomes
// one for a host that a server knows.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "core/promql/Ast.h"

namespace baro::promql {

// What stands for a vector selector: an instant vector. The offset and "@" that it is given are its to keep;
// below a range there are none, for they stay with the range.
using SelectorRewrite = std::function<ExpressionPtr(const VectorSelector&)>;

// Every selector of the tree put through `rewrite`. Where the selector of a range becomes something else than
// a selector, the range becomes a subquery of this step; 0: at the default one of whoever evaluates it.
ExpressionPtr withSelectors(const ExpressionPtr& expression, const SelectorRewrite& rewrite,
                            std::int64_t subqueryStepMilliseconds = 0);

// The matchers added to every selector, those that it has already left out. One that contradicts is added all
// the same, and nothing is found then.
ExpressionPtr withMatchers(const ExpressionPtr& expression, const std::vector<LabelMatcher>& matchers);
VectorSelector withMatchers(VectorSelector selector, const std::vector<LabelMatcher>& matchers);

// As if the whole had been asked that much earlier, or at `at`. What has an "@" of its own stays.
ExpressionPtr shifted(const ExpressionPtr& expression, std::int64_t offsetMilliseconds,
                      const std::optional<AtModifier>& at);

}  // namespace baro::promql
