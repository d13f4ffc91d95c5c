#include "ui/FrameFeed.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "core/base/ThreadSafety.h"
#include "ui/HoveredFrame.h"
#include "ui/TimeCursor.h"
#include "ui/hosts/ServerPast.h"

namespace baro::ui {
namespace {

// The record has a Frame every 5 s, and has each of them at most 10 s after it was taken.
constexpr std::int64_t rememberedEvery = 4000;
constexpr std::int64_t rememberedFor = 30'000;
constexpr std::int64_t sameMoment = 1000;
constexpr std::uint64_t extentEvery = 15;
// So long what was shown before stays on screen, lest it flickers at every step.
constexpr std::chrono::milliseconds serverIsQuick{400};
constexpr std::chrono::minutes serverIsAskedAgainAfter{1};
// A server's Frame of a moment that is so little before is shown until that of the moment comes: whoever
// plays the past moves on before a server has answered.
constexpr std::int64_t servedNear = 15'000;

}  // namespace

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

FrameFeed::FrameFeed(FrameHub& hub, TimeCursor& cursor, std::optional<RecordedPast> past, QObject* parent)
    : QObject(parent), cursor_(cursor), mailbox_(std::make_shared<Mailbox>()) {
    if (past) {
        past_ = std::make_unique<PastFrames>(std::move(*past));
        connect(past_.get(), &PastFrames::found, this, &FrameFeed::takePast);
        connect(past_.get(), &PastFrames::reaches, this, [this](const TimeRange& extent) {
            cursor_.setRecordedSince(extent.from <= extent.to ? std::optional(extent.from) : std::nullopt);
        });
    }
    hovered_ = std::make_unique<HoveredFrame>(*this, cursor);
    serverIsSlow_.setSingleShot(true);
    serverIsSlow_.setInterval(serverIsQuick);
    connect(&serverIsSlow_, &QTimer::timeout, this, &FrameFeed::waitNoLonger);
    askedAgain_.setSingleShot(true);
    askedAgain_.setInterval(serverIsAskedAgainAfter);
    connect(&askedAgain_, &QTimer::timeout, this, &FrameFeed::followServer);
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
    serverPast_ = past;
    connect(past, &ServerPast::found, this, &FrameFeed::takeServers);
    connect(past, &ServerPast::changed, this, &FrameFeed::followServer);
    connect(past, &ServerPast::reaches, this,
            [this](const TimeRange& extent) { cursor_.setServedSince(extent.from); });
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
    cursor_.advance(timeOf(*newest_));
    remember(newest_);
    emit arrived(newest_);
    if (cursor_.isLive()) show(newest_);
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
    if (cursor_.isLive() || shown_ == nullptr) {
        unrecorded_.reset();
        return show(newest_);
    }
    if (!past_) return;
    // Whoever goes back wants to know how far.
    if (serverPast_) serverPast_->seek();
    if (isUnrecorded()) return;  // only the range is another one
    const std::int64_t moment = cursor_.moment();
    const bool isNear = timeOf(*shown_) <= moment && moment - timeOf(*shown_) < sameMoment;
    if (isNear && unrecorded_ == nullptr) return;
    if (const FramePtr frame = remembered(moment)) {
        unrecorded_.reset();
        return show(frame);
    }
    past_->ask(moment);
}

bool FrameFeed::isMeant(std::int64_t time) const {
    return !cursor_.isLive() && time == cursor_.moment();
}

FramePtr FrameFeed::remembered(std::int64_t moment) const {
    if (newest_ != nullptr && timeOf(*newest_) <= moment) return newest_;
    const auto after =
        std::ranges::upper_bound(justNow_, moment, {}, [](const FramePtr& f) { return timeOf(*f); });
    return after == justNow_.begin() ? FramePtr() : *std::prev(after);
}

void FrameFeed::takePast(std::int64_t time, const FramePtr& frame, PastAnswer answer) {
    if (!isMeant(time)) return;
    unrecorded_ = answer == PastAnswer::Nothing ? frame : nullptr;
    if (unrecorded_ == nullptr) return show(frame);
    askServer();
}

void FrameFeed::askServer() {
    if (serverPast_ == nullptr || !serverPast_->hasServers()) return show(unrecorded_);
    serverPast_->seek();
    askedAgain_.start();
    if (!serverPast_->isThere() && !serverPast_->isSeeking()) return show(unrecorded_);
    serverPast_->askFrame(timeOf(*unrecorded_));
    if (!serverIsSlow_.isActive()) serverIsSlow_.start();
}

void FrameFeed::waitNoLonger() {
    if (!isUnrecorded()) return;
    const bool isNear = !server_.isEmpty() && cursor_.moment() >= servedMoment_ &&
                        cursor_.moment() - servedMoment_ <= servedNear;
    isNear ? serverIsSlow_.start() : show(unrecorded_);
}

void FrameFeed::followServer() {
    if (serverPast_ == nullptr || !serverPast_->isThere()) cursor_.setServedSince({});
    const bool isServed = !server_.isEmpty() && servedMoment_ == cursor_.moment();
    if (isUnrecorded() && !isServed) askServer();
}

void FrameFeed::takeServers(std::int64_t time, const FramePtr& frame, PastAnswer answer) {
    if (cursor_.isLive() || unrecorded_ == nullptr) return;
    const std::int64_t moment = cursor_.moment();
    if (answer == PastAnswer::Known && moment >= time && moment - time <= servedNear) {
        servedMoment_ = time;
        return show(frame, serverPast_->server());
    }
    if (time != moment || !isUnrecorded()) return;
    if (answer == PastAnswer::Failed) return show(frame);
    show(unknownMoment(time, absent(tr("nothing was recorded at this moment, and %1 knows nothing of it")
                                        .arg(serverPast_->server())
                                        .toStdString())));
}

void FrameFeed::show(const FramePtr& frame, const QString& server) {
    serverIsSlow_.stop();
    if (shown_ == frame || frame == nullptr) return;
    shown_ = frame;
    server_ = server;
    if (watched_) emit shown(shown_);
}

}  // namespace baro::ui
