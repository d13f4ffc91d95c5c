// What the demo machine is made of: the sections that hardly change.
#pragma once

#include "core/model/Readings.h"

namespace baro::test {

CpuTopology demoTopology();
Host demoHost(double uptimeSeconds, double bootTimeSeconds);
Filesystems demoFilesystems(double written);
std::shared_ptr<const DiskFacts> demoDiskFacts(
    int which);  // 0, 1, 2: NVMe and its partitions; 3, 4: SATA and its partition
std::shared_ptr<const InterfaceFacts> demoInterfaceFacts(int which);  // 0 lo, 1 Ethernet, 2 Wi-Fi

}  // namespace baro::test
