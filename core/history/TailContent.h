// What a tail holds, entry by entry: the open block as a source of series, and the events and Frames since
// the database was written last. Not synchronised, except that `samples` may be read by any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/Zstd.h"
#include "core/history/Event.h"
#include "core/history/FewTicks.h"
#include "core/history/SeriesNames.h"
#include "core/history/Tail.h"
#include "core/history/TickColumns.h"
#include "core/series/Head.h"

namespace baro::history {

class TailContent {
  public:
    // Names of series that the tail brings are taken up there.
    explicit TailContent(SeriesNames& names);

    // Malformed: the entry does not follow what was taken before. What was taken stays.
    Status take(const TailEntry& entry);
    // All that the reader has now.
    Status takeAll(TailReader& reader);

    // A last tick right after the newest, at which every series is unknown.
    void end();

    const std::vector<std::int64_t>& ticks() const { return ticks_; }
    std::shared_ptr<const Head> samples() const { return samples_; }
    const std::vector<Event>& events() const { return events_; }
    // The pieces of one run (core/history/FrameRun.h).
    const std::vector<std::string>& frames() const { return frames_; }
    std::int64_t framesSince() const {
        return framesSince_;
    }  // of the first one, milliseconds since 1970 UTC
    bool isEmpty() const { return ticks_.empty() && events_.empty() && frames_.empty(); }

  private:
    Status takeLabels(std::string_view content);
    Status takeTicks(std::string_view content);
    Status takeFrame(const std::string& content);
    Head::SeriesId idIn(Head& head, SeriesNumber number);

    SeriesNames& names_;
    std::shared_ptr<Head> samples_;
    std::vector<Head::SeriesId> ids_;  // in samples_, by number; those that were not used yet are noSeries
    FewTicksBefore before_;
    ZstdDecompressor decompressor_;
    std::vector<std::int64_t> ticks_;
    std::vector<Event> events_;
    std::vector<std::string> frames_;
    std::int64_t framesSince_ = 0;
};

// Of the first tick that the reader has not read, without a look at any sample; nothing when there is none
// yet. The reader stays where it is.
Result<std::optional<std::int64_t>> firstTickOf(TailReader& reader);

// The contents of entries.
Result<std::string> encodeTailTicks(const TickColumns& ticks, FewTicksBefore& before,
                                    ZstdCompressor& compressor);
Result<std::string> encodeTailLabels(SeriesNumber first, const std::vector<LabelsPtr>& run);

}  // namespace baro::history
