#include "platform/linux/Sensors.h"

#include <optional>

#include "platform/linux/GpuSleep.h"
#include "platform/linux/Hwmon.h"
#include "platform/linux/RuntimePower.h"
#include "platform/linux/ThermalZones.h"

namespace baro::platform {
namespace {

constexpr auto rediscoveryInterval = std::chrono::seconds(60);

// A chip, and the device whose sleep it must not disturb.
class GuardedChip {
  public:
    explicit GuardedChip(HwmonChip chip) : chip_(std::move(chip)) {
        if (chip_.pciPath.empty()) return;
        power_.emplace(chip_.pciPath);
        isGraphics_ = isDisplayController(chip_.pciPath);
    }

    // False when a channel has vanished.
    bool read(const Instant& now, std::vector<Sensor>& into) {
        if (const std::string reason = reasonToLeaveAlone(now); !reason.empty()) {
            for (HwmonChannel& channel : chip_.channels)
                into.emplace_back(channel.facts()).problem = reason;
            return true;
        }
        bool isComplete = true;
        for (HwmonChannel& channel : chip_.channels)
            if (!channel.read(into.emplace_back())) isComplete = false;
        // Sensors do not tell whether a graphics processor works, so it is always given its rest; other
        // devices are not: only graphics drivers count the reading of a sensor as use.
        if (power_ && isGraphics_) power_->wasRead(now, true);
        return isComplete;
    }

  private:
    std::string reasonToLeaveAlone(const Instant& now) {
        if (!power_) return "";
        switch (power_->verdict(now, isGraphics_ && !hasLitDisplay(chip_.pciPath))) {
            case RuntimePower::Verdict::Asleep:
                return "the device is asleep";
            case RuntimePower::Verdict::Resting:
                return "left alone for a while, so that the device can sleep";
            case RuntimePower::Verdict::Read:
                break;
        }
        return "";
    }

    HwmonChip chip_;
    std::optional<RuntimePower> power_;
    bool isGraphics_ = false;
};

class SensorsCollector final : public Collector {
  public:
    explicit SensorsCollector(Roots roots) : roots_(std::move(roots)) {}

    std::string_view name() const override { return "sensors"; }
    std::chrono::milliseconds interval() const override { return std::chrono::seconds(2); }

    Status collect(const Instant& now, Readings& into) override {
        if (!discoveredAt_ || now.monotonic - *discoveredAt_ >= rediscoveryInterval) discover(now);
        Sensors sensors;
        if (!readAll(now, sensors)) discoveredAt_.reset();  // something vanished: look again at the next turn
        if (sensors.sensors.empty()) {
            const Error none = absent("this machine has no sensors that the kernel knows");
            into.sensors = none;
            return none;
        }
        into.sensors = Section<Sensors>(std::move(sensors), now);
        return Done{};
    }

  private:
    void discover(const Instant& now) {
        discoveredAt_ = now.monotonic;
        chips_.clear();
        std::vector<std::string> names;
        for (HwmonChip& chip : findHwmonChips(roots_)) {
            names.push_back(chip.name);
            chips_.emplace_back(std::move(chip));
        }
        zones_ = findThermalZones(roots_, names);
    }

    bool readAll(const Instant& now, Sensors& sensors) {
        bool isComplete = true;
        for (GuardedChip& chip : chips_)
            if (!chip.read(now, sensors.sensors)) isComplete = false;
        for (ThermalZone& zone : zones_)
            if (!zone.read(sensors.sensors.emplace_back())) isComplete = false;
        return isComplete;
    }

    Roots roots_;
    std::optional<Nanoseconds> discoveredAt_;  // monotonic
    std::vector<GuardedChip> chips_;
    std::vector<ThermalZone> zones_;
};

}  // namespace

std::unique_ptr<Collector> makeSensorsCollector(const Roots& roots) {
    return std::make_unique<SensorsCollector>(roots);
}

}  // namespace baro::platform
