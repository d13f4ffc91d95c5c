// A list of values whose names the kernel chooses (meminfo, vmstat, netstat). The names hardly ever change, so
// consecutive readings share them and a reading costs one array of numbers.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace baro {

struct NamedValues {
    // Same length as values, in the order of the source; null means empty.
    std::shared_ptr<const std::vector<std::string>> names;
    std::vector<double> values;  // integers are exact up to 2^53

    std::optional<double> find(std::string_view name) const;
};

}  // namespace baro
