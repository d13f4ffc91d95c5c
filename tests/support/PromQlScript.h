// Scripts of queries and what they must give, in the language of Prometheus's own engine tests
// (promql/promqltest/README.md), as plain commands.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/Result.h"
#include "core/promql/SeriesNotation.h"

namespace baro::tests {

using promql::NotedPoint;
using promql::NotedSeries;

struct Load {
    std::int64_t stepMilliseconds = 0;
    std::vector<NotedSeries> series;
    bool alsoCustomBuckets = false;  // load_with_nhcb: classic histograms become native ones too
};

struct Clear {};

struct Expectation {
    enum class Kind { Fail, Warn, Info, NoWarn, NoInfo, Ordered };
    enum class Match { Anything, Text, Regex };
    Kind kind = Kind::Fail;
    Match match = Match::Anything;
    std::string text;
};

struct Eval {
    int line = 0;  // the first one is 1
    bool isRange = false;
    std::int64_t start = 0;  // milliseconds since 1970-01-01 UTC
    std::int64_t end = 0;
    std::int64_t step = 1;
    std::string expression;
    std::vector<Expectation> expectations;
    // What comes: one of these three; nothing of all means no series.
    std::optional<double> scalar;
    std::optional<std::string> text;
    std::vector<NotedSeries> series;

    bool expects(Expectation::Kind kind) const;
};

using Command = std::variant<Load, Clear, Eval>;

// The error begins with the line's number.
Result<std::vector<Command>> parseScript(std::string_view text);

}  // namespace baro::tests
