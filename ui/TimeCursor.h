// The one moment that the whole window shows: live, or paused somewhere in the past, and how much time before
// it the charts show. GUI thread only.
#pragma once

#include <QObject>
#include <chrono>
#include <cstdint>
#include <optional>

#include "core/series/SeriesSource.h"

namespace baro::ui {

class TimeCursor : public QObject {
    Q_OBJECT
  public:
    static constexpr std::chrono::seconds shortestRange{30};
    static constexpr std::chrono::seconds longestWithoutRecord{10'800};
    static constexpr std::chrono::seconds inMemory{3600};  // what is there without a record
    static constexpr std::chrono::seconds usualRange{300};

    explicit TimeCursor(QObject* parent = nullptr);

    bool isLive() const { return live_; }
    // Milliseconds since 1970-01-01 UTC. The newest moment while live, else the chosen one; 0 before the
    // first Frame.
    std::int64_t moment() const { return live_ ? newest_ : moment_; }
    std::int64_t newest() const { return newest_; }
    // Nothing is kept before this one.
    std::int64_t oldest() const;
    // Where the record begins; nothing: only the last hour is there.
    void setRecordedSince(std::optional<std::int64_t> moment);
    // Where a server begins to know what is on screen; nothing: none does.
    void setServedSince(std::optional<std::int64_t> moment);
    std::chrono::seconds range() const { return range_; }
    // 3 hours; with more that is kept 6, 12 or 24 hours or 7 days, the least of them that holds all of it.
    std::chrono::seconds longestRange() const;
    TimeRange shown() const;  // what charts show: range() up to moment()

    // A new Frame was taken at this time. Emits advanced() while live.
    void advance(std::int64_t newest);

    void pause();  // stays where it is
    void goLive();
    void toggleLive();
    // Clamped; the newest moment means live. Where more turns out to be kept while nobody moved it, it goes
    // on to the moment that was meant.
    void travelTo(std::int64_t moment);
    void moveBy(std::chrono::seconds step);     // negative is back in time
    void setRange(std::chrono::seconds range);  // clamped
    // A factor below 1 shows less time. `at` (0 left edge, 1 right edge of the charts) keeps its moment while
    // paused.
    void zoom(double factor, double at = 1);
    void reset();  // live, with the usual range

    // The moment under the pointer: every chart on the page marks it. Nothing: the pointer is elsewhere.
    std::optional<std::int64_t> hovered() const { return hovered_; }
    void setHovered(std::optional<std::int64_t> moment);

  signals:
    void advanced();  // live, and time went on
    void changed();   // a person moved it: moment, live or range
    void liveChanged(bool live);
    void rangeChanged();
    void hoveredChanged();
    void reachChanged();  // oldest() did, for another reason than time

  private:
    void takeReach();
    void change(bool live, std::int64_t moment, std::chrono::seconds range);

    bool live_ = true;
    std::int64_t newest_ = 0;
    std::int64_t moment_ = 0;
    std::optional<std::int64_t> hovered_;
    std::optional<std::int64_t> recordedSince_;
    std::optional<std::int64_t> servedSince_;
    std::optional<std::int64_t> meant_;  // before oldest(), when it was told to go there
    std::chrono::seconds range_ = usualRange;
};

}  // namespace baro::ui
