// Samples of days that are over, summed up by the minute and by the hour: docs/record-format.md, "Tiers".
#pragma once

#include <cstdint>

#include "core/history/Database.h"

namespace baro::history {

// Up to when samples are summed up, milliseconds since 1970 UTC; the beginning of a day.
Result<std::int64_t> summedUpUntil(Database& database);

// Sums up the oldest day that has samples, is over at `newest` (milliseconds since 1970 UTC, a tick of the
// database), and was not summed up yet. In a transaction of its own. false: there is none.
Result<bool> sumUpOneDay(Database& database, std::int64_t newest);

// What was recorded from that time on is to be summed up anew: it was replaced. Within the caller's
// transaction.
Status sumUpAgainFrom(Database& database, std::int64_t time);

}  // namespace baro::history
