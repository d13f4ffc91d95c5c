#include "core/series/Column.h"
#include "tests/fuzz/FuzzInput.h"

BARO_FUZZ_TARGET(ColumnFuzz, text) {
    // The first byte says how many values to expect.
    if (text.empty()) return;
    std::vector<double> values(static_cast<unsigned char>(text.front()));
    const std::span bytes(reinterpret_cast<const std::uint8_t*>(text.data()) + 1, text.size() - 1);
    if (!baro::decodeColumn(bytes, values)) return;
    std::vector<std::uint8_t> encoded;
    baro::encodeColumn(values, encoded);
    baro::fuzz::require(baro::decodeColumn(encoded, values));
}
