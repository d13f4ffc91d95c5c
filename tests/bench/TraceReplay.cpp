#include "tests/bench/TraceReplay.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/Numbers.h"
#include "core/series/Head.h"
#include "core/series/NotReadMarker.h"

namespace baro::bench {
namespace {

// By the text of the series as the trace has it, which is all that its name is needed for here.
using Trace = std::map<std::string, std::vector<Sample>, std::less<>>;

// SERIES VALUE TIME, where SERIES may hold spaces within its label values.
bool addLine(std::string_view line, Trace& trace) {
    const auto beforeTime = line.rfind(' ');
    if (beforeTime == std::string_view::npos || beforeTime == 0) return false;
    const auto beforeValue = line.rfind(' ', beforeTime - 1);
    if (beforeValue == std::string_view::npos) return false;
    const auto value = parseNumber<double>(line.substr(beforeValue + 1, beforeTime - beforeValue - 1));
    const auto time = parseNumber<double>(line.substr(beforeTime + 1));
    if (!value || !time) return false;
    auto found = trace.find(line.substr(0, beforeValue));
    if (found == trace.end()) found = trace.emplace(line.substr(0, beforeValue), std::vector<Sample>{}).first;
    found->second.push_back({std::llround(*time * 1000), *value});
    return true;
}

Trace readTrace(std::ifstream& file, std::size_t& refused) {
    Trace trace;
    for (std::string line; std::getline(file, line);) {
        if (!line.empty() && line.front() != '#' && !addLine(line, trace)) ++refused;
    }
    return trace;
}

// Of all series, ascending, and so many that the last one seals the block before it.
std::vector<std::int64_t> ticksOf(const Trace& trace) {
    std::vector<std::int64_t> ticks;
    for (const auto& [name, samples] : trace) {
        for (const Sample& sample : samples)
            ticks.push_back(sample.timeMilliseconds);
    }
    std::ranges::sort(ticks);
    ticks.erase(std::unique(ticks.begin(), ticks.end()), ticks.end());
    if (!ticks.empty()) ticks.resize((ticks.size() - 1) / Head::blockTicks * Head::blockTicks + 1);
    return ticks;
}

}  // namespace

int replayTrace(const char* path) {
    std::ifstream file(path);
    std::size_t refused = 0;
    const Trace trace = readTrace(file, refused);
    const auto ticks = ticksOf(trace);
    if (ticks.size() < 2) {
        std::fprintf(stderr, "bench_series: %s holds fewer than %zu ticks\n", path, Head::blockTicks + 1);
        return 1;
    }
    Head head(ticks.back() - ticks.front() + 1000);
    std::vector<std::pair<Head::SeriesId, const std::vector<Sample>*>> series;
    for (const auto& [name, samples] : trace)
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
                taken, refused);
    // https://prometheus.io/docs/prometheus/latest/storage/ says 1 to 2 bytes per sample.
    std::printf("bytes per sample                 %8.2f      Prometheus: 1 to 2\n",
                static_cast<double>(head.bytesUsed() - atFirst) / static_cast<double>(taken));
    return 0;
}

}  // namespace baro::bench
