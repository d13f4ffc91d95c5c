#include "platform/linux/Power.h"

#include <optional>

#include "platform/linux/EnergyCounters.h"
#include "platform/linux/PowerSupply.h"

namespace baro::platform {
namespace {

constexpr auto supplyInterval = std::chrono::seconds(5);

class PowerCollector final : public Collector {
  public:
    explicit PowerCollector(const Roots& roots) : roots_(roots), energy_(roots) {}

    std::string_view name() const override { return "power"; }
    std::chrono::milliseconds interval() const override {
        return energy_.exist() ? std::chrono::seconds(1) : supplyInterval;
    }

    Status collect(const Instant& now, Readings& into) override {
        // Counters first: their rates depend on when they are read, and batteries can be slow.
        EnergyReadings energy = energy_.read();
        if (!suppliesReadAt_ || now.monotonic - *suppliesReadAt_ >= supplyInterval) {
            supplies_ = readPowerSupplies(roots_);
            suppliesReadAt_ = now.monotonic;
        }
        if (!energy_.exist() && supplies_.batteries.empty() && supplies_.mains.empty()) {
            const Error none = absent("this machine reports no battery, mains or energy counter");
            into.power = none;
            return none;
        }
        into.power = Section<Power>(Power{supplies_.batteries, supplies_.mains, std::move(energy.counters),
                                          std::move(energy.problem)},
                                    now);
        return Done{};
    }

  private:
    Roots roots_;
    EnergyCounters energy_;
    PowerSupplies supplies_;
    std::optional<Nanoseconds> suppliesReadAt_;  // monotonic
};

}  // namespace

std::unique_ptr<Collector> makePowerCollector(const Roots& roots) {
    return std::make_unique<PowerCollector>(roots);
}

}  // namespace baro::platform
