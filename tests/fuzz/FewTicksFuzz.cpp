#include <string>

#include "core/history/FewTicks.h"
#include "tests/fuzz/FuzzInput.h"
#include "tests/fuzz/SeedSeries.h"
#include "tests/fuzz/TwistedBytes.h"

using namespace baro;
using namespace baro::history;

BARO_FUZZ_TARGET(FewTicksFuzz, text) {
    static ZstdCompressor compressor(1);
    static ZstdDecompressor decompressor;
    static const std::string seed = [] {
        FewTicksBefore before;
        const auto bytes = encodeFewTicks(fuzz::seriesOf(fuzz::seedValues()), before, compressor);
        return decompressor.decompress(bytes.value(), 1 << 20).value();
    }();
    const std::string plain = fuzz::twisted(seed, text);
    for (const std::string& bytes : {std::string(text), compressor.compress(plain).value()}) {
        FewTicksBefore before;
        const auto few = decodeFewTicks(bytes, fuzz::seedTicks, before, decompressor);
        fuzz::require(few.ok() || (before.values.empty() && before.checksum == 0));
        if (few) fuzz::require(few->values.size() == few->numbers.size() * fuzz::seedTicks);
    }
}
