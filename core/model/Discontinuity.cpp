#include "core/model/Rates.h"

namespace baro {
namespace {

constexpr Nanoseconds tolerance = std::chrono::milliseconds(500);

}  // namespace

Discontinuity discontinuityBetween(const Instant& previous, const Instant& current) {
    const Nanoseconds awake = current.monotonic - previous.monotonic;
    const Nanoseconds elapsed = current.boot - previous.boot;
    const Nanoseconds wall = current.wall - previous.wall;
    if (awake < Nanoseconds::zero()) return Discontinuity::Rebooted;
    if (elapsed - awake > tolerance) return Discontinuity::Slept;
    if (wall - elapsed > tolerance || elapsed - wall > tolerance) return Discontinuity::ClockStepped;
    return Discontinuity::None;
}

}  // namespace baro
