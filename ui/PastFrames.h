// Asks for recorded Frames on a thread of its own. Of questions that wait only the newest is answered, so
// that dragging through the past never queues up.
#pragma once

#include <QObject>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "core/base/Result.h"
#include "core/model/Frame.h"
#include "core/series/SeriesSource.h"

namespace baro::ui {

// What is recorded. All of them block, and are called on another thread than the GUI's.
struct RecordedPast {
    // The newest Frame that was taken at that time (milliseconds since 1970 UTC) or before; null: none.
    std::function<Result<FramePtr>(std::int64_t)> frameAt;
    // From the first to the last recorded tick; from is after to when there is none.
    std::function<Result<TimeRange>()> extent;
    // Every Frame of the range in the order in which they were taken, until the visit wants no more. May be
    // null.
    using Visit = std::function<bool(const FramePtr&)>;
    std::function<Status(TimeRange, const Visit&)> framesIn = {};
};

// GUI thread only.
class PastFrames : public QObject {
    Q_OBJECT
  public:
    explicit PastFrames(RecordedPast past, QObject* parent = nullptr);
    ~PastFrames() override;

    const RecordedPast& past() const { return past_; }
    void ask(std::int64_t time);
    void askExtent();

  signals:
    // The answer to ask(time): the Frame, or one that says in every section why there is none.
    void found(qint64 time, const baro::FramePtr& frame);
    void reaches(const baro::TimeRange& extent);

  private:
    void work(const std::stop_token& stop);
    void answer(std::int64_t time);
    void answerExtent();

    const RecordedPast past_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::optional<std::int64_t> wanted_;
    bool extentWanted_ = false;
    std::jthread thread_;
};

// Says in every section, and as state of its one collector, that nothing is known of the moment, and why.
FramePtr unknownMoment(std::int64_t time, const Error& why);

}  // namespace baro::ui
