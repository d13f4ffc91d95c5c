// Whether an answer is what a script expects; each function says what is not, and nothing when all is.
#pragma once

#include <optional>
#include <string>

#include "core/promql/Engine.h"
#include "tests/support/PromQlScript.h"

namespace baro::tests {

std::optional<std::string> wrongError(const Eval& eval, const std::string& message);
std::optional<std::string> wrongAnnotations(const Eval& eval,
                                            const std::vector<promql::Annotation>& annotations);
// The column is that of the result; a range's eval expects all columns.
std::optional<std::string> wrongInstant(const Eval& eval, const promql::QueryResult& result);
std::optional<std::string> wrongRange(const Eval& eval, const promql::QueryResult& result);

}  // namespace baro::tests
