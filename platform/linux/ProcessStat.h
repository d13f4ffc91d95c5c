// The counters of one process: /proc/PID/stat, statm, io, schedstat and status, and what decides whether
// the last is worth reading: /proc/swaps (proc(5)). Pure parsers.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/base/Result.h"

namespace baro::platform {

// Values as the kernel writes them: clock ticks, pages.
struct ProcessStat {
    std::string_view name;  // points into the text; any bytes, blanks and parentheses included
    char state = '?';
    std::int32_t parentPid = 0;
    bool kernelThread = false;
    std::uint64_t minorFaults = 0;
    std::uint64_t majorFaults = 0;
    std::uint64_t userTicks = 0;
    std::uint64_t systemTicks = 0;
    std::int32_t nice = 0;
    std::int32_t threads = 0;
    std::uint64_t startTicks = 0;
    std::uint64_t virtualBytes = 0;
    std::uint64_t residentPages = 0;  // inexact on kernels since 6.2, see parseResidentPages
    std::int32_t lastCpu = 0;
};

// "PID (name) S 1 ...": at least the 39 fields up to the processor. Newer kernels write more; those are not
// read.
Result<ProcessStat> parseProcessStat(std::string_view text);

// Resident pages, the second number of statm; nothing when that is malformed. Since Linux 6.2 each processor
// may hold back a batch of what stat shows; statm sums the batches up (proc(5) on both;
// lib/percpu_counter.c).
std::optional<std::uint64_t> parseResidentPages(std::string_view statm);

struct ProcessIo {
    std::uint64_t readBytes = 0;     // from storage
    std::uint64_t writtenBytes = 0;  // to storage, counted when pages are made dirty
};

Result<ProcessIo> parseProcessIo(std::string_view text);

// What moves whenever the first thread of a process runs, or begins to.
struct RunMark {
    std::uint64_t runNanoseconds = 0;
    std::uint64_t waitNanoseconds = 0;
    std::uint64_t timeSlices = 0;
    bool operator==(const RunMark&) const = default;
};

// "runtime wait slices" of schedstat. Nothing when it is malformed or all zero: a kernel without scheduler
// statistics writes zeros (https://docs.kernel.org/scheduler/sched-stats.html), and those say nothing.
std::optional<RunMark> parseRunMark(std::string_view text);

// VmSwap of status, in bytes; nothing for a process without memory of its own or when the line is malformed.
std::optional<std::uint64_t> parseSwappedBytes(std::string_view status);

// What all swap areas of /proc/swaps hold, in bytes. Zero when none is in use, also when there is none.
Result<std::uint64_t> parseSwapInUse(std::string_view swaps);

}  // namespace baro::platform
