// Reads Prometheus' text format 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/). Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/Result.h"
#include "core/series/Labels.h"

namespace baro {

struct ExpositionSample {
    std::string name;  // the family's, or with _bucket, _sum or _count behind it
    Labels labels;     // without the name
    double value = 0;
    bool hasTimestamp = false;
};

struct ExpositionFamily {
    enum class Type { Untyped, Counter, Gauge, Histogram, Summary };
    std::string name;
    std::string help;  // empty: none
    Type type = Type::Untyped;
    std::vector<ExpositionSample> samples;  // in the order of the text; never empty
};

// Strict: one line that is not as specified, a sample that is there twice, or a last line without an end
// makes the whole text malformed, and the error names the line.
Result<std::vector<ExpositionFamily>> parseExposition(std::string_view text);

}  // namespace baro
