// The state of the collection, as /api/v1/status/collection tells it: times as RFC 3339 in UTC, null where
// unknown, durations in seconds.
#pragma once

#include "core/base/JsonWriter.h"
#include "core/sampling/CollectionState.h"

namespace baro {

void writeCollection(JsonWriter& json, const CollectionState& state);

}  // namespace baro
