// The Frame of the moment under the pointer: who used the machine just then. Asked on the thread of the
// past's Frames; of questions that wait only the newest is answered, and the last answers are kept. GUI
// thread only.
#pragma once

#include <QObject>
#include <cstdint>
#include <deque>

#include "core/model/Frame.h"

namespace baro::ui {

class FrameFeed;
class TimeCursor;

class HoveredFrame : public QObject {
    Q_OBJECT
  public:
    // Both must outlive it.
    HoveredFrame(const FrameFeed& frames, const TimeCursor& cursor, QObject* parent = nullptr);

    // Null: the pointer is elsewhere, nothing is known of that moment, or it is not found yet.
    const FramePtr& frame() const { return frame_; }

  signals:
    void changed();

  private:
    // This Frame is the newest at every moment from its own up to this one.
    struct Answer {
        FramePtr frame;
        std::int64_t until = 0;
    };

    void look();
    void take(std::int64_t time, const FramePtr& frame);
    void set(const FramePtr& frame);

    const FrameFeed& frames_;
    const TimeCursor& cursor_;
    std::deque<Answer> answers_;
    FramePtr frame_;
};

}  // namespace baro::ui
