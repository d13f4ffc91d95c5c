#include "core/history/Retention.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "core/history/BlockPlace.h"
#include "core/history/DataFiles.h"

namespace baro::history {
namespace {

constexpr std::int64_t longestRow = 366 * 24 * hourMilliseconds;
// 16 MB: more would hold up the recorder for long, and a day writes less.
constexpr int pagesGivenBack = 4096;

// What ages together.
struct Shelf {
    Tier tier;  // with Samples also Frames and events
    std::int64_t kept;
    std::int64_t atOnce;  // so much of the oldest is deleted in one go
};

std::array<Shelf, 3> shelvesOf(const RetentionRules& rules) {
    return {Shelf{Tier::Samples, rules.keptMilliseconds, 6 * hourMilliseconds},
            Shelf{Tier::Minutes, rules.keptMinutes, shapeOf(Tier::Minutes).blockMilliseconds},
            Shelf{Tier::Hours, rules.keptHours, shapeOf(Tier::Hours).blockMilliseconds}};
}

std::string startOf(Tier tier) {
    return std::to_string(blockPlace(tier, 0, 0));
}
std::string endOf(Tier tier) {
    return std::to_string(blockPlace(static_cast<Tier>(static_cast<int>(tier) + 1), 0, 0));
}

// Of rows that end before that time.
Status deleteBefore(Database& database, Tier tier, std::int64_t time) {
    const std::string before = std::to_string(time);
    const std::string place = std::to_string(blockPlace(tier, std::max<std::int64_t>(time / 1000, 0), 0));
    const std::string rows = "DELETE FROM block WHERE place >= " + startOf(tier) + " AND place < " + place +
                             " AND until < " + before;
    if (tier != Tier::Samples) return database.execute(rows);
    if (Status forgotten = forgetDataBefore(database, time); !forgotten) return forgotten;
    return database.execute(rows + "; DELETE FROM frames WHERE until < " + before +
                            "; DELETE FROM event WHERE time < " + before);
}

// When the shelf's oldest row begins; nothing when it is empty.
Result<std::optional<std::int64_t>> oldestOf(Database& database, Tier tier) {
    const auto place = database.integer("SELECT place FROM block WHERE place >= " + startOf(tier) +
                                        " AND place < " + endOf(tier) + " ORDER BY place LIMIT 1");
    if (!place) return place;
    std::optional<std::int64_t> oldest;
    if (*place) oldest = startOfPlace(**place) * 1000;
    if (tier != Tier::Samples) return oldest;
    const auto frames = database.integer("SELECT start FROM frames ORDER BY start LIMIT 1");
    if (!frames) return frames;
    if (*frames && (!oldest || **frames < *oldest)) oldest = *frames;
    return oldest;
}

// Without the pages that are free already.
Result<std::int64_t> usedBytes(Database& database) {
    const auto pages = database.integer("PRAGMA page_count");
    if (!pages) return pages.error();
    const auto unused = database.integer("PRAGMA freelist_count");
    if (!unused) return unused.error();
    const auto size = database.integer("PRAGMA page_size");
    if (!size) return size.error();
    const auto beside = dataBytes(database);
    if (!beside) return beside.error();
    return (pages->value_or(0) - unused->value_or(0)) * size->value_or(0) + *beside;
}

Status deleteTooOld(Database& database, const Shelf& shelf, std::int64_t now) {
    const auto oldest = oldestOf(database, shelf.tier);
    if (!oldest) return oldest.error();
    if (!*oldest || **oldest >= now - shelf.kept) return Done{};
    return deleteBefore(database, shelf.tier, std::min(now - shelf.kept, **oldest + shelf.atOnce + 1));
}

struct Oldest {
    Shelf shelf;
    std::int64_t time = 0;
};

// Of the shelf that is nearest to what it may reach; nothing when all are empty.
Result<std::optional<Oldest>> nearestToItsAge(Database& database, const RetentionRules& rules,
                                              std::int64_t now) {
    std::optional<Oldest> nearest;
    double greatest = 0;
    for (const Shelf& shelf : shelvesOf(rules)) {
        const auto oldest = oldestOf(database, shelf.tier);
        if (!oldest) return oldest.error();
        if (!*oldest) continue;
        const double age = static_cast<double>(now - **oldest) / static_cast<double>(shelf.kept);
        if (nearest && age <= greatest) continue;
        nearest = Oldest{shelf, **oldest};
        greatest = age;
    }
    return nearest;
}

// An hourMilliseconds, or more where a row is longer.
Status deleteOldest(Database& database, const Oldest& oldest) {
    for (std::int64_t width = hourMilliseconds; width < longestRow; width *= 2) {
        const Tier tier = oldest.shelf.tier;
        if (Status deleted = deleteBefore(database, tier, oldest.time + width + 1); !deleted) return deleted;
        const auto left = oldestOf(database, tier);
        if (!left) return left.error();
        if (!*left || **left > oldest.time) return Done{};
    }
    return malformed(database.path() + " has a row that ends in " +
                     std::to_string(longestRow / hourMilliseconds) +
                     " hours or later: it can neither be kept nor be forgotten");
}

Status shrink(Database& database, const RetentionRules& rules, std::int64_t now) {
    while (true) {
        const auto used = usedBytes(database);
        if (!used) return used.error();
        if (*used <= rules.mostBytes) return Done{};
        const auto oldest = nearestToItsAge(database, rules, now);
        if (!oldest) return oldest.error();
        if (!*oldest) return Done{};
        if (Status deleted = deleteOldest(database, **oldest); !deleted) return deleted;
    }
}

}  // namespace

Status trim(Database& database, const RetentionRules& rules, std::int64_t now) {
    // Those of before. What cannot be deleted keeps nothing else from going.
    const Status forgotten = deleteForgottenData(database);
    {
        auto transaction = Transaction::begin(database);
        if (!transaction) return transaction.error();
        for (const Shelf& shelf : shelvesOf(rules))
            if (Status deleted = deleteTooOld(database, shelf, now); !deleted) return deleted;
        if (Status shrunk = shrink(database, rules, now); !shrunk) return shrunk;
        if (Status committed = transaction->commit(); !committed) return committed;
    }
    const Status given =
        database.execute("PRAGMA incremental_vacuum(" + std::to_string(pagesGivenBack) + ")");
    return given ? forgotten : given;
}

}  // namespace baro::history
