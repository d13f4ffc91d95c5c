// What a node_exporter would say of the demo machine beside its sections.
#pragma once

#include "core/model/Readings.h"

namespace baro::test {

// From the sections that were read since the last time; all of them must be there. The time is that of the
// reading.
void addFamilies(Readings& readings, const Instant& now);

}  // namespace baro::test
