// Kernel same-page merging: pages that the kernel found alike and keeps once
// (https://docs.kernel.org/admin-guide/mm/ksm.html).
#pragma once

#include <memory>

#include "core/model/Families.h"
#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// Absent on kernels without CONFIG_KSM. What a kernel does not tell has no sample.
std::unique_ptr<Collector> makeSamePageMergingCollector(const Roots& roots);

}  // namespace baro::platform
