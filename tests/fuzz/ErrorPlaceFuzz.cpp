#include <algorithm>

#include "core/prometheus/ErrorPlace.h"
#include "tests/fuzz/FuzzInput.h"

using namespace baro;

// Whatever a server says of a query, what is underlined lies in its text.
BARO_FUZZ_TARGET(ErrorPlaceFuzz, text) {
    const std::size_t cut = std::min<std::size_t>(text.find('\0'), text.size());
    const auto query = text.substr(cut);
    const auto place = prometheus::errorPlaceIn(std::string(text.substr(0, cut)) + ": parse error", query);
    if (!place) return;
    fuzz::require(place->from <= place->to && place->to <= query.size());
    fuzz::require(place->from < place->to || place->from == query.size());
}
