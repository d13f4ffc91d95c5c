// How the writing of the record to other servers goes: barograph_remote_write_*. Pure.
#pragma once

#include <vector>

#include "core/model/Families.h"
#include "core/remotewrite/Destination.h"

namespace baro {

Families remoteWriteFamilies(const std::vector<remotewrite::DestinationState>& states);

}  // namespace baro
