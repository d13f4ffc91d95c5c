// What a destination is sent next. One lane goes from the oldest time that is missing there to the newest;
// where that will take long, another one sends what is new meanwhile. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/remotewrite/SentRanges.h"

namespace baro::remotewrite {

// So many windows are sent in their order alone: an hour at 15 s. A Prometheus without a window for samples
// out of order (storage.tsdb.out_of_order_time_window) takes them, and what is older than an hour it would
// refuse in any case. It takes a few seconds.
inline constexpr std::int64_t windowsInOrder = 240;
// More pieces are not kept: from then on one lane has to do.
inline constexpr std::size_t mostRanges = 32;

struct Windows {
    std::int64_t interval = 15'000;  // milliseconds
    bool operator==(const Windows&) const = default;
    // The first time that may not be sent yet: the beginning of the window in which the newest sample of the
    // record is. No sample comes to those before it any more.
    std::int64_t endOf(std::int64_t newestSample) const { return beginOf(newestSample); }
    std::int64_t beginOf(std::int64_t time) const {
        const std::int64_t rest = time % interval;
        return time - (rest < 0 ? rest + interval : rest);
    }
    // So many windows from that time on; the first one may be a part of one.
    Span from(std::int64_t time, std::int64_t count) const {
        return {time, beginOf(time) + count * interval};
    }
    std::int64_t count(Span span) const { return (span.to - beginOf(span.from) + interval - 1) / interval; }
};

// At most so many windows of what is missing before `until`; nothing when there is nothing to do.
std::optional<Span> oldestSpan(const SentRanges& sent, const Windows& windows, std::int64_t until,
                               std::int64_t count);
// Of the newest, where the other lane would be long in coming to it.
std::optional<Span> newestSpan(const SentRanges& sent, const Windows& windows, std::int64_t until,
                               std::int64_t count);

}  // namespace baro::remotewrite
