#include "ui/PastFrames.h"

#include <utility>

#include "core/model/FrameFields.h"

namespace baro::ui {
namespace {

// A Frame is kept every few seconds: one that is much older than the moment is not of that moment.
constexpr std::int64_t longestAge = 20'000;

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

void PastFrames::ask(std::int64_t time) {
    {
        const std::lock_guard lock(mutex_);
        wanted_ = time;
    }
    wake_.notify_one();
}

void PastFrames::askExtent() {
    {
        const std::lock_guard lock(mutex_);
        extentWanted_ = true;
    }
    wake_.notify_one();
}

void PastFrames::work(const std::stop_token& stop) {
    while (true) {
        std::optional<std::int64_t> time;
        bool extent = false;
        {
            std::unique_lock lock(mutex_);
            if (!wake_.wait(lock, stop, [this] { return wanted_ || extentWanted_; })) return;
            time = std::exchange(wanted_, std::nullopt);
            extent = std::exchange(extentWanted_, false);
        }
        if (time) answer(*time);
        if (extent) answerExtent();
    }
}

void PastFrames::answer(std::int64_t time) {
    auto found = past_.frameAt(time);
    FramePtr frame = found ? std::move(found).value() : unknownMoment(time, found.error());
    if (found && (frame == nullptr || time - timeOf(*frame) > longestAge))
        frame = unknownMoment(time, absent(tr("nothing was recorded at this moment").toStdString()));
    QMetaObject::invokeMethod(
        this, [this, time, frame = std::move(frame)] { emit this->found(time, frame); }, Qt::QueuedConnection);
}

void PastFrames::answerExtent() {
    const auto extent = past_.extent();
    // A record that cannot be read says so when a moment of it is asked for.
    if (!extent) return;
    QMetaObject::invokeMethod(
        this, [this, extent = *extent] { emit reaches(extent); }, Qt::QueuedConnection);
}

}  // namespace baro::ui
