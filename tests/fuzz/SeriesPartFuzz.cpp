#include <string>
#include <vector>

#include "core/base/XxHash.h"
#include "core/history/SeriesPart.h"
#include "core/history/TickTimes.h"
#include "tests/fuzz/FuzzInput.h"
#include "tests/fuzz/SeedSeries.h"
#include "tests/fuzz/TwistedBytes.h"

using namespace baro;
using namespace baro::history;

namespace {

// The right one, so that twisted bytes get as far as the decoders.
std::string checked(std::string_view bytes) {
    const std::uint64_t hash = xxHash64(bytes);
    std::string whole;
    for (int shift = 0; shift < 32; shift += 8)
        whole.push_back(static_cast<char>(hash >> shift));
    return whole.append(bytes);
}

void readPart(std::string_view bytes) {
    const auto part = SeriesPart::open(bytes, fuzz::seedTicks);
    if (!part) return fuzz::require(part.error().kind == ErrorKind::Malformed);
    std::vector<double> values(fuzz::seedTicks);
    for (std::size_t i = 0; i < part->numbers().size(); ++i) {
        fuzz::require(part->find(part->numbers()[i]) == i);
        const auto constant = part->constant(i);
        const auto read = part->read(i, values);
        if (constant)
            fuzz::require(read && fuzz::isSameBits(values, std::vector<double>(fuzz::seedTicks, *constant)));
    }
}

}  // namespace

BARO_FUZZ_TARGET(SeriesPartFuzz, text) {
    static const std::string part = encodeSeriesPart(fuzz::seriesOf(fuzz::seedValues())).substr(4);
    readPart(text);
    readPart(checked(text));
    readPart(checked(fuzz::twisted(part, text)));
    const auto times = decodeTickTimes(checked(text));
    if (times) fuzz::require(decodeTickTimes(encodeTickTimes(*times)).value() == *times);
}
