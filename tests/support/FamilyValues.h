// Looks up samples of passed-on metrics.
#pragma once

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "core/model/Families.h"

namespace baro::test {

inline const Family* familyOf(const Families& families, std::string_view name) {
    const auto found = std::ranges::find(families.families, name, &Family::name);
    return found == families.families.end() ? nullptr : &*found;
}

// Nothing when there is no such sample.
inline std::optional<double> valueOf(const Families& families, std::string_view name,
                                     const std::vector<std::string>& labelValues = {}) {
    const Family* family = familyOf(families, name);
    if (family == nullptr) return std::nullopt;
    const auto sample = std::ranges::find(family->samples, labelValues, &FamilySample::labelValues);
    return sample == family->samples.end() ? std::nullopt : std::optional(sample->value);
}

}  // namespace baro::test
