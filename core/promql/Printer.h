// Pieces of an expression's text (core/promql/Parser.h has the whole), for whoever lays it out otherwise.
#pragma once

#include <string>

#include "core/promql/Ast.h"

namespace baro::promql {

std::string headText(const Aggregation& aggregation);  // "sum by (device) ", before the parenthesis
std::string operatorText(const Binary& binary);        // "/ bool on (device)"
std::string timesText(const Subquery& subquery);       // "[5m:1m] offset 1h"

}  // namespace baro::promql
