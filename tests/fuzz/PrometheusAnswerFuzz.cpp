#include <algorithm>
#include <cstdlib>

#include "core/prometheus/AnswerReader.h"
#include "tests/fuzz/FuzzInput.h"

using namespace baro;
using namespace baro::prometheus;

// The first byte says what is asked for and in which pieces it comes: however it is cut, the outcome is the same,
// and nothing is kept beyond the limits.
BARO_FUZZ_TARGET(PrometheusAnswerFuzz, input) {
    if (input.empty()) return;
    const auto choice = static_cast<unsigned char>(input.front());
    const std::string_view text = input.substr(1);
    const auto kind = static_cast<AnswerKind>(choice % 4);
    AnswerLimits limits;
    limits.series = 20;
    limits.textBytes = 4096;
    limits.keptBytes = 2048;
    const auto read = [&](std::size_t size, AnswerReader& reader) {
        for (std::size_t at = 0; at < text.size(); at += size)
            if (!reader.take(text.substr(at, size))) break;
        return reader.finish();
    };
    AnswerReader whole(kind, limits);
    AnswerReader cut(kind, limits);
    const Status atOnce = read(text.size() + 1, whole);
    const Status inPieces = read(1 + choice / 4, cut);
    fuzz::require(atOnce.ok() == inPieces.ok());
    if (!atOnce) return fuzz::require(!atOnce.error().message.empty());
    const QueryAnswer answer = whole.takeQuery();
    fuzz::require(answer.series.size() == cut.takeQuery().series.size() && answer.series.size() <= limits.series);
    for (const SampleSeries& series : answer.series)
        fuzz::require(std::ranges::is_sorted(series.samples, {}, &Sample::timeMilliseconds));
}
