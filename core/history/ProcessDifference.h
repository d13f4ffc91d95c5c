// Who used the machine in two ranges of time: which processes are new, which are gone, and how much more of
// it the others took. Pure: Frames come in, numbers go out.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/model/Frame.h"

namespace baro::history {

// Processes come and go, and their ids with them; what they are called and whose they are stays.
enum class ProcessGrouping { Name, Application };

struct ProcessGroup {
    std::string name;  // as the process wrote it: any bytes. All threads of a kind count as one in the kernel
    std::string user;
    auto operator<=>(const ProcessGroup&) const = default;
};

// Of all processes of a group together, in one range.
struct ProcessUse {
    double cpuSeconds = 0;
    double meanResidentBytes = 0;          // while one of them ran; shared pages count once for each process
    double greatestResidentBytes = 0;      // at one moment
    std::optional<double> readBytes = {};  // from disk; nothing: this could be read of none of them
    std::optional<double> writtenBytes = {};
    std::uint64_t processes = 0;  // that were seen
};

using ProcessUses = std::map<ProcessGroup, ProcessUse>;

// Adds up one range, Frame after Frame. What a process used between the last Frame that has it and its end is
// not known, and not counted.
class ProcessUseSum {
  public:
    explicit ProcessUseSum(ProcessGrouping grouping) : grouping_(grouping) {}

    // In the order in which they were taken. One that does not know the processes is left out.
    void add(const Frame& frame);
    std::size_t frames() const { return frames_; }  // that knew the processes
    ProcessUses uses() const;

  private:
    struct Account {
        ProcessUse use;
        std::optional<std::uint64_t> residentNow;  // nothing: none of them runs
        double residentSum = 0;
        std::uint64_t frames = 0;
    };
    struct Before {
        std::shared_ptr<const ProcessTable> table;
        std::vector<std::size_t> groups;  // one a process: the account it belongs to
        Instant takenAt;
    };
    std::size_t accountOf(const ProcessFacts& facts);
    std::vector<std::size_t> book(const ProcessTable& table, const Before& before);
    void settleMemory();

    const ProcessGrouping grouping_;
    std::map<ProcessGroup, std::size_t> numbers_;
    std::vector<Account> accounts_;
    std::optional<Before> before_;
    std::size_t frames_ = 0;
};

struct ProcessChange {
    ProcessGroup group;
    std::optional<ProcessUse> first;   // nothing: it did not run in the first range
    std::optional<ProcessUse> second;  // nothing: nor in the second; one of the two is there

    bool isNew() const { return !second; }
    bool isGone() const { return !first; }
    // First less second; nothing where one of the ranges does not know it. Who did not run used nothing.
    double cpuSeconds() const;
    double meanResidentBytes() const;
    double greatestResidentBytes() const;
    std::optional<double> readBytes() const;
    std::optional<double> writtenBytes() const;
};

// The second range is what the first is compared with. Those that changed most come first: by processor time,
// then by memory.
std::vector<ProcessChange> processDifference(const ProcessUses& first, const ProcessUses& second);

}  // namespace baro::history
