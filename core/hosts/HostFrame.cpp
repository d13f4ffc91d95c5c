#include "core/hosts/HostFrame.h"

#include <cmath>

#include "core/hosts/ApplicationRates.h"
#include "core/hosts/subjects/Subjects.h"

namespace baro {
namespace {

Readings readingsOf(const HostSeries& series) {
    Readings readings;
    for (const auto read : hosts::subjects)
        read(series, readings);
    return readings;
}

// How far the host's clock is ahead of the server's.
std::optional<double> clockAhead(const Readings& readings, const Instant& takenAt) {
    if (!readings.host || !readings.host->uptimeSeconds || !readings.host->bootTimeSeconds)
        return std::nullopt;
    return *readings.host->bootTimeSeconds + *readings.host->uptimeSeconds - seconds(takenAt.wall);
}

// The boot time moves by a second with rounding, and by whatever a clock that is set is set by. What a scrape
// takes lies between the server's time and the host's.
bool wasRebooted(const Frame& previous, const Readings& now, const Instant& takenAt) {
    constexpr double rounding = 2;
    constexpr double longestScrape = 10;
    if (!previous.readings.kernel || !now.kernel) return false;
    const double moved = now.kernel->bootTimeSeconds - previous.readings.kernel->bootTimeSeconds;
    if (std::abs(moved) <= rounding) return false;
    const auto before = clockAhead(previous.readings, previous.takenAt);
    const auto ahead = clockAhead(now, takenAt);
    return !before || !ahead || std::abs(moved - (*ahead - *before)) > longestScrape;
}

Discontinuity between(const Frame* previous, const Readings& now, const Instant& takenAt) {
    if (previous == nullptr) return Discontinuity::FirstFrame;
    const Nanoseconds passed = takenAt.monotonic - previous->takenAt.monotonic;
    if (passed < Nanoseconds::zero()) return Discontinuity::ClockStepped;
    if (passed > longestRateGap) return Discontinuity::FirstFrame;
    if (wasRebooted(*previous, now, takenAt)) return Discontinuity::Rebooted;
    return Discontinuity::None;
}

using ApplicationRatesPtr = std::shared_ptr<const std::vector<ApplicationRate>>;

// Of one scrape they stay.
ApplicationRatesPtr ratesOfApplications(const Frame* previous, const Frame& now) {
    if (now.applications == nullptr) return nullptr;
    if (previous != nullptr && previous->takenAt.monotonic == now.takenAt.monotonic)
        return previous->applicationRates;
    return std::make_shared<const std::vector<ApplicationRate>>(applicationRates(previous, now));
}

}  // namespace

Frame frameOf(const HostSeries& series, const Frame* previous) {
    Frame frame;
    frame.takenAt = instantOf(series.takenAt());
    frame.readings = readingsOf(series);
    frame.applications = hosts::applicationsOf(series);
    frame.discontinuity = between(previous, frame.readings, frame.takenAt);
    if (previous != nullptr) frame.sequence = previous->sequence + 1;
    if (frame.discontinuity == Discontinuity::None)
        frame.rates = deriveRates(*previous, frame.readings, frame.takenAt);
    frame.applicationRates = ratesOfApplications(previous, frame);
    return frame;
}

}  // namespace baro
