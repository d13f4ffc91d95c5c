// Labels that several indexes of the process hold, the live ones and those of the record: each is kept once.
#pragma once

#include <cstddef>

#include "core/series/SeriesSource.h"

namespace baro {

// Equal labels that somebody holds already, else a copy. Never null. Any thread.
LabelsPtr sharedLabels(const Labels& labels);

// How many there are, those among them that nobody holds any more and that have not been forgotten yet.
std::size_t sharedLabelsCount();

}  // namespace baro
