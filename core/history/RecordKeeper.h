// Keeps the record of a live source, on a thread of its own, as long as nobody else does: takes the lock when
// it is free, goes on after errors, and leaves nothing unwritten when it ends.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "core/base/Clock.h"
#include "core/base/ThreadSafety.h"
#include "core/history/FrameEvents.h"
#include "core/history/Recorder.h"
#include "core/model/Frame.h"

namespace baro::history {

struct RecordKeeperSettings {
    std::string directory;
    std::string name;                                      // who this is, for others
    Nanoseconds flushInterval = std::chrono::seconds(10);  // how often the disk is touched at most
    Nanoseconds frameInterval = std::chrono::seconds(5);   // between two Frames that are kept
    std::uint64_t leastFreeBytes = 500'000'000;            // below that nothing is recorded
    // All samples up to that time, milliseconds since 1970 UTC, can be read now. On the thread that records.
    std::function<void(std::int64_t newest)> written = nullptr;
    RecorderSettings recorder;
};

class RecordKeeper {
  public:
    enum class Doing { Starting, Recording, Following, Paused };
    struct State {
        Doing doing = Doing::Starting;
        std::string reason;  // of Following who records, of Paused why not
    };

    // The source must keep what it has for an hour, and outlive the keeper.
    RecordKeeper(const SeriesSource& live, RecordKeeperSettings settings);
    ~RecordKeeper();  // stops

    void start();
    void stop();  // writes what is there, and returns when the thread has ended

    // Every Frame, from the thread that publishes them.
    void offer(const FramePtr& frame);
    void add(Event event);
    State state() const;  // any thread
    // No other process may record meanwhile. Any thread.
    bool holdsRecord() const { return holdsRecord_; }
    // The thread does now what it does every flushInterval: somebody wants to read, or whoever records may
    // have gone. Any thread.
    void hurry();

    // What the thread does every flushInterval. Tests call it instead of starting the thread.
    void flush();

  private:
    struct Pending {
        std::vector<FramePtr> frames;
        std::vector<Event> events;
        std::optional<std::int64_t> setBackTo;
        std::int64_t newest = 0;  // time of the newest Frame; 0: none came
    };
    // Milliseconds since 1970 UTC, 0: unknown.
    struct Since {
        std::int64_t offered = 0;  // the first Frame came
        std::int64_t booted = 0;   // the machine was started, by what the clocks say now
    };

    void loop(const std::stop_token& stop);
    void keep(const FramePtr& frame, bool isSetBack);
    bool openRecorder();
    void keepRecent();
    void forgetRecorded();
    void tellOfBefore();
    void setAside(const Error& why);
    bool hasRoom();
    Status write(Pending pending);
    void noteNoRoom();
    void setState(Doing doing, std::string reason);

    const SeriesSource& live_;
    const RecordKeeperSettings settings_;
    std::unique_ptr<Recorder> recorder_;  // the thread's own
    std::atomic<bool> holdsRecord_ = false;
    mutable Mutex mutex_;
    Pending pending_ BARO_GUARDED_BY(mutex_);
    Since since_ BARO_GUARDED_BY(mutex_);
    State state_ BARO_GUARDED_BY(mutex_);
    FrameEvents changes_;        // the publishing thread's own
    Nanoseconds nextFrameAt_{};  // likewise, monotonic
    Nanoseconds newestWall_{};   // likewise
    bool offered_ = false;       // likewise
    bool hurries_ = false;       // guarded by wakeMutex_
    std::mutex wakeMutex_;
    std::condition_variable_any wake_;
    std::jthread thread_;
};

}  // namespace baro::history
