// Names and texts that belong together, in the order in which somebody wrote them.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace baro {

using TextPairs = std::vector<std::pair<std::string, std::string>>;

}  // namespace baro
