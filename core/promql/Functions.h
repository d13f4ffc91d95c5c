// PromQL's functions: what they take and give. What they compute is the engine's matter.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/promql/Ast.h"

namespace baro::promql {

struct Function {
    std::string_view name;
    std::vector<ValueType> arguments;
    // How many of the arguments, from the last one on, may be left out; -1: the last one may also be repeated
    // or left out.
    int optionalArguments = 0;
    ValueType returns = ValueType::Vector;
    bool isExperimental = false;  // in Prometheus; here it works like any other
    std::string_view help;        // one line, for completion
};

std::span<const Function> functions();                // ascending by name
const Function* findFunction(std::string_view name);  // null when there is none

}  // namespace baro::promql
