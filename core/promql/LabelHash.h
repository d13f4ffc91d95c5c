// The hash of labels that Prometheus takes (model/labels: stringlabels): which series limit_ratio chooses
// depends on it.
#pragma once

#include <cstdint>

#include "core/series/Labels.h"

namespace baro::promql {

// XXH64 (core/base/XxHash.h) of every name and value in order, each after its length.
std::uint64_t labelHash(const Labels& labels);

}  // namespace baro::promql
