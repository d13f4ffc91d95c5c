#include "core/metrics/FrameSeries.h"
#include "core/model/FrameCodec.h"
#include "core/series/SeriesExpression.h"
#include "tests/fuzz/FuzzInput.h"
#include "tests/fuzz/SeedFrames.h"
#include "tests/fuzz/TwistedBytes.h"

using namespace baro;

// A damaged Frame among good ones: its series get into the Head and out again, whatever its times and names.
BARO_FUZZ_TARGET(text) {
    static const std::vector<Frame> seeds = fuzz::seedFrames(3);
    static const std::string encoded = encodeFrame(seeds[1]);
    auto damaged = decodeFrame(fuzz::twisted(encoded, text));
    if (!damaged) return;
    damaged->rates = deriveRates(seeds[0], damaged->readings, damaged->takenAt);

    Head head;
    FrameSeries series(head);
    series.append(seeds[0]);
    series.append(*damaged);
    series.append(seeds[2]);
    const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(seeds[2].takenAt.wall).count();
    const auto plot = evaluate({.metric = "node_cpu_seconds_total",
                                .function = SeriesExpression::Function::Rate,
                                .aggregation = SeriesExpression::Aggregation::Sum,
                                .by = {"mode"}},
                               head, {now - 60'000, now}, 100);
    fuzz::require(plot.ok());
    for (const PlotSeries& one : plot->series)
        fuzz::require(one.minimum.size() == one.maximum.size() && one.minimum.size() <= 100);
}
