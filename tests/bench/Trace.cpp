#include "tests/bench/Trace.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "core/base/Numbers.h"

namespace baro::bench {
namespace {

// SERIES VALUE TIME, where SERIES may hold spaces within its label values.
bool addLine(std::string_view line, Trace& trace) {
    const auto beforeTime = line.rfind(' ');
    if (beforeTime == std::string_view::npos || beforeTime == 0) return false;
    const auto beforeValue = line.rfind(' ', beforeTime - 1);
    if (beforeValue == std::string_view::npos) return false;
    const auto value = parseNumber<double>(line.substr(beforeValue + 1, beforeTime - beforeValue - 1));
    const auto time = parseNumber<double>(line.substr(beforeTime + 1));
    if (!value || !time) return false;
    auto found = trace.series.find(line.substr(0, beforeValue));
    if (found == trace.series.end())
        found = trace.series.emplace(line.substr(0, beforeValue), std::vector<Sample>{}).first;
    found->second.push_back({std::llround(*time * 1000), *value});
    return true;
}

}  // namespace

std::vector<std::int64_t> Trace::ticks() const {
    std::vector<std::int64_t> ticks;
    for (const auto& [name, samples] : series) {
        for (const Sample& sample : samples)
            ticks.push_back(sample.timeMilliseconds);
    }
    std::ranges::sort(ticks);
    ticks.erase(std::unique(ticks.begin(), ticks.end()), ticks.end());
    return ticks;
}

Trace readTrace(std::ifstream& file) {
    Trace trace;
    for (std::string line; std::getline(file, line);) {
        if (!line.empty() && line.front() != '#' && !addLine(line, trace)) ++trace.refusedLines;
    }
    return trace;
}

}  // namespace baro::bench
