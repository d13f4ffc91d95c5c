// Decoded Frames repeat what was not read since; this makes them share it again, as live ones do.
#pragma once

#include "core/model/Readings.h"

namespace baro {

// Sections of the same moment are the same reading.
void shareUnchanged(const Readings& before, Readings& now);

}  // namespace baro
