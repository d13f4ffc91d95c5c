#include "platform/linux/Sensors.h"

#include <optional>

#include "platform/linux/GpuSleep.h"
#include "platform/linux/Hwmon.h"
#include "platform/linux/HwmonFamilies.h"
#include "platform/linux/RuntimePower.h"
#include "platform/linux/ThermalZones.h"

namespace baro::platform {
namespace {

constexpr auto rediscoveryInterval = std::chrono::seconds(60);

// A chip, and the device whose sleep it must not disturb.
class GuardedChip {
  public:
    GuardedChip(HwmonChip chip, HwmonAttributes::Extent extent) : chip_(std::move(chip)), extent_(extent) {
        if (chip_.pciPath.empty()) return;
        power_.emplace(chip_.pciPath);
        isGraphics_ = isDisplayController(chip_.pciPath);
    }

    // False when a channel has vanished. A chip that is left alone tells no metrics.
    bool read(const Instant& now, std::vector<Sensor>& into, FamilyBuilder& metrics) {
        if (const std::string reason = reasonToLeaveAlone(now); !reason.empty()) {
            for (HwmonChannel& channel : chip_.channels)
                into.emplace_back(channel.facts()).problem = reason;
            return true;
        }
        bool isComplete = true;
        chip_.attributes.read();
        for (HwmonChannel& channel : chip_.channels)
            if (!channel.read(chip_.attributes, into.emplace_back())) isComplete = false;
        if (extent_ == HwmonAttributes::Extent::Everything)
            tellHwmonChip(chip_.exposedLabel, chip_.exposedName, chip_.attributes, metrics);
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
    HwmonAttributes::Extent extent_;
    std::optional<RuntimePower> power_;
    bool isGraphics_ = false;
};

class SensorsCollector final : public Collector {
  public:
    SensorsCollector(Roots roots, HwmonAttributes::Extent extent)
        : roots_(std::move(roots)), extent_(extent) {}

    std::string_view name() const override { return "sensors"; }
    std::chrono::milliseconds interval() const override { return std::chrono::seconds(2); }

    Status collect(const Instant& now, Readings& into) override {
        if (!discoveredAt_ || now.monotonic - *discoveredAt_ >= rediscoveryInterval) discover(now);
        Sensors sensors;
        FamilyBuilder metrics;
        if (!readAll(now, sensors, metrics))
            discoveredAt_.reset();  // something vanished: look again next time
        into.families.hwmon = metricsSection(metrics.take(), now);
        if (sensors.sensors.empty()) {
            const Error none = absent("this machine has no sensors that the kernel knows");
            into.sensors = none;
            return none;
        }
        into.sensors = Section<Sensors>(std::move(sensors), now);
        return Done{};
    }

  private:
    Section<Families> metricsSection(Families metrics, const Instant& now) const {
        if (extent_ == HwmonAttributes::Extent::Sensors) return absent("the collector hwmon is not chosen");
        if (metrics.families.empty())
            return absent("this machine has no chips of hwmon that can be read now");
        return Section<Families>(std::move(metrics), now);
    }

    void discover(const Instant& now) {
        discoveredAt_ = now.monotonic;
        chips_.clear();
        std::vector<std::string> names;
        for (HwmonChip& chip : findHwmonChips(roots_, extent_)) {
            if (!chip.channels.empty()) names.push_back(chip.name);
            chips_.emplace_back(std::move(chip), extent_);
        }
        zones_ = findThermalZones(roots_, names);
    }

    bool readAll(const Instant& now, Sensors& sensors, FamilyBuilder& metrics) {
        bool isComplete = true;
        for (GuardedChip& chip : chips_)
            if (!chip.read(now, sensors.sensors, metrics)) isComplete = false;
        for (ThermalZone& zone : zones_)
            if (!zone.read(sensors.sensors.emplace_back())) isComplete = false;
        return isComplete;
    }

    Roots roots_;
    HwmonAttributes::Extent extent_;
    std::optional<Nanoseconds> discoveredAt_;  // monotonic
    std::vector<GuardedChip> chips_;
    std::vector<ThermalZone> zones_;
};

}  // namespace

std::unique_ptr<Collector> makeSensorsCollector(const Roots& roots, bool tellsHwmon) {
    return std::make_unique<SensorsCollector>(
        roots, tellsHwmon ? HwmonAttributes::Extent::Everything : HwmonAttributes::Extent::Sensors);
}

}  // namespace baro::platform
