// A trace of scrapes: OpenMetrics text, one scrape after the other, each sample line ending in its time in
// seconds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/series/SeriesSource.h"

namespace baro::bench {

struct Trace {
    // By the text of the series as the trace has it.
    std::map<std::string, std::vector<Sample>, std::less<>> series;
    std::size_t refusedLines = 0;

    // Of all series, ascending. Milliseconds since 1970-01-01 UTC.
    std::vector<std::int64_t> ticks() const;
};

Trace readTrace(std::ifstream& file);

}  // namespace baro::bench
