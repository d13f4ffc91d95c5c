// Pieces of PromQL text (https://prometheus.io/docs/prometheus/latest/querying/basics/).
#pragma once

#include <string>
#include <string_view>

namespace baro {

// In double quotes, with backslash, quote and newline escaped.
std::string quotedForPromQl(std::string_view text);

}  // namespace baro
