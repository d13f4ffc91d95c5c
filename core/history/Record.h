// A record on disk, read: what its recorder has written to the database and to the tail, up to its last flush
// (docs/record-format.md). Whether the recorder runs, in this process or another, makes no difference.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/ThreadSafety.h"
#include "core/history/Database.h"
#include "core/history/Event.h"
#include "core/history/FrameRun.h"
#include "core/history/RecordedBlocks.h"
#include "core/history/SeriesNames.h"
#include "core/history/Tail.h"
#include "core/history/TailContent.h"
#include "core/history/TierSummaries.h"
#include "core/series/SeriesSource.h"

namespace baro::history {

// Any thread; a cursor may be used by another one than it was asked for by, and must not outlive the Record.
class Record final : public SeriesSource {
  public:
    // A data directory, or a moment file. There may be no record yet: then there are no samples, and it is
    // looked for again at the next question.
    explicit Record(std::string directory) : directory_(std::move(directory)) {}
    ~Record() override;
    const std::string& directory() const { return directory_; }
    // Absent when there is no record in the directory; otherwise why it cannot be read.
    static Result<std::unique_ptr<Record>> open(const std::string& directory);

    Result<std::unique_ptr<SeriesCursor>> read(const SeriesQuery& query) const override;
    // To within a block.
    Result<std::vector<LabelsPtr>> series(const SeriesQuery& query) const override;
    // Days that are over are kept summed up too, and longer than their samples: what the windows have whole
    // minutes or hours of. Where the samples are gone, windows that begin or end within a minute are without
    // that minute. Null when the samples are there and the windows are not of whole minutes.
    Result<std::unique_ptr<SummaryCursor>> summarise(const SummaryQuery& query) const override;

    // The newest recorded Frame that was taken at that time or before, with rates over the time since the one
    // before it; null when there is none.
    Result<FramePtr> frameAt(std::int64_t time) const;

    // Every recorded Frame of the range, as it was recorded: without rates and applications. One after the
    // other, in the order in which they were taken, each only as long as the visit keeps it. The visit
    // returns whether it wants more. Frames of a damaged run are left out.
    Status framesIn(TimeRange range, const std::function<bool(const FramePtr&)>& visit) const;

    // Ascending by time.
    Result<std::vector<Event>> events(TimeRange range) const;

    // How fine the record is, milliseconds since 1970 UTC: single samples are kept from `samples` on, before
    // that read() gives the last of each minute, before `minutes` the last of each hour.
    struct Detail {
        std::int64_t samples = 0;
        std::int64_t minutes = 0;
    };
    Result<Detail> detail() const;

    // From the first to the last tick, summed up ones among them; from is after to when there is none.
    Result<TimeRange> extent() const;

  private:
    struct View;
    class Cursor;
    class NoCursor;
    class Summaries;
    struct OpenRun {
        std::int64_t start = 0;
        std::size_t pieces = 0;  // 0: a run of the database
        FrameRunReader reader;
        std::optional<FramePtr> before;  // the Frame before its first one; nothing: not looked for yet
    };

    // The tail is not read where it begins later than `until`: what records has its samples in memory anyway.
    Result<View> samplesUntil(std::int64_t until) const;
    Result<View> framesAndEvents() const;
    Result<View> view(std::int64_t until, bool withFrames) const;
    View viewOf(std::unique_ptr<Database> snapshot, bool withFrames) const BARO_REQUIRES(mutex_);
    std::vector<NumberedSeries> select(const LabelMatchers& matchers) const;
    Result<std::unique_ptr<Database>> connection() const BARO_REQUIRES(mutex_);
    // Brings what is known of the database and the tail to what the connection's snapshot has. false: the
    // tail is of a later snapshot.
    Result<bool> refresh(Database& snapshot, std::int64_t until) const BARO_REQUIRES(mutex_);
    // Or has no tick yet, only events and Frames.
    bool beginsAfter(std::int64_t until) const BARO_REQUIRES(mutex_);
    Status reload(Database& snapshot) const BARO_REQUIRES(mutex_);
    void giveBack(std::unique_ptr<Database> connection) const;
    void tellDamage(std::uint64_t reads) const;
    // The run with the newest Frame of that time or before becomes the open one. false: there is none.
    Result<bool> openRunAt(std::int64_t time, const View& view) const BARO_REQUIRES(framesMutex_);
    Result<FramePtr> momentOf(std::int64_t time, const View& view) const BARO_REQUIRES(framesMutex_);
    Result<FramePtr> frameBeforeRun(std::int64_t start, const View& view) const;
    // false: the visit wants no more.
    Result<bool> visitStored(const View& view, TimeRange range,
                             const std::function<bool(const FramePtr&)>& visit) const;

    const std::string directory_;
    mutable Mutex framesMutex_;
    mutable std::optional<OpenRun> openRun_ BARO_GUARDED_BY(framesMutex_);  // the one that was asked last
    mutable std::atomic<bool> damageTold_ = false;
    mutable Mutex mutex_;
    mutable std::vector<std::unique_ptr<Database>> idle_ BARO_GUARDED_BY(mutex_);
    mutable SeriesNames names_ BARO_GUARDED_BY(mutex_);
    mutable std::shared_ptr<const std::vector<BlockSpan>> blocks_ BARO_GUARDED_BY(mutex_);
    mutable std::shared_ptr<const TierSpans> tiers_ BARO_GUARDED_BY(mutex_);
    mutable std::uint64_t tailNumber_ BARO_GUARDED_BY(mutex_) = 0;
    mutable std::unique_ptr<TailReader> tail_ BARO_GUARDED_BY(mutex_);       // null: it was not there yet
    mutable std::optional<std::int64_t> tailSince_ BARO_GUARDED_BY(mutex_);  // its first tick, when known
    mutable std::unique_ptr<TailContent> content_ BARO_GUARDED_BY(mutex_);
};

}  // namespace baro::history
