// The blocks of a record's database as a source of series. Used with one connection, by one thread at a time.
#pragma once

#include <cstdint>
#include <vector>

#include "core/history/BlockPlace.h"
#include "core/history/BlockRows.h"
#include "core/series/SeriesSource.h"

namespace baro::history {

struct BlockSpan {
    std::int64_t startSeconds = 0;
    std::int64_t until = 0;  // of its last tick, milliseconds
};

// All blocks of a tier, ascending by time. From `fromSeconds` on.
Result<std::vector<BlockSpan>> listBlocks(Database& database, Tier tier, std::int64_t fromSeconds = 0);

struct NumberedSeries {
    SeriesNumber number = 0;
    LabelsPtr labels;
};

// The samples of one series after the other within a range.
class BlockSamples {
  public:
    BlockSamples(Database& database, Tier tier, std::vector<BlockSpan> blocks, TimeRange range);

    // Appends the samples of the range, staleness markers among them. What a damaged row held is unknown: a
    // marker stands there.
    Status read(SeriesNumber number, bool newestOnly, std::vector<Sample>& into);
    // To within a block.
    Result<bool> hasSamples(SeriesNumber number);
    std::uint64_t damagedReads() const { return damagedReads_; }

  private:
    struct Block {
        BlockSpan span;
        std::vector<std::int64_t> times;  // empty until they are needed
    };
    Result<const std::vector<std::int64_t>*> timesOf(Block& block);
    // nullptr: no series of its part was there.
    Result<SeriesPartPtr> partOfBlock(Block& block, SeriesNumber number);
    Status readBlock(Block& block, SeriesNumber number, std::vector<Sample>& into);
    Status readOrMark(Block& block, SeriesNumber number, std::vector<Sample>& into);

    BlockRows rows_;
    Tier tier_;
    std::vector<Block> blocks_;
    TimeRange range_;
    std::vector<double> values_;
    std::uint64_t damagedReads_ = 0;
};

}  // namespace baro::history
