// What a rule is about, and which processes use most of that. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/metrics/Format.h"
#include "core/model/Frame.h"
#include "core/rules/RuleFile.h"

namespace baro::alerts {

enum class FaultSubject { None, Cpu, Memory, Disk, Network, Temperature, Pressure, Filesystem };

// What processes use of a machine.
enum class FaultResource { None, Cpu, Memory, Disk, Network };

struct Fault {
    FaultSubject subject = FaultSubject::None;
    FaultResource resource = FaultResource::None;  // that processes are blamed for
    bool operator==(const Fault&) const = default;
};

// By the first metric of the expression that tells, unless the rule has a label "subject" with one of the
// words cpu, memory, disk, network, temperature, pressure, filesystem and none. Hot machines are blamed on
// processor time, full filesystems on who writes. A recorded series tells by the metric within its name,
// where it is called level:metric:operations (https://prometheus.io/docs/practices/rules/).
Fault faultOf(const RuleDefinition& rule);
Fault faultOfMetric(std::string_view metric);

struct BlamedProcess {
    std::string name;  // as the process calls itself: any bytes
    int pid = 0;
    double amount =
        0;  // processors' worth, resident bytes, or bytes per second to and from disks or the network
};

// The greatest first; only those that are known to use any. Network traffic is a rate between two Frames:
// without an earlier one (null) nobody is blamed.
std::vector<BlamedProcess> blamedProcesses(const Frame& frame, const Frame* before, FaultResource resource,
                                           std::size_t most = 3);

// "firefox 212 %, cc1plus 98 %": 100 % is one processor. Plain text in one line; empty when nobody is known.
std::string blameText(const std::vector<BlamedProcess>& processes, FaultResource resource,
                      const FormatStyle& style = {});

}  // namespace baro::alerts
