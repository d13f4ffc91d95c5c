// An expression over several lines, as people read it.
#pragma once

#include <string>

#include "core/promql/Ast.h"

namespace baro::promql {

// One line while it fits into 100 characters; else its parts below each other, two blanks further in, as
// Prometheus's /api/v1/format_query does (promql/parser/prettier.go). Parses to the same tree.
std::string laidOut(const Expression& expression);

}  // namespace baro::promql
