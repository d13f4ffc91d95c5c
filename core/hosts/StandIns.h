// What is asked of a host without Barograph in place of Barograph's own metrics: the same number from
// node_exporter's, so that every chart that has data here has data there.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/promql/Ast.h"

namespace baro::hosts {

// PromQL for what a selector selects, with $interval for the range of a rate; nothing where there is none:
// for metrics that only Barograph can tell, and for matchers that the table does not know.
std::optional<std::string> standInFor(const promql::VectorSelector& selector);

}  // namespace baro::hosts
