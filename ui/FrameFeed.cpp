#include "ui/FrameFeed.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/base/ThreadSafety.h"
#include "ui/HoveredFrame.h"
#include "ui/TimeCursor.h"
#include "ui/hosts/ServedMoment.h"

namespace baro::ui {
namespace {

// The record has a Frame every 5 s, and has each of them at most 10 s after it was taken.
constexpr std::int64_t rememberedEvery = 4000;
constexpr std::int64_t rememberedFor = 30'000;
constexpr std::int64_t sameMoment = 1000;
constexpr std::uint64_t extentEvery = 15;

}  // namespace

// Where the sampler's thread leaves the newest Frame. It outlives the feed while a delivery is under way.
struct FrameFeed::Mailbox {
    Mutex mutex;
    FramePtr waiting BARO_GUARDED_BY(mutex);
    std::vector<FramePtr> breaks BARO_GUARDED_BY(mutex);  // those passed over that come after a break in time

    // True when nothing was waiting, so that one call to the GUI is due.
    bool put(const FramePtr& frame) {
        const MutexLock lock(mutex);
        const bool wasEmpty = waiting == nullptr;
        if (!wasEmpty && waiting->discontinuity != Discontinuity::None) breaks.push_back(waiting);
        waiting = frame;
        return wasEmpty;
    }
    FramePtr take() {
        const MutexLock lock(mutex);
        return std::exchange(waiting, nullptr);
    }
    std::vector<FramePtr> takeBreaks() {
        const MutexLock lock(mutex);
        return std::exchange(breaks, {});
    }
};

FrameFeed::FrameFeed(FrameHub& hub, TimeCursor& cursor, std::optional<RecordedPast> past, QObject* parent)
    : QObject(parent),
      cursor_(cursor),
      served_(new ServedMoment(cursor, this)),
      mailbox_(std::make_shared<Mailbox>()) {
    if (past) {
        past_ = std::make_unique<PastFrames>(std::move(*past));
        connect(past_.get(), &PastFrames::found, this, &FrameFeed::takePast);
        connect(past_.get(), &PastFrames::reaches, this, [this](const TimeRange& extent) {
            cursor_.setRecordedSince(extent.from <= extent.to ? std::optional(extent.from) : std::nullopt);
        });
    }
    hovered_ = std::make_unique<HoveredFrame>(*this, cursor);
    connect(served_, &ServedMoment::given, this, &FrameFeed::show);
    connect(&cursor_, &TimeCursor::changed, this, &FrameFeed::showMoment);
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

void FrameFeed::setServerPast(ServerPast* past) {
    served_->setServerPast(past);
}

void FrameFeed::setWatched(bool watched) {
    if (watched == watched_) return;
    watched_ = watched;
    if (watched_ && shown_ != nullptr) emit shown(shown_);
}

void FrameFeed::takeNewest() {
    const std::vector<FramePtr> breaks = mailbox_->takeBreaks();
    FramePtr frame = mailbox_->take();
    if (frame == nullptr) return;
    for (const FramePtr& broken : breaks)
        emit passedOver(broken);
    newest_ = std::move(frame);
    cursor_.advance(timeOf(*newest_));
    remember(newest_);
    emit arrived(newest_);
    if (cursor_.isLive()) showRecorded(newest_);
}

void FrameFeed::remember(const FramePtr& frame) {
    if (!past_) return;
    const std::int64_t time = timeOf(*frame);
    if (!justNow_.empty() && timeOf(*justNow_.back()) >= time) justNow_.clear();  // the clock was set back
    if (!justNow_.empty() && time - timeOf(*justNow_.back()) < rememberedEvery) return;
    justNow_.push_back(frame);
    while (time - timeOf(*justNow_.front()) > rememberedFor)
        justNow_.pop_front();
    // Not before the cursor knows what now is; and again, for the record loses its beginning when it is
    // trimmed.
    if (++remembered_ % extentEvery == 1) past_->askExtent();
}

void FrameFeed::showMoment() {
    if (cursor_.isLive() || shown_ == nullptr) return showRecorded(newest_);
    if (!past_) return;
    served_->seek();
    if (served_->isAskedNow()) return;  // only the range is another one
    const std::int64_t moment = cursor_.moment();
    const bool isNear = timeOf(*shown_) <= moment && moment - timeOf(*shown_) < sameMoment;
    if (isNear && !served_->isAsked()) return;
    if (const FramePtr frame = remembered(moment)) return showRecorded(frame);
    past_->ask(moment);
}

FramePtr FrameFeed::remembered(std::int64_t moment) const {
    if (newest_ != nullptr && timeOf(*newest_) <= moment) return newest_;
    const auto after =
        std::ranges::upper_bound(justNow_, moment, {}, [](const FramePtr& f) { return timeOf(*f); });
    return after == justNow_.begin() ? FramePtr() : *std::prev(after);
}

void FrameFeed::takePast(std::int64_t time, const FramePtr& frame, PastAnswer answer) {
    if (cursor_.isLive() || time != cursor_.moment()) return;
    answer == PastAnswer::Nothing ? served_->ask(frame) : showRecorded(frame);
}

void FrameFeed::showRecorded(const FramePtr& frame) {
    served_->forget();
    show(frame, {});
}

void FrameFeed::show(const FramePtr& frame, const QString& server) {
    if (shown_ == frame || frame == nullptr) return;
    shown_ = frame;
    server_ = server;
    if (watched_) emit shown(shown_);
}

}  // namespace baro::ui
