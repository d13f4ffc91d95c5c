#include "core/history/RecordedBlocks.h"

#include <algorithm>
#include <utility>

#include "core/history/TickTimes.h"
#include "core/series/NotReadMarker.h"

namespace baro::history {

Result<std::vector<BlockSpan>> listBlocks(Database& database, Tier tier, std::int64_t fromSeconds) {
    auto select = database.prepare("SELECT place, until FROM block WHERE place >= ? AND place < ? LIMIT 1");
    if (!select) return select.error();
    std::vector<BlockSpan> blocks;
    const std::int64_t end = blockPlace(static_cast<Tier>(static_cast<int>(tier) + 1), 0, 0);
    // From block to block: reading the places of all parts in between would read most of the database's
    // pages.
    for (std::int64_t start = fromSeconds;;) {
        const auto row = select->bind(1, blockPlace(tier, start, 0)).bind(2, end).step();
        if (!row) return row.error();
        if (!*row) return blocks;
        blocks.push_back({startOfPlace(select->integer(0)), select->integer(1)});
        start = blocks.back().startSeconds + 1;
        select->reset();
    }
}

BlockSamples::BlockSamples(Database& database, Tier tier, std::vector<BlockSpan> blocks, TimeRange range)
    : rows_(database), tier_(tier), range_(range) {
    for (const BlockSpan& span : blocks)
        if (span.startSeconds * 1000 <= range.to && span.until >= range.from) blocks_.push_back({span, {}});
}

Result<const std::vector<std::int64_t>*> BlockSamples::timesOf(Block& block) {
    if (block.times.empty()) {
        const auto bytes = rows_.row(blockPlace(tier_, block.span.startSeconds, 0));
        if (!bytes) return bytes.error();
        auto times = decodeTickTimes(*bytes);
        if (!times) return times.error();
        block.times = std::move(times).value();
    }
    return &std::as_const(block.times);
}

Result<SeriesPartPtr> BlockSamples::partOfBlock(Block& block, SeriesNumber number) {
    const auto times = timesOf(block);
    if (!times) return times.error();
    return rows_.part(blockPlace(tier_, block.span.startSeconds, partOf(number)), (*times)->size());
}

Status BlockSamples::readBlock(Block& block, SeriesNumber number, std::vector<Sample>& into) {
    const auto found = partOfBlock(block, number);
    if (!found) return found.error();
    const SeriesPartPtr& part = *found;
    const auto column = part ? part->find(number) : std::nullopt;
    if (!column) return Done{};
    const std::vector<std::int64_t>& times = block.times;
    values_.resize(times.size());
    if (Status read = part->read(*column, values_); !read) return read;
    for (auto time = std::ranges::lower_bound(times, range_.from); time != times.end() && *time <= range_.to;
         ++time) {
        const double value = values_[static_cast<std::size_t>(time - times.begin())];
        if (!isNotReadMarker(value)) into.push_back({*time, value});
    }
    return Done{};
}

// What is damaged is unknown, and no rate crosses it; the rest of the record is as good as before.
Status BlockSamples::readOrMark(Block& block, SeriesNumber number, std::vector<Sample>& into) {
    const Status read = readBlock(block, number, into);
    if (read || read.error().kind != ErrorKind::Malformed) return read;
    ++damagedReads_;
    if (!into.empty()) into.push_back({block.span.startSeconds * 1000 + 999, staleMarker()});
    return Done{};
}

Status BlockSamples::read(SeriesNumber number, bool newestOnly, std::vector<Sample>& into) {
    if (!newestOnly) {
        for (Block& block : blocks_)
            if (Status done = readOrMark(block, number, into); !done) return done;
        return Done{};
    }
    for (auto block = blocks_.rbegin(); block != blocks_.rend() && into.empty(); ++block)
        if (Status done = readOrMark(*block, number, into); !done) return done;
    if (!into.empty()) into.erase(into.begin(), into.end() - 1);
    return Done{};
}

Result<bool> BlockSamples::hasSamples(SeriesNumber number) {
    for (Block& block : blocks_) {
        const auto found = partOfBlock(block, number);
        if (!found && found.error().kind != ErrorKind::Malformed) return found.error();
        const SeriesPartPtr part = found ? *found : nullptr;
        const auto column = part ? part->find(number) : std::nullopt;
        if (!column) continue;
        const auto constant = part->constant(*column);
        if (!constant || !isStaleMarker(*constant)) return true;
    }
    return false;
}

}  // namespace baro::history
