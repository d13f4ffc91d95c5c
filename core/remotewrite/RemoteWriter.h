// Writes the record to other servers, on a thread of its own, as long as this process records: what a
// destination lacks is what is in the record and not in its cursor, whatever happened meanwhile
// (docs/adr/0031-remote-write-reads-the-record.md). One that is down delays no other.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "core/base/Clock.h"
#include "core/base/ThreadSafety.h"
#include "core/remotewrite/CursorFile.h"
#include "core/remotewrite/Destination.h"
#include "core/remotewrite/DestinationWriter.h"

namespace baro::remotewrite {

class RemoteWriter {
  public:
    struct Parts {
        const SeriesSource& source;  // the record, or what has the same samples
        std::shared_ptr<http::HttpCarrier> carrier;
        const Clock& clock;
        std::string cursorFile;
        std::function<std::int64_t()> recordBegin;  // when it begins, milliseconds since 1970 UTC
        std::function<void(const Refusal&)> refused;
    };

    RemoteWriter(std::vector<Destination> destinations, Parts parts);
    ~RemoteWriter();  // stops
    RemoteWriter(const RemoteWriter&) = delete;
    RemoteWriter& operator=(const RemoteWriter&) = delete;

    void start();
    void stop();  // gives up what is under way, and keeps the cursors

    // In the place of those of before, any time, any thread. One that is the same (its key and version) goes
    // on; one that is changed or gone is sent nothing new, and what it is being sent is waited for as long as
    // that is taken, so that nothing is lost or sent twice. Their cursors are kept.
    void setDestinations(std::vector<Destination> destinations);

    // The record of this process has all its samples up to that time. Before the first call nothing is sent:
    // another process may record. Any thread.
    void recorded(std::int64_t newest);
    std::vector<DestinationState> states() const;  // any thread

    // What the thread does whenever something happens. Gives when it wants to be called again without that,
    // by the monotonic clock. Tests call it instead of starting the thread.
    Nanoseconds step();

  private:
    void loop(const std::stop_token& stop);
    void wake();
    void begin();
    void takeDestinations();
    void follow(std::int64_t recorded);
    void add(const Destination& destination, std::int64_t recorded);
    void tell();
    SentRanges firstCursor(const Destination& destination, std::int64_t recorded) const;
    void storeSometimes(Nanoseconds now);
    void store();

    const Parts parts_;
    std::vector<Destination> destinations_;                    // as they should be
    std::vector<std::unique_ptr<DestinationWriter>> writers_;  // those that end among them
    bool hasBegun_ = false;                                    // this process records
    Cursors cursors_;  // as they are in the file, those of destinations that are none now among them
    Cursors left_;     // of those that have ended
    std::map<std::string, DestinationState> before_;  // how they stood, by their key
    Nanoseconds storedAt_{};
    bool storeFails_ = false;
    mutable Mutex mutex_;
    std::int64_t recorded_ BARO_GUARDED_BY(mutex_) = 0;                       // 0: nothing yet
    std::optional<std::vector<Destination>> wanted_ BARO_GUARDED_BY(mutex_);  // not taken yet
    std::vector<DestinationState> states_ BARO_GUARDED_BY(mutex_);
    bool isWoken_ = false;  // guarded by wakeMutex_
    std::mutex wakeMutex_;
    std::condition_variable_any wake_;
    std::jthread thread_;
};

}  // namespace baro::remotewrite
