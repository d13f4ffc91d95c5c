// Asks for recorded Frames on a thread of its own. Of questions that wait only the newest is answered, so
// that dragging through the past never queues up.
#pragma once

#include <QObject>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "core/base/Result.h"
#include "core/history/Event.h"
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
    // Ascending by time. May be null: no events are kept.
    std::function<Result<std::vector<history::Event>>(TimeRange)> events = {};
    // There is a Frame every few seconds: one that is older than this is not of the moment.
    std::chrono::milliseconds longestAge{20'000};
};

// Failed: the past cannot be read; the Frame says why.
enum class PastAnswer { Known, Nothing, Failed };

// GUI thread only.
class PastFrames : public QObject {
    Q_OBJECT
  public:
    explicit PastFrames(RecordedPast past, QObject* parent = nullptr);
    ~PastFrames() override;

    const RecordedPast& past() const { return past_; }
    void ask(std::int64_t time);
    void askExtent();
    void askEvents(const TimeRange& range);
    // For a glance beside the shown moment; waits for nobody who asks for that.
    void askGlimpse(std::int64_t time);

  signals:
    // The answer to ask(time): the Frame, or one that says in every section why there is none.
    void found(qint64 time, const baro::FramePtr& frame, baro::ui::PastAnswer answer);
    void reaches(const baro::TimeRange& extent);
    // The answer to askEvents(); none when they cannot be read.
    void happened(const std::vector<baro::history::Event>& events);
    // The answer to askGlimpse(time): the newest Frame at that time or before; null: nothing is known.
    void glimpsed(qint64 time, const baro::FramePtr& frame);

  private:
    void work(const std::stop_token& stop);
    bool isOf(const FramePtr& frame, std::int64_t time) const;
    void answer(std::int64_t time);
    void answerExtent();
    void answerEvents(const TimeRange& range);
    void answerGlimpse(std::int64_t time);

    struct Questions {
        std::optional<std::int64_t> moment;
        std::optional<std::int64_t> glimpse;
        std::optional<TimeRange> events;
        bool extent = false;
        bool any() const { return moment || glimpse || events || extent; }
    };
    template <class Change>
    void wake(const Change& change);

    const RecordedPast past_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    Questions wanted_;  // guarded by mutex_
    std::jthread thread_;
};

// Says in every section, and as state of its one collector, that nothing is known of the moment, and why.
FramePtr unknownMoment(std::int64_t time, const Error& why);

}  // namespace baro::ui
