#include "core/history/BlockCut.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/history/RecordedBlocks.h"
#include "core/history/TickTimes.h"

namespace baro::history {
namespace {

struct TickSpan {
    std::size_t from = 0;
    std::size_t to = 0;  // not included
};

struct BlockRow {
    std::uint32_t part = 0;
    std::string bytes;
};

Result<std::vector<BlockRow>> takeRows(Database& database, Tier tier, std::int64_t startSeconds) {
    auto select = database.prepare("SELECT place, data FROM block WHERE place BETWEEN ? AND ?");
    if (!select) return select.error();
    const std::int64_t first = blockPlace(tier, startSeconds, 0);
    const std::int64_t last = first + ((std::int64_t{1} << partBits) - 1);
    select->bind(1, first).bind(2, last);
    DataReader data(database);
    std::vector<BlockRow> rows;
    while (true) {
        const auto row = select->step();
        if (!row) return row.error();
        if (!*row) break;
        auto bytes = data.read(*select, 1);
        if (!bytes) return bytes.error();
        rows.push_back({static_cast<std::uint32_t>(select->integer(0) - first), std::move(bytes).value()});
    }
    auto remove = database.prepare("DELETE FROM block WHERE place BETWEEN ? AND ?");
    if (!remove) return remove.error();
    if (Status removed = remove->bind(1, first).bind(2, last).run(); !removed) return removed.error();
    return rows;
}

// The part's bytes at those ticks only; nothing when it is damaged.
std::string partWithin(const std::string& bytes, std::size_t ticks, TickSpan keep) {
    const auto part = SeriesPart::open(bytes, ticks);
    if (!part) return {};
    std::vector<std::vector<double>> columns(part->numbers().size(), std::vector<double>(ticks));
    std::vector<SeriesValues> series;
    for (std::size_t index = 0; index < columns.size(); ++index) {
        if (!part->read(index, columns[index])) continue;
        series.push_back({part->numbers()[index],
                          std::span<const double>(columns[index]).subspan(keep.from, keep.to - keep.from)});
    }
    return series.empty() ? std::string() : encodeSeriesPart(series);
}

Status writeWithin(Database& database, DataWriter& data, Tier tier, const std::vector<std::int64_t>& times,
                   const std::vector<BlockRow>& rows, TickSpan keep) {
    if (keep.from == keep.to) return Done{};
    auto insert = database.prepare("INSERT INTO block(place, until, data) VALUES(?, ?, ?)");
    if (!insert) return insert.error();
    const auto ticks = std::span(times).subspan(keep.from, keep.to - keep.from);
    for (const BlockRow& row : rows) {
        const std::string bytes =
            row.part == 0 ? encodeTickTimes(ticks) : partWithin(row.bytes, times.size(), keep);
        if (bytes.empty()) continue;
        const std::int64_t place = blockPlace(tier, ticks.front() / 1000, row.part);
        insert->bind(1, place).bind(2, ticks.back());
        if (Status bound = data.bind(*insert, 3, bytes, ticks.back()); !bound) return bound;
        if (Status written = insert->run(); !written) return written;
    }
    return Done{};
}

Status cutBlock(Database& database, DataWriter& data, Tier tier, std::int64_t startSeconds, TimeRange range) {
    const auto rows = takeRows(database, tier, startSeconds);
    if (!rows) return rows.error();
    if (rows->empty() || rows->front().part != 0) return Done{};
    const auto times = decodeTickTimes(rows->front().bytes);
    if (!times) return Done{};
    const auto from = static_cast<std::size_t>(std::ranges::lower_bound(*times, range.from) - times->begin());
    const auto to = static_cast<std::size_t>(std::ranges::upper_bound(*times, range.to) - times->begin());
    if (Status before = writeWithin(database, data, tier, *times, *rows, {0, from}); !before) return before;
    return writeWithin(database, data, tier, *times, *rows, {to, times->size()});
}

}  // namespace

Status cutBlocks(Database& database, DataWriter& data, Tier tier, TimeRange range) {
    const auto blocks = listBlocks(database, tier);
    if (!blocks) return blocks.error();
    for (const BlockSpan& block : *blocks) {
        if (block.startSeconds * 1000 > range.to || block.until < range.from) continue;
        if (Status cut = cutBlock(database, data, tier, block.startSeconds, range); !cut) return cut;
    }
    return Done{};
}

}  // namespace baro::history
