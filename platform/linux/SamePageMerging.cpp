#include "platform/linux/SamePageMerging.h"

#include <array>

#include "core/model/FamilyBuilder.h"
#include "core/sampling/FamiliesCollector.h"

namespace baro::platform {
namespace {

struct Told {
    std::string_view file;
    std::string_view metric;
    double unit = 1;
};
constexpr std::array told{
    Told{"full_scans", "node_ksmd_full_scans_total"},
    Told{"general_profit", "node_ksmd_general_profit_bytes"},  // since Linux 6.1; may be negative
    Told{"merge_across_nodes", "node_ksmd_merge_across_nodes"},
    Told{"pages_shared", "node_ksmd_pages_shared"},
    Told{"pages_sharing", "node_ksmd_pages_sharing"},
    Told{"pages_to_scan", "node_ksmd_pages_to_scan"},
    Told{"pages_unshared", "node_ksmd_pages_unshared"},
    Told{"pages_volatile", "node_ksmd_pages_volatile"},
    Told{"run", "node_ksmd_run"},
    Told{"sleep_millisecs", "node_ksmd_sleep_seconds", 1e-3},
};

class SamePageMergingCollector final : public FamiliesCollector {
  public:
    explicit SamePageMergingCollector(const Roots& roots)
        : FamiliesCollector("ksmd", std::chrono::seconds(5), &FamilyReadings::ksm),
          folder_(roots.sysfs + "/kernel/mm/ksm/") {}

  protected:
    Result<Families> read() override {
        FamilyBuilder families;
        bool any = false;
        for (const Told& each : told) {
            const auto number = readNumber(folder_ + std::string(each.file));
            if (!number && number.error().kind == ErrorKind::Absent) continue;
            if (!number) return number.error();
            families.add(each.metric, {}, *number * each.unit);
            any = true;
        }
        if (!any) return absent("this kernel does not merge pages");
        return families.take();
    }

  private:
    std::string folder_;
};

}  // namespace

std::unique_ptr<Collector> makeSamePageMergingCollector(const Roots& roots) {
    return std::make_unique<SamePageMergingCollector>(roots);
}

}  // namespace baro::platform
