#include "core/history/FrameEvents.h"

#include <algorithm>
#include <array>
#include <utility>

namespace baro::history {
namespace {

// Nothing: time went on as it should.
std::string_view kindOfBreak(Discontinuity discontinuity) {
    switch (discontinuity) {
        case Discontinuity::None:
            return {};
        case Discontinuity::FirstFrame:
            return "start";
        case Discontinuity::Slept:
            return "sleep";
        case Discontinuity::ClockStepped:
            return "clock";
        case Discontinuity::Rebooted:
            break;
    }
    return "boot";
}

// What the kernel makes by itself, or a program for a moment, is no device that anybody plugs in.
bool isPluggable(const Disk& disk) {
    constexpr std::array<std::string_view, 5> made{"loop", "dm", "zram", "ram", "md"};
    return !disk.isPartition() && std::ranges::find(made, disk.facts->transport) == made.end();
}

std::map<std::string, std::string> disksOf(const Disks& disks) {
    std::map<std::string, std::string> devices;
    for (const Disk& disk : disks.disks)
        if (isPluggable(disk)) devices[disk.name] = disk.facts->model;
    return devices;
}

std::map<std::string, std::string> interfacesOf(const Network& network) {
    std::map<std::string, std::string> devices;
    for (const NetworkInterface& interface : network.interfaces)
        if (!interface.facts->isVirtual) devices[interface.name];
    return devices;
}

std::map<std::string, std::string> batteriesOf(const Power& power) {
    std::map<std::string, std::string> devices;
    for (const Battery& battery : power.batteries)
        devices[battery.name] = battery.model;
    return devices;
}

std::map<std::string, std::string> cardsOf(const Gpus& gpus) {
    std::map<std::string, std::string> devices;
    for (const Gpu& gpu : gpus.gpus)
        devices[gpu.identity] = gpu.model;
    return devices;
}

}  // namespace

std::optional<Event> breakAt(const Frame& frame) {
    const std::string_view kind = kindOfBreak(frame.discontinuity);
    if (kind.empty()) return std::nullopt;
    return Event{timeOf(frame), std::string(kind), "{}"};
}

std::vector<Event> FrameEvents::of(const Frame& frame) {
    const std::int64_t time = timeOf(frame);
    std::vector<Event> events;
    if (auto broken = breakAt(frame)) events.push_back(std::move(*broken));
    compareCollectors(frame, events);
    // A section that cannot be read says nothing about devices.
    const Readings& now = frame.readings;
    if (now.disks) compareDevices("disks", disksOf(*now.disks), time, events);
    if (now.network) compareDevices("network", interfacesOf(*now.network), time, events);
    if (now.power) compareDevices("power", batteriesOf(*now.power), time, events);
    if (now.gpus) compareDevices("gpus", cardsOf(*now.gpus), time, events);
    return events;
}

void FrameEvents::compareCollectors(const Frame& frame, std::vector<Event>& into) {
    const std::int64_t time = timeOf(frame);
    for (const CollectorHealth& health : frame.health) {
        const bool isWell = health.state != CollectorHealth::State::Failed;
        const auto [entry, isNew] = collectors_.try_emplace(health.name, Told{true, time - leastBetween, {}});
        tell(
            {"recovered", "failed", "collector", health.name, isWell ? std::string() : health.reason, isWell},
            entry->second, time, into);
    }
}

void FrameEvents::compareDevices(const std::string& subject, const Devices& devices, std::int64_t time,
                                 std::vector<Event>& into) {
    const auto [known, isFirst] = devices_.try_emplace(subject);
    for (const auto& [name, model] : devices) {
        const auto [entry, isNew] =
            known->second.try_emplace(name, Told{isFirst, time - leastBetween, model});
        tell({"plugged", "gone", "device", name, model, true}, entry->second, time, into);
    }
    for (auto& [name, told] : known->second)
        if (!devices.contains(name))
            tell({"plugged", "gone", "device", name, told.detail, false}, told, time, into);
    std::erase_if(known->second, [&](const auto& entry) {
        return !entry.second.isThere && time - entry.second.at >= leastBetween;
    });
}

void FrameEvents::tell(const Change& change, Told& told, std::int64_t time, std::vector<Event>& into) const {
    // A clock that was set back would silence everything until it is there again.
    const bool isSoon = time >= told.at && time - told.at < leastBetween;
    if (change.isGood == told.isThere || isSoon) return;
    told.isThere = change.isGood;
    told.at = time;
    into.push_back({time, std::string(change.isGood ? change.goodKind : change.badKind),
                    eventAbout(change.member, change.name, change.detail)});
}

}  // namespace baro::history
