#include "ui/PastFrames.h"

#include <utility>

#include "core/model/FrameFields.h"

namespace baro::ui {
namespace {

template <class T>
void makeUnknown(Section<T>& section, const Error& why) {
    section = why;
}
void makeUnknown(FamilyReadings& families, const Error& why) {
    forEachField(families, [&why](std::string_view, auto& section) { makeUnknown(section, why); });
}

}  // namespace

FramePtr unknownMoment(std::int64_t time, const Error& why) {
    auto frame = std::make_shared<Frame>();
    frame->takenAt.wall = std::chrono::milliseconds(time);
    forEachField(frame->readings, [&why](std::string_view, auto& section) { makeUnknown(section, why); });
    return frame;
}

PastFrames::PastFrames(RecordedPast past, QObject* parent)
    : QObject(parent), past_(std::move(past)), thread_([this](const std::stop_token& stop) { work(stop); }) {}

PastFrames::~PastFrames() {
    thread_.request_stop();
    thread_.join();
}

template <class Change>
void PastFrames::wake(const Change& change) {
    {
        const std::lock_guard lock(mutex_);
        change(wanted_);
    }
    wake_.notify_one();
}

void PastFrames::ask(std::int64_t time) {
    wake([time](Questions& wanted) { wanted.moment = time; });
}

void PastFrames::askExtent() {
    wake([](Questions& wanted) { wanted.extent = true; });
}

void PastFrames::askEvents(const TimeRange& range) {
    if (past_.events) wake([&range](Questions& wanted) { wanted.events = range; });
}

void PastFrames::askGlimpse(std::int64_t time) {
    wake([time](Questions& wanted) { wanted.glimpse = time; });
}

void PastFrames::work(const std::stop_token& stop) {
    while (true) {
        Questions questions;
        {
            std::unique_lock lock(mutex_);
            if (!wake_.wait(lock, stop, [this] { return wanted_.any(); })) return;
            questions = std::exchange(wanted_, {});
        }
        if (questions.moment) answer(*questions.moment);
        if (questions.glimpse) answerGlimpse(*questions.glimpse);
        if (questions.extent) answerExtent();
        if (questions.events) answerEvents(*questions.events);
    }
}

bool PastFrames::isOf(const FramePtr& frame, std::int64_t time) const {
    return frame != nullptr && time - timeOf(*frame) <= past_.longestAge.count();
}

void PastFrames::answer(std::int64_t time) {
    const auto tell = [this, time](const FramePtr& frame, PastAnswer answer) {
        QMetaObject::invokeMethod(
            this, [this, time, frame, answer] { emit found(time, frame, answer); }, Qt::QueuedConnection);
    };
    const auto asked = past_.frameAt(time);
    if (!asked) return tell(unknownMoment(time, asked.error()), PastAnswer::Failed);
    if (isOf(*asked, time)) return tell(*asked, PastAnswer::Known);
    const Error nothing = absent(tr("nothing was recorded at this moment").toStdString());
    tell(unknownMoment(time, nothing), PastAnswer::Nothing);
}

void PastFrames::answerExtent() {
    const auto extent = past_.extent();
    // A record that cannot be read says so when a moment of it is asked for.
    if (!extent) return;
    QMetaObject::invokeMethod(
        this, [this, extent = *extent] { emit reaches(extent); }, Qt::QueuedConnection);
}

void PastFrames::answerEvents(const TimeRange& range) {
    auto found = past_.events(range);
    std::vector<history::Event> events;
    if (found) events = std::move(found).value();
    QMetaObject::invokeMethod(
        this, [this, events = std::move(events)] { emit happened(events); }, Qt::QueuedConnection);
}

void PastFrames::answerGlimpse(std::int64_t time) {
    const auto asked = past_.frameAt(time);
    FramePtr frame;
    if (asked && isOf(*asked, time)) frame = *asked;
    QMetaObject::invokeMethod(
        this, [this, time, frame = std::move(frame)] { emit glimpsed(time, frame); }, Qt::QueuedConnection);
}

}  // namespace baro::ui
