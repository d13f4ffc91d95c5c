#include "ui/hosts/ServedMoment.h"

#include <chrono>

#include "ui/TimeCursor.h"
#include "ui/hosts/ServerPast.h"

namespace baro::ui {
namespace {

// So long what was shown before stays on screen, lest it flickers at every step.
constexpr std::chrono::milliseconds serverIsQuick{400};
constexpr std::chrono::minutes serverIsAskedAgainAfter{1};
// A server's Frame of a moment that is so little before is shown until that of the moment comes: whoever
// plays the past moves on before a server has answered.
constexpr std::int64_t servedNear = 15'000;

}  // namespace

ServedMoment::ServedMoment(TimeCursor& cursor, QObject* parent) : QObject(parent), cursor_(cursor) {
    serverIsSlow_.setSingleShot(true);
    serverIsSlow_.setInterval(serverIsQuick);
    connect(&serverIsSlow_, &QTimer::timeout, this, &ServedMoment::waitNoLonger);
    askedAgain_.setSingleShot(true);
    askedAgain_.setInterval(serverIsAskedAgainAfter);
    connect(&askedAgain_, &QTimer::timeout, this, &ServedMoment::follow);
}

void ServedMoment::setServerPast(ServerPast* past) {
    past_ = past;
    connect(past, &ServerPast::found, this, &ServedMoment::take);
    connect(past, &ServerPast::changed, this, &ServedMoment::follow);
    connect(past, &ServerPast::reaches, this,
            [this](const TimeRange& extent) { cursor_.setServedSince(extent.from); });
}

void ServedMoment::seek() {
    if (past_ != nullptr) past_->seek();
}

bool ServedMoment::isAskedNow() const {
    return unrecorded_ != nullptr && !cursor_.isLive() && timeOf(*unrecorded_) == cursor_.moment();
}

bool ServedMoment::isServedNear(std::int64_t moment) const {
    return served_ && moment >= *served_ && moment - *served_ <= servedNear;
}

void ServedMoment::ask(const FramePtr& unrecorded) {
    unrecorded_ = unrecorded;
    askServer();
}

void ServedMoment::forget() {
    unrecorded_.reset();
    served_.reset();
    serverIsSlow_.stop();
}

void ServedMoment::giveUnrecorded() {
    served_.reset();
    serverIsSlow_.stop();
    emit given(unrecorded_, {});
}

void ServedMoment::askServer() {
    if (past_ == nullptr || !past_->hasServers()) return giveUnrecorded();
    past_->seek();
    askedAgain_.start();
    if (!past_->isThere() && !past_->isSeeking()) return giveUnrecorded();
    past_->askFrame(timeOf(*unrecorded_));
    if (!serverIsSlow_.isActive()) serverIsSlow_.start();
}

void ServedMoment::waitNoLonger() {
    if (!isAskedNow()) return;
    isServedNear(cursor_.moment()) ? serverIsSlow_.start() : giveUnrecorded();
}

void ServedMoment::follow() {
    if (past_ == nullptr || !past_->isThere()) cursor_.setServedSince({});
    if (isAskedNow() && served_ != cursor_.moment()) askServer();
}

void ServedMoment::take(std::int64_t time, const FramePtr& frame, PastAnswer answer) {
    if (cursor_.isLive() || !isAsked()) return;
    const std::int64_t moment = cursor_.moment();
    if (answer == PastAnswer::Known && moment >= time && moment - time <= servedNear) {
        served_ = time;
        serverIsSlow_.stop();
        emit given(frame, past_->server());
        return;
    }
    if (time != moment || !isAskedNow()) return;
    served_.reset();
    serverIsSlow_.stop();
    const Error nothing = absent(tr("nothing was recorded at this moment, and %1 knows nothing of it")
                                     .arg(past_->server())
                                     .toStdString());
    emit given(answer == PastAnswer::Failed ? frame : unknownMoment(time, nothing), {});
}

}  // namespace baro::ui
