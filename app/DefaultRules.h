// The alert rules that Barograph comes with (resources/rules/default.yml).
#pragma once

#include <string_view>

namespace baro::app {

inline constexpr std::string_view defaultRulesName = "barograph:default.yml";

std::string_view defaultRules();

}  // namespace baro::app
