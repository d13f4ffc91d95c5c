// The alerts that wait for one Alertmanager. Not synchronised.
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "core/telling/PostableAlert.h"

namespace baro::alerts {

class AlertQueue {
  public:
    static constexpr std::size_t most = 10'000;
    static constexpr std::size_t mostInBatch = 64;

    // Gives how many of the oldest had to go for them.
    std::uint64_t add(const std::vector<PostableAlert>& alerts);
    std::vector<PostableAlert> takeBatch();  // the oldest first
    std::size_t size() const { return waiting_.size(); }

  private:
    std::deque<PostableAlert> waiting_;
};

}  // namespace baro::alerts
