// One process, read again and again through descriptors that are kept open.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/model/Process.h"
#include "platform/linux/ProcessFacts.h"
#include "platform/linux/ProcessFiles.h"
#include "platform/linux/ProcessStat.h"

namespace baro::platform {

// What the readers of all processes share. Must outlive them.
struct ProcessSource {
    int directory = -1;  // of the procfs root
    DescriptorBudget* budget = nullptr;
    ProcessFactsReader* facts = nullptr;
    double secondsPerTick = 0.01;
    std::uint64_t bytesPerPage = 4096;
    bool hasRunMarks = false;  // the kernel keeps scheduler statistics
};

// What is due at this reading beyond what may have moved.
struct ProcessDue {
    bool everything = false;  // also of a process that did not run
    bool facts = false;
    bool deniedIo = false;  // ask again where I/O was denied
    bool swap = false;
};

// A kept descriptor belongs to one process: when that has ended, reading fails, even if its pid is in use
// again.
//
// Reading stat and io of every process once a second is most of what a monitor costs, and most processes
// sleep. For a process with one thread, schedstat, a fifth of the price, tells whether it ran since. If it
// did not, then none of its own counters can have moved: times, faults, I/O (the kernel charges reads, and
// writes when they make a page dirty, to the task that runs; an ended child's I/O when the parent waits for
// it), its state and its name. Others can change its resident memory, its parent and its priority;
// ProcessDue::everything picks those up within seconds.
class ProcessReader {
  public:
    enum class Outcome {
        Read,
        Ended,
        Hidden,  // another user's, on a procfs that hides those (hidepid)
        Failed,  // see problem()
    };

    explicit ProcessReader(std::int32_t pid) { row_.identity.pid = pid; }

    Outcome read(const ProcessSource& source, const ProcessDue& due);

    std::int32_t pid() const { return row_.identity.pid; }
    bool isKnown() const { return row_.facts != nullptr; }
    // The newest values; complete after the first Outcome::Read.
    const Process& row() const { return row_; }
    bool ioDenied() const { return ioDenied_; }
    // Of the newest reading: why it failed, or why a part of the row is missing though it should be there.
    const std::optional<Error>& problem() const { return problem_; }
    void setSwap(std::optional<std::uint64_t> bytes) { row_.swapBytes = bytes; }

  private:
    ssize_t readThrough(const ProcessSource& source, KeptDescriptor& kept, const char* file, bool keep,
                        std::span<char> into);
    Outcome outcomeOf(int error, const char* file);
    Error problemHere(const Error& error) const;
    bool mayHaveRun(const ProcessSource& source);
    void take(const ProcessSource& source, const ProcessStat& stat);
    void forgetPredecessor();
    void readResident(const ProcessSource& source, bool keep);
    void readIo(const ProcessSource& source, bool keep);
    void readSwap(const ProcessSource& source);

    Process row_;
    KeptDescriptor stat_;
    KeptDescriptor statm_;
    KeptDescriptor io_;
    KeptDescriptor schedstat_;
    std::optional<RunMark> mark_;
    bool ioDenied_ = false;
    std::optional<Error> problem_;
};

}  // namespace baro::platform
