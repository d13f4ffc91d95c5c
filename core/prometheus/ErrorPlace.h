// Where in the text of a query a server says that it is wrong. Prometheus writes line and column in front of
// its words (promql/parser/parse.go, ParseErr): `invalid parameter "query": 1:5: parse error: unexpected
// ...`. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace baro::prometheus {

// Bytes of the text; `to` is where the word that begins there ends, and above `from`, unless it is the end of
// the text.
struct ErrorPlace {
    std::size_t from = 0;
    std::size_t to = 0;
    bool operator==(const ErrorPlace&) const = default;
};

// Nothing where the message tells no place, or one that is not in the text.
std::optional<ErrorPlace> errorPlaceIn(std::string_view message, std::string_view text);

}  // namespace baro::prometheus
