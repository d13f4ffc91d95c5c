// The summarised tiers of a record's database, read. Used with one connection, by one thread at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/history/RecordedBlocks.h"
#include "core/history/TierPart.h"

namespace baro::history {

struct TierSpans {
    std::vector<BlockSpan> minutes;
    std::vector<BlockSpan> hours;
    std::int64_t until = 0;  // later intervals do not count: they are to be summed up anew. Milliseconds
    bool isEmpty() const { return minutes.empty() && hours.empty(); }
};
Result<TierSpans> listTiers(Database& database);

// The begin of the first interval, milliseconds since 1970 UTC; nothing when there is none.
Result<std::optional<std::int64_t>> summedUpSince(Database& database, const TierSpans& spans);

// Whether every window is one of whole intervals.
bool areWhole(const SummaryWindows& windows, std::int64_t intervalMilliseconds);

// Intervals of one series after the other: hours where there are no minutes or where they do as well, else
// minutes.
class TierSummaries {
  public:
    // Intervals within (after, until]. areHoursEnough: nobody minds longer ones.
    TierSummaries(Database& database, const TierSpans& spans, std::int64_t after, std::int64_t until,
                  bool areHoursEnough, SummaryFields fields);

    // Appends what is known of the series, ascending.
    Status read(SeriesNumber number, std::vector<SummaryPiece>& into);
    Result<bool> hasSamples(SeriesNumber number);
    std::uint64_t damagedReads() const { return damagedReads_; }

  private:
    struct Block {
        Tier tier;
        std::int64_t startSeconds = 0;
        std::int64_t after = 0;  // only intervals within (after, until]
        std::int64_t until = 0;
        std::vector<std::int64_t> ends;  // empty until they are needed
    };
    void addBlocks(Tier tier, const std::vector<BlockSpan>& spans, std::int64_t after, std::int64_t until);
    Status readBlock(Block& block, SeriesNumber number, std::vector<SummaryPiece>& into);
    Status endsOf(Block& block);

    BlockRows rows_;
    const SummaryFields fields_;
    std::vector<Block> blocks_;
    IntervalSummaries summaries_;  // of the block and series that are read
    std::uint64_t damagedReads_ = 0;
};

// As samples: the last value of each interval, and a staleness marker after it where nothing was known then.
void appendLastSamples(const std::vector<SummaryPiece>& pieces, std::vector<Sample>& into);

}  // namespace baro::history
