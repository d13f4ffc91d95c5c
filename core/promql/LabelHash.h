// The hash of labels that Prometheus takes (model/labels: stringlabels): which series limit_ratio chooses
// depends on it.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/series/Labels.h"

namespace baro::promql {

// XXH64 with the seed 0 (https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md).
std::uint64_t xxHash64(std::string_view bytes);
// Of every name and value in order, each after its length.
std::uint64_t labelHash(const Labels& labels);

}  // namespace baro::promql
