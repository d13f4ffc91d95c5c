// Brings Frames from the sampler's thread to the GUI thread. When the GUI is busy, only the newest waits.
#pragma once

#include <QObject>
#include <memory>

#include "core/sampling/FrameHub.h"

namespace baro::ui {

class TimeCursor;

// GUI thread only. The hub and the cursor must outlive it.
class FrameFeed : public QObject {
    Q_OBJECT
  public:
    FrameFeed(FrameHub& hub, TimeCursor& cursor, QObject* parent = nullptr);
    ~FrameFeed() override;

    // What the window shows: the newest while live, else the one that was shown when the cursor left live.
    // Null before the first Frame.
    const FramePtr& frame() const { return shown_; }
    const FramePtr& newest() const { return newest_; }

    // While nobody looks, shown() is silent; arrived() goes on (the tray icon lives on it).
    void setWatched(bool watched);
    bool isWatched() const { return watched_; }

  signals:
    void arrived(const baro::FramePtr& frame);  // every newest Frame
    void shown(const baro::FramePtr& frame);    // frame() is another one, and somebody looks

  private:
    struct Mailbox;
    void takeNewest();
    void showAgain();

    TimeCursor& cursor_;
    std::shared_ptr<Mailbox> mailbox_;
    Subscription subscription_;
    FramePtr newest_;
    FramePtr shown_;
    bool watched_ = true;
};

}  // namespace baro::ui
