#include "core/telling/AlertQueue.h"

#include <algorithm>
#include <iterator>

namespace baro::alerts {

std::uint64_t AlertQueue::add(const std::vector<PostableAlert>& alerts) {
    waiting_.insert(waiting_.end(), alerts.begin(), alerts.end());
    const std::size_t dropped = waiting_.size() - std::min(waiting_.size(), most);
    waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(dropped));
    return dropped;
}

std::vector<PostableAlert> AlertQueue::takeBatch() {
    const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(waiting_.size(), mostInBatch));
    std::vector<PostableAlert> batch(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(end));
    waiting_.erase(waiting_.begin(), end);
    return batch;
}

}  // namespace baro::alerts
