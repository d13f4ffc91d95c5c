#include "platform/linux/MdRaid.h"

#include <array>
#include <utility>

#include "core/model/FamilyBuilder.h"
#include "core/sampling/FamiliesCollector.h"
#include "platform/linux/Mdstat.h"

namespace baro::platform {
namespace {

// A reshape has no state of its own: none of them is 1 then.
constexpr std::array<std::pair<std::string_view, MdState>, 5> states{{
    {"active", MdState::Active},
    {"check", MdState::Check},
    {"inactive", MdState::Inactive},
    {"recovering", MdState::Recovering},
    {"resync", MdState::Resync},
}};

void addKnown(FamilyBuilder& families, std::string_view name, std::initializer_list<std::string_view> labels,
              const std::optional<std::uint64_t>& value) {
    if (value) families.add(name, labels, static_cast<double>(*value));
}

void addArray(FamilyBuilder& families, const MdArray& array) {
    for (const auto& [name, state] : states)
        families.add("node_md_state", {array.name, name}, array.state == state ? 1 : 0);
    addKnown(families, "node_md_disks", {array.name, "active"}, array.activeDisks);
    addKnown(families, "node_md_disks", {array.name, "failed"}, array.failedDisks);
    addKnown(families, "node_md_disks", {array.name, "spare"}, array.spareDisks);
    addKnown(families, "node_md_disks_required", {array.name}, array.requiredDisks);
    addKnown(families, "node_md_blocks", {array.name}, array.blocks);
    addKnown(families, "node_md_blocks_synced", {array.name}, array.syncedBlocks);
}

// Levels without redundancy have no attribute "degraded": an array of theirs that lacks a disk does not run.
std::optional<double> degradedDisks(const std::string& md) {
    if (const auto degraded = readNumber(md + "/degraded")) return *degraded;
    const auto level = readAttribute(md + "/level");
    if (level && (*level == "raid0" || *level == "linear")) return 0;
    return std::nullopt;
}

class MdRaidCollector final : public FamiliesCollector {
  public:
    explicit MdRaidCollector(const Roots& roots)
        : FamiliesCollector("mdadm", std::chrono::seconds(5), &FamilyReadings::mdRaid),
          mdstat_(roots.procfs + "/mdstat"),
          blockDevices_(roots.sysfs + "/block") {}

  protected:
    Result<Families> read() override {
        const auto text = mdstat_.read();
        if (!text) return text.error();
        const auto arrays = parseMdstat(*text);
        if (!arrays) return arrays.error();
        FamilyBuilder families;
        for (const MdArray& array : *arrays)
            addArray(families, array);
        addRedundancy(families);
        return families.take();
    }

  private:
    void addRedundancy(FamilyBuilder& families) const {
        const auto names = listDirectory(blockDevices_);
        if (!names) return;
        for (const std::string& name : *names) {
            if (!name.starts_with("md")) continue;
            const std::string md = blockDevices_ + "/" + name + "/md";
            if (const auto disks = readNumber(md + "/raid_disks"))
                families.add("node_md_raid_disks", {name}, *disks);
            if (const auto degraded = degradedDisks(md)) families.add("node_md_degraded", {name}, *degraded);
        }
    }

    KeptFile mdstat_;
    std::string blockDevices_;
};

}  // namespace

std::unique_ptr<Collector> makeMdRaidCollector(const Roots& roots) {
    return std::make_unique<MdRaidCollector>(roots);
}

}  // namespace baro::platform
