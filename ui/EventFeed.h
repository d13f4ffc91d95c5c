// The events of the record, for the timeline and for going from one to the next. Read on the thread of the
// past's Frames, again whenever the record has grown. GUI thread only.
#pragma once

#include <QObject>
#include <span>
#include <vector>

#include "core/history/Event.h"
#include "core/model/Frame.h"
#include "core/series/SeriesSource.h"

namespace baro::ui {

class FrameFeed;
class TimeCursor;

class EventFeed : public QObject {
    Q_OBJECT
  public:
    // Both must outlive it. Without a record only breaks in time are events: those since the window opened.
    EventFeed(const FrameFeed& frames, TimeCursor& cursor, QObject* parent = nullptr);

    // Ascending by time.
    std::span<const history::Event> events() const { return events_; }
    std::span<const history::Event> within(TimeRange range) const;

    // Moves the cursor to the newest event before its moment. False, and the cursor stays: there is none.
    bool goToPrevious();
    // To the first one after its moment, or to live when there is none.
    void goToNext();

  signals:
    void changed();

  private:
    void take(const std::vector<history::Event>& events);
    void watch(const Frame& frame);

    TimeCursor& cursor_;
    std::vector<history::Event> events_;
};

}  // namespace baro::ui
