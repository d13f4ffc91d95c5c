#include "core/model/NamedValues.h"

#include <algorithm>

namespace baro {

std::optional<double> NamedValues::find(std::string_view name) const {
    if (!names) return std::nullopt;
    const auto found = std::ranges::find(*names, name);
    if (found == names->end()) return std::nullopt;
    return values[static_cast<std::size_t>(found - names->begin())];
}

}  // namespace baro
