#include "ui/TimeCursor.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace baro::ui {

namespace {

using std::chrono::milliseconds;

std::int64_t inMilliseconds(std::chrono::seconds duration) {
    return milliseconds(duration).count();
}

constexpr std::array longestRanges{TimeCursor::longestWithoutRecord, std::chrono::seconds(21'600),
                                   std::chrono::seconds(43'200), std::chrono::seconds(86'400),
                                   std::chrono::seconds(604'800)};

}  // namespace

TimeCursor::TimeCursor(QObject* parent) : QObject(parent) {}

std::int64_t TimeCursor::oldest() const {
    const std::int64_t remembered = newest_ - inMilliseconds(inMemory);
    return std::min({remembered, recordedSince_.value_or(remembered), servedSince_.value_or(remembered)});
}

void TimeCursor::setRecordedSince(std::optional<std::int64_t> moment) {
    if (moment == recordedSince_) return;
    recordedSince_ = moment;
    takeReach();
}

void TimeCursor::setServedSince(std::optional<std::int64_t> moment) {
    if (moment == servedSince_) return;
    servedSince_ = moment;
    takeReach();
}

void TimeCursor::takeReach() {
    emit reachChanged();
    if (meant_ && oldest() < moment_) travelTo(*meant_);
}

TimeRange TimeCursor::shown() const {
    return {moment() - inMilliseconds(range_), moment()};
}

std::chrono::seconds TimeCursor::longestRange() const {
    const std::int64_t kept = newest_ - oldest();
    const auto holdsAll = [kept](std::chrono::seconds range) { return inMilliseconds(range) >= kept; };
    const auto found = std::ranges::find_if(longestRanges, holdsAll);
    return found == longestRanges.end() ? longestRanges.back() : *found;
}

void TimeCursor::advance(std::int64_t newest) {
    newest_ = newest;
    if (live_) emit advanced();
}

void TimeCursor::pause() {
    change(false, moment(), range_);
}

void TimeCursor::goLive() {
    change(true, newest_, range_);
}

void TimeCursor::toggleLive() {
    live_ ? pause() : goLive();
}

void TimeCursor::travelTo(std::int64_t moment) {
    change(moment >= newest_, std::clamp(moment, oldest(), newest_), range_);
    if (moment < oldest()) meant_ = moment;
}

void TimeCursor::moveBy(std::chrono::seconds step) {
    travelTo(moment() + inMilliseconds(step));
}

void TimeCursor::setRange(std::chrono::seconds range) {
    change(live_, moment(), range);
}

void TimeCursor::zoom(double factor, double at) {
    const auto range =
        std::clamp(std::chrono::seconds(std::llround(static_cast<double>(range_.count()) * factor)),
                   shortestRange, longestRange());
    if (live_) {
        setRange(range);
        return;
    }
    // The moment under the pointer stays under it; the right edge moves by what is lost or won beyond it.
    const double beyond = static_cast<double>(inMilliseconds(range - range_)) * (1 - at);
    const auto moment = moment_ + std::llround(beyond);
    change(false, std::clamp(static_cast<std::int64_t>(moment), oldest(), newest_), range);
}

void TimeCursor::reset() {
    change(true, newest_, usualRange);
}

void TimeCursor::setHovered(std::optional<std::int64_t> moment) {
    if (moment == hovered_) return;
    hovered_ = moment;
    emit hoveredChanged();
}

void TimeCursor::change(bool live, std::int64_t moment, std::chrono::seconds range) {
    meant_.reset();
    range = std::clamp(range, shortestRange, longestRange());
    const bool otherLive = live != live_;
    const bool otherRange = range != range_;
    if (!otherLive && !otherRange && (live || moment == moment_)) return;
    live_ = live;
    moment_ = moment;
    range_ = range;
    if (otherLive) emit liveChanged(live_);
    if (otherRange) emit rangeChanged();
    emit changed();
}

}  // namespace baro::ui
