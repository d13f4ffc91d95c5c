#include "platform/linux/SamePageMerging.h"

#include <array>

#include "core/model/FamilyBuilder.h"
#include "core/sampling/FamiliesCollector.h"

namespace baro::platform {
namespace {

struct ScanFile {
    std::string_view file;
    std::string_view metric;
    double unit = 1;
    double least = 0;
};
constexpr std::array scanFiles{
    ScanFile{"full_scans", "node_ksmd_full_scans_total"},
    ScanFile{"general_profit", "node_ksmd_general_profit_bytes", 1, anyNumber},  // since Linux 6.1
    ScanFile{"merge_across_nodes", "node_ksmd_merge_across_nodes"},
    ScanFile{"pages_shared", "node_ksmd_pages_shared"},
    ScanFile{"pages_sharing", "node_ksmd_pages_sharing"},
    ScanFile{"pages_to_scan", "node_ksmd_pages_to_scan"},
    ScanFile{"pages_unshared", "node_ksmd_pages_unshared"},
    ScanFile{"pages_volatile", "node_ksmd_pages_volatile"},
    ScanFile{"run", "node_ksmd_run"},
    ScanFile{"sleep_millisecs", "node_ksmd_sleep_seconds", 1e-3},
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
        for (const ScanFile& each : scanFiles) {
            const auto number = readNumber(folder_ + std::string(each.file), each.least);
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
