#include "tests/bench/TraceReplay.h"

#include <cstdio>
#include <fstream>
#include <utility>
#include <vector>

#include "core/series/Head.h"
#include "core/series/NotReadMarker.h"
#include "tests/bench/Trace.h"

namespace baro::bench {
namespace {

// So many that the last one seals the block before it.
std::vector<std::int64_t> sealingTicks(const Trace& trace) {
    std::vector<std::int64_t> ticks = trace.ticks();
    if (!ticks.empty()) ticks.resize((ticks.size() - 1) / Head::blockTicks * Head::blockTicks + 1);
    return ticks;
}

}  // namespace

int replayTrace(const char* path) {
    std::ifstream file(path);
    const Trace trace = readTrace(file);
    const auto ticks = sealingTicks(trace);
    if (ticks.size() < 2) {
        std::fprintf(stderr, "bench_series: %s holds fewer than %zu ticks\n", path, Head::blockTicks + 1);
        return 1;
    }
    Head head(ticks.back() - ticks.front() + 1000);
    std::vector<std::pair<Head::SeriesId, const std::vector<Sample>*>> series;
    for (const auto& [name, samples] : trace.series)
        series.emplace_back(head.idOf(Labels({{"__name__", name}})), &samples);

    std::vector<std::size_t> next(series.size());
    std::vector<Head::Entry> entries;
    std::size_t taken = 0;
    std::size_t atFirst = 0;  // labels and the open block, which are there from the first tick on
    for (const std::int64_t tick : ticks) {
        entries.clear();
        for (std::size_t i = 0; i < series.size(); ++i) {
            const auto& [id, samples] = series[i];
            if (next[i] == samples->size()) continue;
            // Scraped at another time, as another target is.
            const bool isNow = (*samples)[next[i]].timeMilliseconds == tick;
            if (isNow || next[i] > 0)
                entries.push_back({id, isNow ? (*samples)[next[i]].value : notReadMarker()});
            if (isNow) ++next[i];
            if (isNow) ++taken;
        }
        head.append(tick, entries);
        if (atFirst == 0) atFirst = head.bytesUsed();
    }
    std::printf("trace: %zu series, %zu ticks, %zu samples, %zu lines refused\n", series.size(), ticks.size(),
                taken, trace.refusedLines);
    // https://prometheus.io/docs/prometheus/latest/storage/ says 1 to 2 bytes per sample.
    std::printf("bytes per sample                 %8.2f      Prometheus: 1 to 2\n",
                static_cast<double>(head.bytesUsed() - atFirst) / static_cast<double>(taken));
    return 0;
}

}  // namespace baro::bench
