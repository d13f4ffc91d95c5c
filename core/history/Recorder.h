// The one writer of a record: takes what a live source has, every few seconds into the tail and every quarter
// of an hour into the database (docs/record-format.md). Without a thread of its own: one thread at a time
// calls it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "core/history/DataFiles.h"
#include "core/history/Database.h"
#include "core/history/Event.h"
#include "core/history/FewTicks.h"
#include "core/history/FrameRun.h"
#include "core/history/RecordLock.h"
#include "core/history/Retention.h"
#include "core/history/SeriesNames.h"
#include "core/history/Tail.h"
#include "core/history/TailContent.h"
#include "core/series/SeriesSource.h"

namespace baro::history {

struct RecorderSettings {
    std::size_t blockTicks = 900;                // a block is closed with so many ticks,
    std::int64_t blockMilliseconds = 3'000'000;  // or when it is so long,
    std::int64_t gapMilliseconds = 300'000;      // or before a gap that is longer than this
    RetentionRules retention;                    // kept to whenever a block is closed
};

class Recorder {
  public:
    // Creates the directory and the record when there are none, and brings into the database what an earlier
    // recorder left in the tail. Absent when another process records there. name: who records, for the
    // others.
    static Result<std::unique_ptr<Recorder>> open(const std::string& directory, const std::string& name,
                                                  RecorderSettings settings = {});

    // Renames a database that is damaged, and the folder of its data, so that open() begins a new one and
    // nobody loses what is still good in the old one. The message says where it is now.
    static std::string setAside(const std::string& directory);

    // What the source has after the newest recorded tick, up to and with that time, goes into the tail. The
    // tail is sealed when it is long enough. After an error nothing is lost while the source still has it:
    // the next call takes it.
    Status record(const SeriesSource& source, std::int64_t upTo);
    // The clock was set back to that time: what comes now replaces what was recorded at those times before.
    Status clockSetBack(std::int64_t to);
    // Both go into the tail with the next record().
    Status add(const FramePtr& frame);
    void add(const Event& event);

    // The tail goes into the database, in one transaction. Nothing is lost when that fails. AndEnd: what
    // comes next does not follow, every series is unknown in between.
    enum class Seal { AndGoOn, AndEnd };
    Status seal(Seal how);

    // The disk is nearly full: forgets what the rules do not keep, and gives all free room of the record
    // back.
    Status giveRoomBack();

    // All samples of the source within the range become part of the record, and days that are over are summed
    // up. Denied when the record has samples in the range already. proceed is asked now and then with what is
    // done of the range, from 0 to 1; when it says no, or anything fails, the record is as it was.
    using Proceed = std::function<bool(double done)>;
    Status import(const SeriesSource& source, TimeRange range, const Proceed& proceed);

    // Milliseconds since 1970 UTC; nothing in an empty record.
    std::optional<std::int64_t> newestTick() const { return newest_; }
    // Whoever recorded before did not end as it should, for it was killed, or the machine was: its last sample
    // or event, whichever is later.
    std::optional<std::int64_t> brokeAt() const { return brokeAt_; }

  private:
    Recorder(std::string directory, RecorderSettings settings, RecordLock lock, Database database);

    std::string tailPath() const { return directory_ + "/record.tail"; }
    Status begin();
    Status takeOverTail(std::uint64_t number);
    Status beginTail();
    Status write(TailContent& content);
    Status writeNames();
    Status writeSamples(const TailContent& content, DataWriter& data);
    Status writeFrames(const TailContent& content, DataWriter& data);
    Status writeEvents(const TailContent& content);
    Status recordWindow(const SeriesSource& source, TimeRange window, bool& found);
    Status addRuns(const TickColumns& ticks);
    Status addRun(const TickColumns& ticks);
    Status importAll(const SeriesSource& source, TimeRange range, const Proceed& proceed);
    Status importBlocks(DataWriter& data, const SeriesSource& source, TimeRange range,
                        const Proceed& proceed);

    const std::string directory_;
    const RecorderSettings settings_;
    RecordLock lock_;
    Database database_;
    SeriesNames names_;
    std::optional<TailWriter> tail_;
    FewTicksBefore before_;
    ZstdCompressor compressor_;
    FrameRunWriter frames_;
    std::set<SeriesNumber> known_;  // those whose newest sample is a value
    std::size_t namesWritten_ = 0;  // to the database
    std::size_t namesInTail_ = 0;   // or to it
    std::uint64_t tailNumber_ = 0;
    std::optional<std::int64_t> newest_;
    std::optional<std::int64_t> brokeAt_;
    std::int64_t openSince_ = 0;
    std::size_t openTicks_ = 0;
};

}  // namespace baro::history
