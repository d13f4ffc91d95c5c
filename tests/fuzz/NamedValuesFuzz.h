// What holds for every list of counters, whatever text it was read from.
#pragma once

#include <cmath>
#include <string_view>

#include "platform/linux/NamedValuesBuilder.h"
#include "tests/fuzz/FuzzInput.h"

namespace baro::fuzz {

// Parses the text three times: alone, knowing its own names, and knowing other names; all must agree.
template <class Parse>
void requireNamedValues(std::string_view text, Parse parse) {
    const auto alone = parse(text, nullptr);
    const auto other = std::make_shared<const std::vector<std::string>>(2, "MemTotal");
    const auto withOther = parse(text, other);
    require(alone.ok() == withOther.ok());
    if (!alone) return require(!alone.error().message.empty());
    require(alone->names && alone->names->size() == alone->values.size());
    require(*withOther->names == *alone->names && withOther->values == alone->values);
    for (const double value : alone->values)
        require(std::isfinite(value) && value >= 0);
    const auto again = parse(text, alone->names);
    require(again && again->names == alone->names && again->values == alone->values);
}

}  // namespace baro::fuzz
