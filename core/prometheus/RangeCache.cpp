#include "core/prometheus/RangeCache.h"

#include <utility>

namespace baro::prometheus {
namespace {

// Of the map, the list and the pointers of one part.
constexpr std::size_t bytesOfEntry = 256;

}  // namespace

// Labels are shared by the parts of one answer, and counted in each.
std::size_t RangePart::bytes() const {
    std::size_t sum = sizeof(RangePart) + rows.capacity() * sizeof(Row);
    for (const Row& row : rows)
        for (const auto& [name, value] : row.labels->pairs())
            sum += sizeof(row.labels->pairs()[0]) + name.size() + value.size();
    return sum;
}

RangePartPtr RangeCache::find(const std::string& expression, std::int64_t step, std::int64_t begin) {
    const MutexLock lock(mutex_);
    const auto found = byKey_.find({expression, step, begin});
    if (found == byKey_.end()) return nullptr;
    byUse_.splice(byUse_.begin(), byUse_, found->second);
    return found->second->part;
}

void RangeCache::keep(const std::string& expression, std::int64_t step, std::int64_t begin,
                      RangePartPtr part) {
    const std::size_t bytes = part->bytes() + 2 * expression.size() + bytesOfEntry;
    Key key{expression, step, begin};
    const MutexLock lock(mutex_);
    if (const auto found = byKey_.find(key); found != byKey_.end()) {
        bytes_ -= found->second->bytes;
        byUse_.erase(found->second);
        byKey_.erase(found);
    }
    byUse_.push_front({key, std::move(part), bytes});
    byKey_.emplace(std::move(key), byUse_.begin());
    bytes_ += bytes;
    while (bytes_ > mostBytes_) {
        bytes_ -= byUse_.back().bytes;
        byKey_.erase(byUse_.back().key);
        byUse_.pop_back();
    }
}

std::size_t RangeCache::bytes() const {
    const MutexLock lock(mutex_);
    return bytes_;
}

}  // namespace baro::prometheus
