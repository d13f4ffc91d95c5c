#include "core/metrics/FrameSeries.h"
#include "core/model/FrameCodec.h"
#include "core/promql/Engine.h"
#include "core/promql/Parser.h"
#include "tests/fuzz/FuzzInput.h"
#include "tests/fuzz/SeedFrames.h"
#include "tests/fuzz/TwistedBytes.h"

using namespace baro;

// A damaged Frame among good ones: its series get into the Head and out again, whatever its times and names.
BARO_FUZZ_TARGET(FrameSeriesFuzz, text) {
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
    static const auto rate = promql::parse("sum by (mode) (rate(node_cpu_seconds_total[5s]))").expression();
    const promql::Steps steps{now - 60'000, now, 1000};
    const auto outcome = promql::Engine().range(*rate, head, steps);
    fuzz::require(outcome.ok());
    for (const promql::StepSeries& one : outcome.result().series)
        fuzz::require(one.values.size() == steps.count());
}
