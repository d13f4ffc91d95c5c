// Samples become a block of the record: rows of the table `block` (docs/record-format.md).
#pragma once

#include <cstdint>
#include <span>

#include "core/history/BlockPlace.h"
#include "core/history/DataFiles.h"
#include "core/history/Database.h"
#include "core/history/TickColumns.h"
#include "core/series/SeriesSource.h"

namespace baro::history {

// Takes from the source what it has at these ticks (ascending, at least one). Within the caller's
// transaction. Only the columns of about one part are in memory at a time when the numbers rise with the
// labels, as they do for series that appeared together.
Status writeBlock(Database& database, DataWriter& data, Tier tier, std::span<const std::int64_t> ticks,
                  const SeriesSource& source, const NumberOf& numberOf);

}  // namespace baro::history
