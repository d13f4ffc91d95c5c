#include "core/model/rates/DeviceRates.h"

#include <algorithm>

#include "core/model/rates/Increase.h"

namespace baro::rates {
namespace {

// A zone that seems to draw more was reset rather than wrapped.
constexpr double mostWattsOfAZone = 2000;

// Devices hardly ever change places, so the same index is tried before the list is searched.
template <class T, class Same>
const T* findSame(const std::vector<T>& list, std::size_t likely, const T& wanted, Same same) {
    if (likely < list.size() && same(list[likely], wanted)) return &list[likely];
    const auto found =
        std::ranges::find_if(list, [&](const T& candidate) { return same(candidate, wanted); });
    return found == list.end() ? nullptr : &*found;
}

// One rate per device that was there before, in the order of now; those for which rateOf gives nothing are
// left out.
template <class Rate, class T, class Same, class RateOf>
std::vector<Rate> ratesOfSame(const std::vector<T>& before, const std::vector<T>& now, Same same,
                              RateOf rateOf) {
    std::vector<Rate> rates;
    rates.reserve(now.size());
    for (std::size_t i = 0; i < now.size(); ++i) {
        const T* const known = findSame(before, i, now[i], same);
        if (known == nullptr) continue;
        if (std::optional<Rate> rate = rateOf(*known, now[i])) rates.push_back(*std::move(rate));
    }
    return rates;
}

// How long the busiest part slept, for that is what people mean by a busy graphics processor.
std::optional<double> idleSeconds(const Gpu& before, const Gpu& now) {
    if (now.parts.empty()) return increase(before.idleResidencySeconds, now.idleResidencySeconds);
    std::optional<double> least;
    for (const GpuPart& part : now.parts) {
        const auto old = std::ranges::find(before.parts, part.name, &GpuPart::name);
        const auto idle = old == before.parts.end()
                              ? std::nullopt
                              : increase(old->idleResidencySeconds, part.idleResidencySeconds);
        if (!idle) return std::nullopt;  // the one that is unknown may be the busiest
        if (!least || *idle < *least) least = idle;
    }
    return least;
}

std::optional<double> meanPerRequest(double time, double requests) {
    if (requests <= 0) return std::nullopt;
    return time / requests;
}

std::optional<DiskRates> rateOf(const Disk& disk, const DiskCounters& before, const DiskCounters& now,
                                double seconds) {
    Increases up;
    const double reads = up.of(before.readsCompleted, now.readsCompleted);
    const double writes = up.of(before.writesCompleted, now.writesCompleted);
    DiskRates rate;
    rate.readBytesPerSecond = up.of(before.readBytes, now.readBytes) / seconds;
    rate.writtenBytesPerSecond = up.of(before.writtenBytes, now.writtenBytes) / seconds;
    rate.readsPerSecond = reads / seconds;
    rate.writesPerSecond = writes / seconds;
    rate.busyRatio = std::min(up.of(before.busySeconds, now.busySeconds) / seconds, 1.0);
    rate.readLatencySeconds = meanPerRequest(up.of(before.readSeconds, now.readSeconds), reads);
    rate.writeLatencySeconds = meanPerRequest(up.of(before.writeSeconds, now.writeSeconds), writes);
    rate.queueLength = up.of(before.weightedBusySeconds, now.weightedBusySeconds) / seconds;
    // The time fields are 32 bits of milliseconds in the kernel and wrap after 49 busy days: one gap, no
    // spike.
    if (!up.valid()) return std::nullopt;
    rate.name = disk.name;
    return rate;
}

std::optional<NetworkRates> rateOf(const NetworkInterface& before, const NetworkInterface& now,
                                   double seconds) {
    Increases up;
    NetworkRates rate;
    rate.receivedBytesPerSecond = up.of(before.received.bytes, now.received.bytes) / seconds;
    rate.transmittedBytesPerSecond = up.of(before.transmitted.bytes, now.transmitted.bytes) / seconds;
    rate.receivedPacketsPerSecond = up.of(before.received.packets, now.received.packets) / seconds;
    rate.transmittedPacketsPerSecond = up.of(before.transmitted.packets, now.transmitted.packets) / seconds;
    rate.receiveErrorsPerSecond = (up.of(before.received.errors, now.received.errors) +
                                   up.of(before.received.drops, now.received.drops)) /
                                  seconds;
    rate.transmitErrorsPerSecond = (up.of(before.transmitted.errors, now.transmitted.errors) +
                                    up.of(before.transmitted.drops, now.transmitted.drops)) /
                                   seconds;
    if (!up.valid()) return std::nullopt;
    rate.name = now.name;
    return rate;
}

// An energy counter that reached its range starts from 0: that one step back is known exactly.
std::optional<double> joulesUsed(const EnergyCounter& before, const EnergyCounter& now) {
    if (now.joules >= before.joules) return now.joules - before.joules;
    if (now.wrapsAtJoules <= 0 || before.joules > now.wrapsAtJoules) return std::nullopt;
    return now.joules + now.wrapsAtJoules - before.joules;
}

}  // namespace

std::vector<DiskRates> diskRates(const Disks& before, const Disks& now, double seconds) {
    const auto same = [](const Disk& a, const Disk& b) {
        return a.name == b.name && (a.facts == b.facts || a.facts->identity == b.facts->identity);
    };
    return ratesOfSame<DiskRates>(before.disks, now.disks, same, [&](const Disk& old, const Disk& disk) {
        return rateOf(disk, old.counters, disk.counters, seconds);
    });
}

std::vector<NetworkRates> networkRates(const Network& before, const Network& now, double seconds) {
    using Interface = NetworkInterface;
    const auto same = [](const Interface& a, const Interface& b) {
        return a.index == b.index && a.name == b.name;
    };
    return ratesOfSame<NetworkRates>(
        before.interfaces, now.interfaces, same,
        [&](const Interface& old, const Interface& link) { return rateOf(old, link, seconds); });
}

std::vector<EnergyRate> energyRates(const Power& before, const Power& now, double seconds) {
    const auto same = [](const EnergyCounter& a, const EnergyCounter& b) {
        return a.identity == b.identity && a.name == b.name;
    };
    return ratesOfSame<EnergyRate>(
        before.energy, now.energy, same,
        [&](const EnergyCounter& old, const EnergyCounter& zone) -> std::optional<EnergyRate> {
            const auto used = joulesUsed(old, zone);
            if (!used || *used / seconds > mostWattsOfAZone) return std::nullopt;
            return EnergyRate{zone.name, zone.identity, *used / seconds};
        });
}

std::vector<GpuRate> gpuRates(const Gpus& before, const Gpus& now, double seconds) {
    const auto same = [](const Gpu& a, const Gpu& b) { return a.identity == b.identity; };
    return ratesOfSame<GpuRate>(before.gpus, now.gpus, same,
                                [&](const Gpu& old, const Gpu& gpu) -> std::optional<GpuRate> {
                                    const auto idle = idleSeconds(old, gpu);
                                    if (!idle || old.asleep || gpu.asleep) return std::nullopt;
                                    return GpuRate{gpu.identity, std::clamp(1 - *idle / seconds, 0.0, 1.0)};
                                });
}

}  // namespace baro::rates
