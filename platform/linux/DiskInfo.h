// What disks, their filesystems and their mappings are, as udev's database knows them.
#pragma once

#include <memory>

#include "core/model/FamilyBuilder.h"
#include "core/sampling/Collector.h"
#include "platform/linux/DiskHardware.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// rotational: "1" or "0".
void tellDisk(const DiskstatsRow& disk, const UdevProperties& udev, std::string_view rotational,
              FamilyBuilder& into);

// Fills FamilyReadings::diskInfo.
std::unique_ptr<Collector> makeDiskInfoCollector(const Roots& roots);

}  // namespace baro::platform
