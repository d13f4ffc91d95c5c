// What a host's applications did between two of its Frames: the rows of its process table, where it tells of
// no process.
#pragma once

#include <vector>

#include "core/model/Frame.h"

namespace baro {

// In the order of `now`, the others last. Empty when `now` tells of no application; without rates when
// `previous` is null, not of an earlier moment, or there is a discontinuity between them.
std::vector<ApplicationRate> applicationRates(const Frame* previous, const Frame& now);

}  // namespace baro
