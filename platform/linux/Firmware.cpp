#include "platform/linux/Firmware.h"

#include "core/sampling/FamiliesCollector.h"

namespace baro::platform {
namespace {

// In the order of the metric's labels, which are named like the files but for system_vendor.
constexpr const char* files[] = {
    "bios_date",      "bios_release",   "bios_vendor",     "bios_version",    "board_asset_tag",
    "board_name",     "board_serial",   "board_vendor",    "board_version",   "chassis_asset_tag",
    "chassis_serial", "chassis_vendor", "chassis_version", "product_family",  "product_name",
    "product_serial", "product_sku",    "product_uuid",    "product_version", "sys_vendor",
};

class FirmwareCollector final : public FamiliesCollector {
  public:
    explicit FirmwareCollector(const Roots& roots)
        : FamiliesCollector("dmi", std::chrono::milliseconds(0), &FamilyReadings::dmi),
          folder_(roots.sysfs + "/class/dmi/id/") {}

  protected:
    Result<Families> read() override {
        if (const auto names = listDirectory(folder_); !names) return names.error();
        FamilySample sample{{}, 1};
        for (const char* file : files) {
            auto text = readAttribute(folder_ + file);
            sample.labelValues.push_back(text ? std::move(text).value() : std::string());
        }
        return Families{{{.name = "node_dmi_info", .samples = {std::move(sample)}, .description = {}}}};
    }

  private:
    std::string folder_;
};

}  // namespace

std::unique_ptr<Collector> makeFirmwareCollector(const Roots& roots) {
    return std::make_unique<FirmwareCollector>(roots);
}

}  // namespace baro::platform
