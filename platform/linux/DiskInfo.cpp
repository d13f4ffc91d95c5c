#include "platform/linux/DiskInfo.h"

#include <algorithm>
#include <string>

#include "core/metrics/ReportedDisks.h"
#include "core/sampling/FamiliesCollector.h"
#include "platform/linux/Decimal.h"
#include "platform/linux/SysfsText.h"

namespace baro::platform {
namespace {

// The first that is not empty.
std::string_view firstOf(const UdevProperties& udev, std::initializer_list<std::string_view> keys) {
    for (const std::string_view key : keys)
        if (const auto text = propertyOf(udev, key); !text.empty()) return text;
    return {};
}

void tellAta(std::string_view disk, const UdevProperties& udev, FamilyBuilder& into) {
    if (propertyOf(udev, "ID_ATA").empty()) return;
    const auto add = [&](std::string_view metric, std::string_view key) {
        if (const auto value = parseDecimal(propertyOf(udev, key))) into.add(metric, {disk}, *value);
    };
    add("node_disk_ata_write_cache", "ID_ATA_WRITE_CACHE");
    add("node_disk_ata_write_cache_enabled", "ID_ATA_WRITE_CACHE_ENABLED");
    add("node_disk_ata_rotation_rate_rpm", "ID_ATA_ROTATION_RATE_RPM");
}

class DiskInfoCollector final : public FamiliesCollector {
  public:
    explicit DiskInfoCollector(const Roots& roots)
        : FamiliesCollector("diskInfo", std::chrono::seconds(60), &FamilyReadings::diskInfo), roots_(roots) {}

  protected:
    Result<Families> read() override {
        const auto text = readFile(roots_.procfs + "/diskstats");
        if (!text) return text.error();
        const auto disks = parseDiskstats(*text);
        if (!disks) return disks.error();
        FamilyBuilder families;
        for (const DiskstatsRow& disk : *disks)
            if (isReportedDisk(disk.name))
                tellDisk(disk, readUdevEntry(roots_, disk.number), rotational(disk.name), families);
        return families.take();
    }

  private:
    // node_exporter says "0" where the kernel does not say, as for partitions.
    std::string rotational(std::string name) const {
        std::ranges::replace(name, '/', '!');
        const auto flag = readAttribute(roots_.sysfs + "/block/" + name + "/queue/rotational");
        return flag && *flag == "1" ? "1" : "0";
    }

    Roots roots_;
};

}  // namespace

void tellDisk(const DiskstatsRow& disk, const UdevProperties& udev, std::string_view rotational,
              FamilyBuilder& into) {
    into.add("node_disk_info",
             {disk.name, std::to_string(disk.number.major), std::to_string(disk.number.minor),
              propertyOf(udev, "ID_MODEL"), propertyOf(udev, "ID_PATH"), propertyOf(udev, "ID_REVISION"),
              rotational, firstOf(udev, {"SCSI_IDENT_SERIAL", "ID_SERIAL_SHORT", "ID_SERIAL"}),
              propertyOf(udev, "ID_WWN")},
             1);
    if (const auto type = propertyOf(udev, "ID_FS_TYPE"); !type.empty())
        into.add("node_disk_filesystem_info",
                 {disk.name, type, propertyOf(udev, "ID_FS_USAGE"), propertyOf(udev, "ID_FS_UUID"),
                  propertyOf(udev, "ID_FS_VERSION")},
                 1);
    if (const auto name = propertyOf(udev, "DM_NAME"); !name.empty())
        into.add("node_disk_device_mapper_info",
                 {disk.name, propertyOf(udev, "DM_LV_LAYER"), propertyOf(udev, "DM_LV_NAME"), name,
                  propertyOf(udev, "DM_UUID"), propertyOf(udev, "DM_VG_NAME")},
                 1);
    tellAta(disk.name, udev, into);
}

std::unique_ptr<Collector> makeDiskInfoCollector(const Roots& roots) {
    return std::make_unique<DiskInfoCollector>(roots);
}

}  // namespace baro::platform
