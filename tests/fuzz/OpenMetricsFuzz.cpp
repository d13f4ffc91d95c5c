#include "core/base/Json.h"
#include "core/series/OpenMetricsReader.h"
#include "tests/fuzz/FuzzInput.h"

// What is read of a text does not depend on how it is cut.
BARO_FUZZ_TARGET(OpenMetricsFuzz, text) {
    using namespace baro;
    RecordedSeries whole, pieces;
    OpenMetricsReader wholeReader(whole), piecesReader(pieces);
    const bool read = wholeReader.take(text) && wholeReader.finish();
    bool readPieces = true;
    for (std::size_t at = 0; at < text.size() && readPieces; at += 3)
        readPieces = piecesReader.take(text.substr(at, 3)).ok();
    readPieces = readPieces && piecesReader.finish();
    fuzz::require(read == readPieces);
    if (read) {
        fuzz::require(whole.sampleCount() == pieces.sampleCount());
        const auto all = readAll(whole, {{}, whole.extent()});
        std::size_t samples = 0;
        for (const SampleSeries& series : *all)
            samples += series.samples.size();
        fuzz::require(samples == whole.sampleCount());
    }
    (void)Json::parse(text);
}
