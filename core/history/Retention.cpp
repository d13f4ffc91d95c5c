#include "core/history/Retention.h"

#include <algorithm>
#include <optional>

#include "core/history/BlockPlace.h"

namespace baro::history {
namespace {

constexpr std::int64_t hour = 3'600'000;
// 16 MB: more would hold up the recorder for long, and a day writes less.
constexpr int pagesGivenBack = 4096;

Status deleteBefore(Database& database, std::int64_t time) {
    const std::string place =
        std::to_string(blockPlace(Tier::Samples, std::max<std::int64_t>(time / 1000, 0), 0));
    const std::string before = std::to_string(time);
    return database.execute("DELETE FROM block WHERE place < " + place + " AND until < " + before +
                            "; DELETE FROM frames WHERE until < " + before +
                            "; DELETE FROM event WHERE time < " + before);
}

// Without the pages that are free already.
Result<std::int64_t> usedBytes(Database& database) {
    const auto pages = database.integer("PRAGMA page_count");
    if (!pages) return pages.error();
    const auto unused = database.integer("PRAGMA freelist_count");
    if (!unused) return unused.error();
    const auto size = database.integer("PRAGMA page_size");
    if (!size) return size.error();
    return (pages->value_or(0) - unused->value_or(0)) * size->value_or(0);
}

// Until the end of the oldest block or run; nothing when there is none.
Result<std::optional<std::int64_t>> oldestUntil(Database& database) {
    return database.integer(
        "SELECT min(until) FROM (SELECT * FROM (SELECT until FROM block ORDER BY place LIMIT 1) "
        "UNION ALL SELECT * FROM (SELECT until FROM frames ORDER BY start LIMIT 1))");
}

Status shrinkTo(Database& database, std::int64_t mostBytes) {
    while (true) {
        const auto used = usedBytes(database);
        if (!used) return used.error();
        if (*used <= mostBytes) return Done{};
        const auto oldest = oldestUntil(database);
        if (!oldest) return oldest.error();
        if (!*oldest) return Done{};
        if (Status deleted = deleteBefore(database, **oldest + hour); !deleted) return deleted;
    }
}

}  // namespace

Status trim(Database& database, const RetentionRules& rules, std::int64_t now) {
    {
        auto transaction = Transaction::begin(database);
        if (!transaction) return transaction.error();
        if (Status deleted = deleteBefore(database, now - rules.keptMilliseconds); !deleted) return deleted;
        if (Status shrunk = shrinkTo(database, rules.mostBytes); !shrunk) return shrunk;
        if (Status committed = transaction->commit(); !committed) return committed;
    }
    return database.execute("PRAGMA incremental_vacuum(" + std::to_string(pagesGivenBack) + ")");
}

}  // namespace baro::history
