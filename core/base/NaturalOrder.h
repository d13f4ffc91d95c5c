// Texts in the order in which people count: "cpu2" before "cpu10".
#pragma once

#include <string_view>

namespace baro {

// Of texts that differ. Runs of digits are compared as numbers, what lies between them as bytes.
bool isBeforeNaturally(std::string_view a, std::string_view b);

}  // namespace baro
