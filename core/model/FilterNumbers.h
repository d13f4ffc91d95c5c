// Numbers as people write them in a filter: "500M", "1.5GiB/s", "5%", "2h".
#pragma once

#include <optional>
#include <string_view>

#include "core/model/ProcessFields.h"

namespace baro {

struct FilterNumber {
    double value = 0;
    std::string_view unit;  // as written, after the number; empty without one
};

// Nothing when the text does not begin with a finite number. A comma is a decimal separator too.
std::optional<FilterNumber> leadingNumber(std::string_view text);

// What a number with this unit is multiplied by to be in the field kind's base unit; nothing for a unit that
// it does not have. K, M, G, T and KiB... are powers of 1024, kB, MB... of 1000.
std::optional<double> filterUnitFactor(ProcessFieldKind kind, std::string_view unit);

}  // namespace baro
