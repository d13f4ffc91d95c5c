#include "core/remotewrite/Lanes.h"

#include <algorithm>

namespace baro::remotewrite {

std::optional<Span> oldestSpan(const SentRanges& sent, const Windows& windows, std::int64_t until,
                               std::int64_t count) {
    const auto gap = sent.oldestMissing(until);
    if (!gap) return std::nullopt;
    return Span{gap->from, std::min(gap->to, windows.from(gap->from, count).to)};
}

std::optional<Span> newestSpan(const SentRanges& sent, const Windows& windows, std::int64_t until,
                               std::int64_t count) {
    const auto gap = sent.newestMissing(until);
    if (!gap || gap->to < until) return std::nullopt;
    const bool isWide = windows.count(*gap) > windowsInOrder;
    if (!isWide && sent.oldestMissing(until) == gap) return std::nullopt;
    if (isWide && sent.all().size() < mostRanges) return Span{until - windows.interval, until};
    return Span{gap->from, std::min(until, windows.from(gap->from, count).to)};
}

}  // namespace baro::remotewrite
