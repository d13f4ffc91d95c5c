// Whether the rows of an expression still differ when the names of their metrics no longer count. They do
// nearly always, and then rows need not be kept to find out.
#pragma once

#include "core/promql/Ast.h"

namespace baro::promql {

// False: not certain.
bool differWithoutNames(const Expression& expression);

}  // namespace baro::promql
