// Making room in the record for other samples of the same time: after the clock was set back.
#pragma once

#include "core/history/BlockPlace.h"
#include "core/history/DataFiles.h"
#include "core/history/Database.h"
#include "core/series/SeriesSource.h"

namespace baro::history {

// Removes the tier's samples within the range; blocks that reach beyond it are cut. Rows that are damaged are
// removed too. Within the caller's transaction.
Status cutBlocks(Database& database, DataWriter& data, Tier tier, TimeRange range);

}  // namespace baro::history
