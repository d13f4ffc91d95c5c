#include "core/series/Head.h"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

#include "core/base/Escape.h"
#include "core/base/Log.h"
#include "core/series/HeadBlocks.h"

namespace baro {

Head::Head(std::int64_t retentionMilliseconds, std::size_t mostSeries)
    : mostSeries_(mostSeries), retention_(retentionMilliseconds), open_(std::make_shared<Open>(0)) {}

Head::~Head() = default;

Head::SeriesId Head::idOf(const Labels& labels) {
    const MutexLock lock(mutex_);
    if (index_.size() < mostSeries_) return index_.idOf(labels);
    if (const SeriesId* const known = index_.find(labels)) return *known;
    if (refused_++ == 0)
        log(Severity::Warning, "more than " + std::to_string(mostSeries_) +
                                   " series: further ones are not kept, the first of them " +
                                   escapedForTerminal(toString(labels)));
    return noSeries;
}

std::uint64_t Head::generation() const {
    const MutexLock lock(mutex_);
    return generation_;
}

void Head::markGap() {
    const MutexLock lock(mutex_);
    gapPending_ = true;
}

void Head::setRetention(std::int64_t milliseconds) {
    const MutexLock lock(mutex_);
    retention_ = milliseconds;
}

void Head::append(std::int64_t timeMilliseconds, std::span<const Entry> entries) {
    sealIfFull();
    {
        const MutexLock lock(mutex_);
        if (newestTime() >= timeMilliseconds) {
            forgetFrom(timeMilliseconds);
            gapPending_ = true;
        }
        pushGap(timeMilliseconds);
    }
    sealIfFull();
    const MutexLock lock(mutex_);
    pushTick(timeMilliseconds, entries);
    dropBefore(timeMilliseconds - retention_);
}

void Head::pushGap(std::int64_t before) {
    if (!std::exchange(gapPending_, false) || newestTime() == noTime) return;
    std::int64_t time = newestTime() + 1;
    if (time >= before) forgetFrom(--time);  // no room between the two ticks: the older one gives way
    pushTick(time, {});
}

void Head::pushTick(std::int64_t time, std::span<const Entry> entries) {
    open_->grow(index_.idLimit());
    const std::size_t tick = open_->times.size();
    open_->times.push_back(time);
    for (const Entry& entry : entries) {
        if (entry.id < index_.idLimit()) open_->column(entry.id)[tick] = entry.value;
    }
}

std::int64_t Head::newestTime() const {
    if (!open_->times.empty()) return open_->times.back();
    return sealed_.empty() ? noTime : sealed_.back()->times.back();
}

std::int64_t Head::oldestTime() const {
    const MutexLock lock(mutex_);
    if (!sealed_.empty()) return sealed_.front()->times.front();
    return open_->times.empty() ? std::numeric_limits<std::int64_t>::max() : open_->times.front();
}

void Head::forgetFrom(std::int64_t time) {
    open_->forgetFrom(time);
    while (!sealed_.empty() && sealed_.back()->times.back() >= time) {
        const SealedPtr last = sealed_.back();
        sealed_.pop_back();
        if (last->times.front() < time) sealed_.push_back(last->before(time));
    }
}

// Only the writer changes the open block, so it may encode it without the lock while others read.
void Head::sealIfFull() {
    std::shared_ptr<const Open> full;
    std::size_t series = 0;
    {
        const MutexLock lock(mutex_);
        if (open_->times.size() < blockTicks) return;
        full = open_;
        series = index_.idLimit();
    }
    auto sealed = full->sealed();
    auto fresh = std::make_shared<Open>(series);
    const MutexLock lock(mutex_);
    sealed_.push_back(std::move(sealed));
    open_ = std::move(fresh);
}

void Head::dropBefore(std::int64_t time) {
    bool dropped = false;
    for (; !sealed_.empty() && sealed_.front()->times.back() < time; dropped = true)
        sealed_.pop_front();
    if (dropped) dropSeriesWithoutSamples();
}

void Head::dropSeriesWithoutSamples() {
    for (SeriesId id = 0; id < index_.idLimit(); ++id) {
        const auto hasSamples = [id](const auto& block) { return block->hasSamples(id); };
        if (!index_.labels(id) || hasSamples(open_) || std::ranges::any_of(sealed_, hasSamples)) continue;
        index_.remove(id);
        ++generation_;
    }
}

std::size_t Head::bytesUsed() const {
    const MutexLock lock(mutex_);
    std::size_t bytes = open_->bytesUsed() + index_.bytesUsed();
    for (const SealedPtr& block : sealed_)
        bytes += block->bytesUsed();
    return bytes;
}

std::size_t Head::seriesCount() const {
    const MutexLock lock(mutex_);
    return index_.size();
}

std::uint64_t Head::refusedSeries() const {
    const MutexLock lock(mutex_);
    return refused_;
}

}  // namespace baro
