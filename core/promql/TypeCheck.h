// What the grammar does not see: types of operands and arguments, their number, matchers that match
// everything.
#pragma once

#include <optional>
#include <string_view>

#include "core/promql/Parser.h"

namespace baro::promql {

// The first thing that is wrong, in the order in which Prometheus looks (promql/parser/parse.go). The text is
// the one the tree was parsed from; every binary node still has the matching that it was written with.
std::optional<ParseError> checkTypes(const Expression& expression, std::string_view text);

}  // namespace baro::promql
