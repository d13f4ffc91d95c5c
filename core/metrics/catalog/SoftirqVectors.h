// What soft interrupts are for, by node_exporter's names.
#pragma once

#include <array>
#include <string_view>

namespace baro::catalog {

// The kernel's list of them (include/linux/interrupt.h), in whose order it prints their counts.
inline constexpr std::array<std::string_view, 10> softirqVectors{
    "hi", "timer", "net_tx", "net_rx", "block", "block_iopoll", "tasklet", "sched", "hrtimer", "rcu"};

}  // namespace baro::catalog
