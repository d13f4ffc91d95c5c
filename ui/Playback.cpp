#include "ui/Playback.h"

#include <algorithm>
#include <utility>

#include "ui/TimeCursor.h"

namespace baro::ui {
namespace {

using std::chrono::milliseconds;

// Tables have a Frame every few seconds of the past, charts a sample each second: more pictures tell nothing.
constexpr milliseconds playbackPause{250};

milliseconds steadyNow() {
    return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

}  // namespace

Playback::Playback(TimeCursor& cursor, QObject* parent) : Playback(cursor, steadyNow, parent) {}

Playback::Playback(TimeCursor& cursor, Now now, QObject* parent)
    : QObject(parent), cursor_(cursor), now_(std::move(now)) {
    timer_.setInterval(playbackPause);
    connect(&timer_, &QTimer::timeout, this, &Playback::step);
    connect(&cursor, &TimeCursor::changed, this, &Playback::follow);
}

void Playback::begin() {
    from_ = shown_ = cursor_.moment();
    since_ = now_();
}

void Playback::start() {
    if (cursor_.isLive() || isPlaying()) return;
    begin();
    timer_.start();
    emit changed();
}

void Playback::stop() {
    if (!isPlaying()) return;
    timer_.stop();
    emit changed();
}

void Playback::toggle() {
    isPlaying() ? stop() : start();
}

void Playback::setSpeed(int speed) {
    if (speed == speed_ || std::ranges::find(speeds, speed) == speeds.end()) return;
    step();
    speed_ = speed;
    begin();
    emit changed();
}

void Playback::step() {
    if (!isPlaying()) return;
    moves_ = true;
    cursor_.travelTo(from_ + (now_() - since_).count() * speed_);
    moves_ = false;
    shown_ = cursor_.moment();
    if (cursor_.isLive()) stop();
}

// Another range is welcome while it plays; another moment is where somebody wants to stay.
void Playback::follow() {
    if (!moves_ && (cursor_.isLive() || cursor_.moment() != shown_)) stop();
}

}  // namespace baro::ui
