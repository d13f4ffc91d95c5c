// Brings Frames from the sampler's thread to the GUI thread. When the GUI is busy, only the newest waits.
#pragma once

#include <QObject>
#include <QString>
#include <deque>
#include <memory>
#include <optional>

#include "core/sampling/FrameHub.h"
#include "ui/PastFrames.h"

namespace baro::ui {

class HoveredFrame;
class ServedMoment;
class ServerPast;
class TimeCursor;

// GUI thread only. The hub and the cursor must outlive it.
class FrameFeed : public QObject {
    Q_OBJECT
  public:
    // Without a past the Frame of the moment at which the cursor left live stays.
    FrameFeed(FrameHub& hub, TimeCursor& cursor, std::optional<RecordedPast> past = {},
              QObject* parent = nullptr);
    ~FrameFeed() override;

    // Who may know this machine at moments that are not recorded here. It may go before this.
    void setServerPast(ServerPast* past);

    // What the window shows: the newest while live, else that of the cursor's moment, as soon as it was
    // found. Null before the first Frame.
    const FramePtr& frame() const { return shown_; }
    // The server whose frame() is; empty: it was recorded here, as usual.
    const QString& server() const { return server_; }
    const FramePtr& newest() const { return newest_; }
    // What is recorded; null: nothing.
    const RecordedPast* past() const { return past_ ? &past_->past() : nullptr; }
    // Who asks for it; null: nothing is recorded.
    PastFrames* pastFrames() const { return past_.get(); }
    // The Frame of a moment, if it is in memory; else null.
    FramePtr remembered(std::int64_t moment) const;
    // Of the moment under the pointer.
    const HoveredFrame& hovered() const { return *hovered_; }

    // While nobody looks, shown() is silent; arrived() goes on (the tray icon lives on it).
    void setWatched(bool watched);
    bool isWatched() const { return watched_; }

  signals:
    void arrived(const baro::FramePtr& frame);  // every newest Frame
    // Time broke before a Frame that a newer one displaced, as the GUI was busy; before that one's arrived().
    void passedOver(const baro::FramePtr& frame);
    void shown(const baro::FramePtr& frame);  // frame() is another one, and somebody looks

  private:
    struct Mailbox;
    void takeNewest();
    void remember(const FramePtr& frame);
    void showMoment();
    void takePast(std::int64_t time, const FramePtr& frame, PastAnswer answer);
    void showRecorded(const FramePtr& frame);
    void show(const FramePtr& frame, const QString& server);

    TimeCursor& cursor_;
    std::unique_ptr<PastFrames> past_;  // null: nothing is recorded
    ServedMoment* served_;              // a child
    std::unique_ptr<HoveredFrame> hovered_;
    std::deque<FramePtr> justNow_;  // what the record may not have yet, one every few seconds
    std::shared_ptr<Mailbox> mailbox_;
    Subscription subscription_;
    std::uint64_t remembered_ = 0;
    FramePtr newest_;
    FramePtr shown_;
    QString server_;
    bool watched_ = true;
};

}  // namespace baro::ui
