#include "platform/linux/Diskstats.h"
#include "tests/fuzz/FuzzInput.h"

BARO_FUZZ_TARGET(DiskstatsFuzz, text) {
    const auto rows = baro::platform::parseDiskstats(text);
    if (!rows) {
        baro::fuzz::require(!rows.error().message.empty());
        return;
    }
    for (const auto& row : *rows) {
        baro::fuzz::require(!row.name.empty() && row.counters.readBytes >= 0 &&
                            row.counters.weightedBusySeconds >= 0);
        // Flushes came after discards: a row with the newer has the older.
        baro::fuzz::require(!row.counters.flushesCompleted || row.counters.discardsCompleted);
    }
}
