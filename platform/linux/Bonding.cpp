#include "platform/linux/Bonding.h"

#include "core/base/Text.h"
#include "core/model/FamilyBuilder.h"
#include "core/sampling/FamiliesCollector.h"

namespace baro::platform {
namespace {

class BondingCollector final : public FamiliesCollector {
  public:
    explicit BondingCollector(const Roots& roots)
        : FamiliesCollector("bonding", std::chrono::seconds(5), &FamilyReadings::bonding),
          folder_(roots.sysfs + "/class/net/") {}

  protected:
    Result<Families> read() override {
        const auto masters = readAttribute(folder_ + "bonding_masters");
        if (!masters) return masters.error();
        FamilyBuilder families;
        std::string_view names = *masters;
        for (auto name = takeField(names); !name.empty(); name = takeField(names))
            if (const Status status = add(families, std::string(name)); !status) return status.error();
        return families.take();
    }

  private:
    Status add(FamilyBuilder& families, const std::string& master) const {
        const auto members = readAttribute(folder_ + master + "/bonding/slaves");
        if (!members) return members.error();
        int count = 0;
        int working = 0;
        std::string_view names = *members;
        for (auto name = takeField(names); !name.empty(); name = takeField(names)) {
            const auto state = stateOf(master, std::string(name));
            if (!state) return state.error();
            ++count;
            if (*state == "up") ++working;
        }
        families.add("node_bonding_slaves", {master}, count);
        families.add("node_bonding_active", {master}, working);
        return Done{};
    }

    // Until Linux 3.9 the links were named slave_ and not lower_.
    Result<std::string> stateOf(const std::string& master, const std::string& member) const {
        for (const char* link : {"/lower_", "/slave_"}) {
            auto state = readAttribute(folder_ + master + link + member + "/bonding_slave/mii_status");
            if (state || state.error().kind != ErrorKind::Absent) return state;
        }
        return absent("the bond " + master + " does not tell the state of " + member);
    }

    std::string folder_;
};

}  // namespace

std::unique_ptr<Collector> makeBondingCollector(const Roots& roots) {
    return std::make_unique<BondingCollector>(roots);
}

}  // namespace baro::platform
