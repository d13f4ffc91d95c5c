// Acting on processes. Every call checks the start time first, so that a reused pid is never hit by mistake.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/base/Result.h"
#include "core/model/Process.h"

namespace baro {

enum class IoPriorityClass { None = 0, RealTime = 1, BestEffort = 2, Idle = 3 };  // ioprio_set(2)

struct IoPriority {
    IoPriorityClass priorityClass = IoPriorityClass::None;
    int level = 4;  // 0 (first) to 7, within RealTime and BestEffort
    bool operator==(const IoPriority&) const = default;
};

// Any thread may call. Errors name the process, what was tried and, for Denied, the permission that is missing;
// Absent means that the process has ended.
class ProcessControl {
  public:
    virtual ~ProcessControl() = default;
    virtual Status sendSignal(const ProcessIdentity& process, int signal) = 0;
    virtual Status setNice(const ProcessIdentity& process, int nice) = 0;  // -20 (first) to 19
    virtual Status setAffinity(const ProcessIdentity& process, const std::vector<int>& cpus) = 0;
    virtual Result<std::vector<int>> affinity(const ProcessIdentity& process) = 0;
    virtual Status setIoPriority(const ProcessIdentity& process, IoPriority priority) = 0;
    virtual Result<IoPriority> ioPriority(const ProcessIdentity& process) = 0;
    // Signals of this system as number and name ("SIGTERM"), ascending.
    virtual std::vector<std::pair<int, std::string>> signalNames() const = 0;
};

}  // namespace baro
