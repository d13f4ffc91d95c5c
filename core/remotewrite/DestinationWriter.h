// Sends the record to one destination, piece by piece, and knows what has arrived. Without a thread of its
// own: one thread at a time calls it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/Clock.h"
#include "core/base/ThreadSafety.h"
#include "core/http/SmallAnswer.h"
#include "core/remotewrite/Backoff.h"
#include "core/remotewrite/Destination.h"
#include "core/remotewrite/SentRanges.h"
#include "core/remotewrite/Verdict.h"

namespace baro::remotewrite {

// With the headers of remote write 1.0. body: of WriteRequest.
http::Request writeRequest(http::Request request, std::string body);

class DestinationWriter {
  public:
    struct Surroundings {
        const SeriesSource& source;
        http::HttpCarrier& carrier;
        std::function<void()> wake;                   // an answer is there; from any thread
        std::function<void(const Refusal&)> refused;  // told at the first, then once an hour
    };
    static constexpr Nanoseconds never = Nanoseconds::max();

    // sent: what an earlier one was left with; before: how it stood. The surroundings must outlive it.
    DestinationWriter(Destination destination, SentRanges sent, const Surroundings& surroundings,
                      const DestinationState& before = {});

    // Does what can be done now. The record has all its samples up to that time, milliseconds since 1970 UTC.
    // Gives when it wants to be called again without an answer or new samples, by the monotonic clock.
    Nanoseconds advance(const Instant& now, std::int64_t recorded);
    // What is under way is given up; what of it arrived is sent again some day, and is the same then.
    void giveUp();

    // Begins nothing any more; what was begun goes on as long as it is taken.
    void end();
    // What it was left with is known to the last sample.
    bool hasEnded() const;

    const Destination& destination() const { return destination_; }
    const SentRanges& sent() const { return sent_; }
    bool isCatchingUp() const { return newest_.span.has_value() || sent_.all().size() > 1; }
    const DestinationState& state() const { return state_; }

  private:
    struct Reply {
        Mutex mutex;
        std::optional<Result<http::SmallAnswer>> answer BARO_GUARDED_BY(mutex);
    };
    // What goes one after the other.
    struct Lane {
        explicit Lane(std::uint32_t seed) : backoff(seed) {}
        std::optional<Span> span;
        std::vector<PreparedRequest> requests;  // of the span
        std::size_t next = 0;                   // the one that is under way, or will be
        std::int64_t windows = 1;               // of the next span: grows as long as spans are taken
        Backoff backoff;
        Nanoseconds notBefore{};  // monotonic
        std::string problem;      // with the newest answer; empty: none
        std::shared_ptr<Reply> reply;
        std::unique_ptr<http::Carriage> carriage;  // null: nothing is under way
    };

    Nanoseconds advance(Lane& lane, const Instant& now, std::int64_t until);
    std::optional<Span> planned(const Lane& lane, std::int64_t until) const;
    // false: there is nothing to send (yet).
    bool prepare(Lane& lane, const Instant& now, std::int64_t until);
    void send(Lane& lane, const Instant& now);
    void takeReply(Lane& lane, const Instant& now);
    void taken(Lane& lane);
    void refused(Lane& lane, const std::string& problem, const Instant& now);
    void postpone(Lane& lane, const Verdict& verdict, const Instant& now);
    void passOn(Lane& lane);
    void finish(Lane& lane);
    Nanoseconds advanceMetadata(const Instant& now);
    void sendMetadata();
    std::unique_ptr<http::Carriage> carry(http::Request request, const std::shared_ptr<Reply>& reply);
    void note(Lane& lane, const std::string& problem);

    const Destination destination_;
    const Surroundings surroundings_;
    SentRanges sent_;
    Lane oldest_{1};
    Lane newest_{2};
    DestinationState state_;
    std::uint64_t untold_ = 0;  // refused samples
    std::optional<Nanoseconds> toldAt_;
    bool isEnding_ = false;
    std::set<std::string> names_;  // of the metrics that it has got
    Nanoseconds metadataAt_{};     // monotonic: when they are told of again
    std::shared_ptr<Reply> metadataReply_;
    std::unique_ptr<http::Carriage> metadata_;  // null: nothing of that is under way
};

}  // namespace baro::remotewrite
