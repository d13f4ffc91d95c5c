// The name and version of the distribution, from os-release(5).
#pragma once

#include <memory>

#include "core/model/Families.h"
#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"
#include "platform/linux/OsRelease.h"

namespace baro::platform {

Families operatingSystemFrom(const OsRelease& release);

std::unique_ptr<Collector> makeOperatingSystemCollector(const Roots& roots);

}  // namespace baro::platform
