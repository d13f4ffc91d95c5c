#include "platform/linux/LinuxClock.h"

#include <ctime>

namespace baro::platform {
namespace {

Nanoseconds read(clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return std::chrono::seconds(time.tv_sec) + Nanoseconds(time.tv_nsec);
}

}  // namespace

Instant LinuxClock::now() const { return {read(CLOCK_REALTIME), read(CLOCK_MONOTONIC), read(CLOCK_BOOTTIME)}; }

}  // namespace baro::platform
