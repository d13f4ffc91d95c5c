// Which unit a query's result probably has: that of the metrics it names, per second where it takes a rate.
#pragma once

#include "core/metrics/Unit.h"
#include "core/promql/Ast.h"

namespace baro::ui {

Unit unitGuess(const promql::Expression& expression);

}  // namespace baro::ui
