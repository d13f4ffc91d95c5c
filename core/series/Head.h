// The newest samples of every series, in memory: what charts ask while nothing is recorded on disk.
//
// All series share the ticks. Ticks are kept in blocks; the newest block is open and holds plain numbers,
// older ones are sealed: immutable, compressed and shared with whoever reads them. Readers hold the lock only
// to copy pointers and the open block's columns that they asked for; they decode afterwards.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <span>
#include <vector>

#include "core/base/ThreadSafety.h"
#include "core/series/LabelMatchers.h"
#include "core/series/SeriesSource.h"

namespace baro {

class Head final : public SeriesSource {
  public:
    using SeriesId = std::uint32_t;
    struct Entry {
        SeriesId id = 0;
        double value = 0;
    };
    static constexpr std::size_t blockTicks = 120;

    explicit Head(std::int64_t retentionMilliseconds = 3'600'000);
    ~Head() override;
    Head(const Head&) = delete;
    Head& operator=(const Head&) = delete;

    // Writing: one thread only.

    // The id stays valid until generation() changes, which happens when series without samples are dropped.
    SeriesId idOf(const Labels& labels);
    std::uint64_t generation() const;
    // One tick: readers see all of it or nothing. Series that are not among the entries are unknown at this
    // time; those with the notReadMarker() have no sample then, and none is missing; ids that are not valid
    // are ignored. When the time is not after the newest tick's (the clock was set back), the ticks from that
    // time on are forgotten and a gap is marked: they have not happened yet.
    void append(std::int64_t timeMilliseconds, std::span<const Entry> entries);
    // Before the next tick every series becomes unknown, so that no rate crosses.
    void markGap();

    // Reading: any thread.

    Result<std::unique_ptr<SeriesCursor>> read(const SeriesQuery& query) const override;
    std::size_t bytesUsed() const;  // samples and labels, without the allocator's overhead
    std::size_t seriesCount() const;

  private:
    struct Sealed;
    struct Open;
    using SealedPtr = std::shared_ptr<const Sealed>;
    struct ByLabels {
        bool operator()(const LabelsPtr& a, const LabelsPtr& b) const { return *a < *b; }
    };
    using SeriesOfMetric = std::map<LabelsPtr, SeriesId, ByLabels>;
    struct Chosen {
        LabelsPtr labels;
        SeriesId id = 0;
        std::vector<double> newest;  // from the open block
    };
    class Cursor;

    std::vector<Chosen> chosenBy(const LabelMatchers& matchers) const BARO_REQUIRES(mutex_);
    void pushGap(std::int64_t before) BARO_REQUIRES(mutex_);
    void pushTick(std::int64_t time, std::span<const Entry> entries) BARO_REQUIRES(mutex_);
    void forgetFrom(std::int64_t time) BARO_REQUIRES(mutex_);
    void sealIfFull() BARO_EXCLUDES(mutex_);
    void dropBefore(std::int64_t time) BARO_REQUIRES(mutex_);
    void dropSeriesWithoutSamples() BARO_REQUIRES(mutex_);
    std::int64_t newestTime() const BARO_REQUIRES(mutex_);  // noTime before the first tick

    const std::int64_t retention_;
    mutable Mutex mutex_;
    std::deque<SealedPtr> sealed_ BARO_GUARDED_BY(mutex_);  // ascending by time
    std::shared_ptr<Open> open_ BARO_GUARDED_BY(mutex_);
    std::vector<std::shared_ptr<const Labels>> series_ BARO_GUARDED_BY(mutex_);  // by id; null: free
    std::vector<SeriesId> free_ BARO_GUARDED_BY(mutex_);
    std::map<std::string, SeriesOfMetric, std::less<>> index_ BARO_GUARDED_BY(mutex_);  // by metric
    std::uint64_t generation_ BARO_GUARDED_BY(mutex_) = 0;
    bool gapPending_ BARO_GUARDED_BY(mutex_) = false;
};

}  // namespace baro
