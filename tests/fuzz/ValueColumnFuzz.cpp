#include <cstring>
#include <string>
#include <vector>

#include "core/history/ValueColumn.h"
#include "core/series/SeriesSource.h"
#include "tests/fuzz/FuzzInput.h"
#include "tests/fuzz/SeedSeries.h"

using namespace baro;
using namespace baro::history;

namespace {

void roundTrip(std::span<const double> values, double before, NumberForm form) {
    ByteWriter out;
    encodeValues(values, before, form, out);
    const std::string bytes = std::move(out).take();
    std::vector<double> decoded(values.size());
    fuzz::require(decodeValues(bytes, before, decoded) && fuzz::isSameBits(decoded, values));
}

}  // namespace

BARO_FUZZ_TARGET(ValueColumnFuzz, text) {
    // As a column of as many values as the first byte says, and as values.
    if (text.empty()) return;
    std::vector<double> values(static_cast<unsigned char>(text.front()));
    const bool decoded = decodeValues(text.substr(1), 1.5, values);
    if (!decoded) {
        values.clear();
        for (std::size_t i = 0; i + sizeof(double) <= text.size(); i += sizeof(double)) {
            double& value = values.emplace_back();
            std::memcpy(&value, text.data() + i, sizeof value);
        }
    }
    roundTrip(values, staleMarker(), NumberForm::Smallest);
    roundTrip(values, 1.5, NumberForm::Plain);
}
