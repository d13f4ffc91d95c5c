// Lists of processors as sysfs writes them: "0-3,8" (https://docs.kernel.org/admin-guide/cputopology.html),
// or "0 1 2" in cpufreq.
#pragma once

#include <string_view>
#include <vector>

#include "core/base/Result.h"

namespace baro::platform {

// Ascending, each once; empty for the empty list. Malformed beyond 65535, eight times what a kernel can be
// built for.
Result<std::vector<int>> parseCpuList(std::string_view text);

}  // namespace baro::platform
