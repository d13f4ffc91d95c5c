// The newest samples of every series, in memory: what charts ask while nothing is recorded on disk.
//
// All series share the ticks. Ticks are kept in blocks; the newest block is open and holds plain numbers,
// older ones are sealed: immutable, compressed and shared with whoever reads them. Readers hold the lock only
// to find the series, to copy pointers, and to copy what they asked for of the open block; they decode
// afterwards.
//
// Memory: an hour of 1,000 series at 1 s takes 8.0 MB, of which 0.96 are the open block and 0.34 the labels
// with their index (tests/bench/SeriesBench.cpp); real machines take less, 1.1 bytes a sample. It is bounded
// by the retention and by the number of series, 20,000 of which would take 160 MB.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <vector>

#include "core/base/ThreadSafety.h"
#include "core/series/LabelIndex.h"
#include "core/series/LabelMatchers.h"
#include "core/series/SeriesSource.h"

namespace baro {

class Head final : public SeriesSource {
  public:
    using SeriesId = LabelIndex::SeriesId;
    struct Entry {
        SeriesId id = 0;
        double value = 0;
    };
    static constexpr std::size_t blockTicks = 120;
    static constexpr std::size_t defaultMostSeries = 20'000;
    // What a series gets that has no room any more: an id that is never valid.
    static constexpr SeriesId noSeries = 0xffff'ffff;

    explicit Head(std::int64_t retentionMilliseconds = 3'600'000, std::size_t mostSeries = defaultMostSeries);
    ~Head() override;
    Head(const Head&) = delete;
    Head& operator=(const Head&) = delete;

    // Writing: one thread only.

    // The id stays valid until generation() changes, which happens when series without samples are dropped.
    // Series beyond the limit get noSeries; they are counted, and the first one is logged.
    SeriesId idOf(const Labels& labels);
    std::uint64_t generation() const;
    // One tick: readers see all of it or nothing. Series that are not among the entries are unknown at this
    // time; those with the notReadMarker() have no sample then, and none is missing; ids that are not valid
    // are ignored. When the time is not after the newest tick's (the clock was set back), the ticks from that
    // time on are forgotten and a gap is marked: they have not happened yet.
    void append(std::int64_t timeMilliseconds, std::span<const Entry> entries);
    // Before the next tick every series becomes unknown, so that no rate crosses.
    void markGap();
    // From the next tick on, instead of the constructor's.
    void setRetention(std::int64_t milliseconds);

    // Reading: any thread.

    Result<std::unique_ptr<SeriesCursor>> read(const SeriesQuery& query) const override;
    // Those that have a sample in a block of the range: nothing is decoded to tell it to the tick.
    Result<std::vector<LabelsPtr>> series(const SeriesQuery& query) const override;
    // Of the oldest tick, milliseconds since 1970 UTC; the greatest number before the first tick.
    std::int64_t oldestTime() const;
    std::size_t bytesUsed() const;  // samples, labels and their index, without the allocator's overhead
    std::size_t seriesCount() const;
    std::uint64_t refusedSeries() const;  // calls of idOf() that found no room

  private:
    struct Sealed;
    struct Open;
    using SealedPtr = std::shared_ptr<const Sealed>;
    struct Chosen;
    struct Part;
    class Cursor;

    void pushGap(std::int64_t before) BARO_REQUIRES(mutex_);
    void pushTick(std::int64_t time, std::span<const Entry> entries) BARO_REQUIRES(mutex_);
    void forgetFrom(std::int64_t time) BARO_REQUIRES(mutex_);
    void sealIfFull() BARO_EXCLUDES(mutex_);
    void dropBefore(std::int64_t time) BARO_REQUIRES(mutex_);
    void dropSeriesWithoutSamples() BARO_REQUIRES(mutex_);
    std::int64_t newestTime() const BARO_REQUIRES(mutex_);  // noTime before the first tick
    bool hasSamplesIn(TimeRange range, SeriesId id) const BARO_REQUIRES(mutex_);

    const std::size_t mostSeries_;
    mutable Mutex mutex_;
    std::int64_t retention_ BARO_GUARDED_BY(mutex_);
    std::deque<SealedPtr> sealed_ BARO_GUARDED_BY(mutex_);  // ascending by time
    std::shared_ptr<Open> open_ BARO_GUARDED_BY(mutex_);
    LabelIndex index_ BARO_GUARDED_BY(mutex_);
    std::uint64_t refused_ BARO_GUARDED_BY(mutex_) = 0;
    std::uint64_t generation_ BARO_GUARDED_BY(mutex_) = 0;
    bool gapPending_ BARO_GUARDED_BY(mutex_) = false;
};

}  // namespace baro
