#include "core/remotewrite/SentRanges.h"

#include <algorithm>
#include <utility>

namespace baro::remotewrite {

std::optional<SentRanges> SentRanges::of(std::vector<Span> ranges) {
    if (ranges.empty()) return std::nullopt;
    for (std::size_t i = 0; i < ranges.size(); ++i) {
        const bool isInOrder = i == 0 ? ranges[i].from <= ranges[i].to
                                      : ranges[i - 1].to < ranges[i].from && ranges[i].from < ranges[i].to;
        if (!isInOrder) return std::nullopt;
    }
    SentRanges sent;
    sent.ranges_ = std::move(ranges);
    return sent;
}

void SentRanges::add(Span sent) {
    sent.from = std::max(sent.from, ranges_.front().from);
    if (sent.from >= sent.to) return;
    const auto first = std::ranges::lower_bound(ranges_, sent.from, {}, &Span::to);
    const auto last = std::ranges::upper_bound(ranges_, sent.to, {}, &Span::from);
    if (first < last) {
        sent.from = std::min(sent.from, first->from);
        sent.to = std::max(sent.to, std::prev(last)->to);
    }
    const auto at = ranges_.erase(first, last);
    ranges_.insert(at, sent);
}

void SentRanges::forgetFrom(std::int64_t time) {
    while (ranges_.size() > 1 && ranges_.back().from >= time)
        ranges_.pop_back();
    Span& last = ranges_.back();
    last.to = std::min(last.to, time);
    last.from = std::min(last.from, last.to);
}

std::optional<Span> SentRanges::oldestMissing(std::int64_t before) const {
    const std::int64_t end = ranges_.size() > 1 ? std::min(ranges_[1].from, before) : before;
    const Span gap{ranges_.front().to, end};
    return gap.length() > 0 ? std::optional(gap) : std::nullopt;
}

std::optional<Span> SentRanges::newestMissing(std::int64_t before) const {
    if (ranges_.back().to < before) return Span{ranges_.back().to, before};
    for (std::size_t i = ranges_.size(); i-- > 1;) {
        const Span gap{ranges_[i - 1].to, std::min(ranges_[i].from, before)};
        if (gap.length() > 0) return gap;
    }
    return std::nullopt;
}

std::int64_t SentRanges::missing(std::int64_t before) const {
    std::int64_t sum = std::max<std::int64_t>(before - ranges_.back().to, 0);
    for (std::size_t i = 1; i < ranges_.size(); ++i)
        sum += std::max<std::int64_t>(std::min(ranges_[i].from, before) - ranges_[i - 1].to, 0);
    return sum;
}

}  // namespace baro::remotewrite
