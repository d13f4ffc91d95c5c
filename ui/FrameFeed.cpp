#include "ui/FrameFeed.h"

#include <chrono>
#include <utility>

#include "core/base/ThreadSafety.h"
#include "ui/TimeCursor.h"

namespace baro::ui {

// Where the sampler's thread leaves the newest Frame. It outlives the feed while a delivery is under way.
struct FrameFeed::Mailbox {
    Mutex mutex;
    FramePtr waiting BARO_GUARDED_BY(mutex);

    // True when nothing was waiting, so that one call to the GUI is due.
    bool put(const FramePtr& frame) {
        const MutexLock lock(mutex);
        const bool wasEmpty = waiting == nullptr;
        waiting = frame;
        return wasEmpty;
    }
    FramePtr take() {
        const MutexLock lock(mutex);
        return std::exchange(waiting, nullptr);
    }
};

FrameFeed::FrameFeed(FrameHub& hub, TimeCursor& cursor, QObject* parent)
    : QObject(parent), cursor_(cursor), mailbox_(std::make_shared<Mailbox>()) {
    connect(&cursor_, &TimeCursor::liveChanged, this, &FrameFeed::showAgain);
    // Cancelling the subscription waits for a call under way, so `this` is alive whenever the receiver runs.
    subscription_ = hub.subscribe([this, mailbox = mailbox_](const FramePtr& frame) {
        if (mailbox->put(frame))
            QMetaObject::invokeMethod(this, &FrameFeed::takeNewest, Qt::QueuedConnection);
    });
    if (const FramePtr frame = hub.latest(); frame != nullptr && mailbox_->put(frame)) takeNewest();
}

FrameFeed::~FrameFeed() {
    subscription_.cancel();
}

void FrameFeed::setWatched(bool watched) {
    if (watched == watched_) return;
    watched_ = watched;
    if (watched_ && shown_ != nullptr) emit shown(shown_);
}

void FrameFeed::takeNewest() {
    FramePtr frame = mailbox_->take();
    if (frame == nullptr) return;
    newest_ = std::move(frame);
    using std::chrono::milliseconds;
    cursor_.advance(std::chrono::duration_cast<milliseconds>(newest_->takenAt.wall).count());
    emit arrived(newest_);
    if (cursor_.isLive()) showAgain();
}

void FrameFeed::showAgain() {
    // Leaving live keeps the Frame that was on screen.
    if (!cursor_.isLive() && shown_ != nullptr) return;
    if (shown_ == newest_) return;
    shown_ = newest_;
    if (watched_) emit shown(shown_);
}

}  // namespace baro::ui
