#include "platform/linux/Power.h"

#include <optional>

#include "platform/linux/EnergyCounters.h"
#include "platform/linux/PowerMetrics.h"
#include "platform/linux/PowerSupply.h"

namespace baro::platform {
namespace {

constexpr auto supplyInterval = std::chrono::seconds(5);

class PowerCollector final : public Collector {
  public:
    PowerCollector(const Roots& roots, PowerFamilies families)
        : roots_(roots), families_(families), energy_(roots) {}

    std::string_view name() const override { return "power"; }
    std::chrono::milliseconds interval() const override {
        return energy_.exist() ? std::chrono::seconds(1) : supplyInterval;
    }

    Status collect(const Instant& now, Readings& into) override {
        // Counters first: their rates depend on when they are read, and batteries can be slow.
        EnergyReadings energy = energy_.read();
        if (!suppliesReadAt_ || now.monotonic - suppliesReadAt_->monotonic >= supplyInterval) {
            supplies_ = readPowerSupplies(roots_);
            suppliesReadAt_ = now;
        }
        if (families_.supplies) into.families.powerSupplies = suppliesSection();
        if (families_.rapl) into.families.rapl = raplSection(energy, now);
        if (!energy_.exist() && supplies_.batteries.empty() && supplies_.mains.empty()) {
            const Error none = supplies_.problem.value_or(
                absent("this machine reports no battery, mains or energy counter"));
            into.power = none;
            return none;
        }
        into.power = Section<Power>(Power{supplies_.batteries, supplies_.mains, std::move(energy.counters),
                                          std::move(energy.problem)},
                                    now);
        if (supplies_.problem) return *supplies_.problem;
        return Done{};
    }

  private:
    Section<Families> suppliesSection() const {
        if (supplies_.properties.empty())
            return supplies_.problem.value_or(absent("this machine has no battery and no mains adapter"));
        FamilyBuilder families;
        for (const UeventProperties& supply : supplies_.properties)
            tellPowerSupply(supply, families);
        return Section<Families>(families.take(), *suppliesReadAt_);
    }

    Section<Families> raplSection(const EnergyReadings& energy, const Instant& now) const {
        if (!energy_.exist()) return absent("the processor counts no energy");
        if (energy.counters.empty()) return failed(energy.problem);
        FamilyBuilder families;
        tellEnergy(energy.counters, roots_.sysfs + "/class/powercap", families);
        return Section<Families>(families.take(), now);
    }

    Roots roots_;
    PowerFamilies families_;
    EnergyCounters energy_;
    PowerSupplies supplies_;
    std::optional<Instant> suppliesReadAt_;
};

}  // namespace

std::unique_ptr<Collector> makePowerCollector(const Roots& roots, PowerFamilies families) {
    return std::make_unique<PowerCollector>(roots, families);
}

}  // namespace baro::platform
