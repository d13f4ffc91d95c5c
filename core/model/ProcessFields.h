// What there is to say about a process, field by field: the table's columns, its sort order and the filter
// language all name these and get their values here.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "core/model/Frame.h"

namespace baro {

enum class ProcessField {
    Name,
    Pid,
    User,
    Cpu,
    Memory,
    MemoryShare,
    Virtual,
    Swap,
    DiskRead,
    DiskWritten,
    State,
    Nice,
    Threads,
    Age,
    CpuTime,
    MajorFaults,
    LastCpu,
    ParentPid,
    Unit,
    Container,
    Application,
    Cgroup,
    CommandLine,
};
inline constexpr int processFieldCount = 23;

// How a field's values compare and which units a person may write after a number.
enum class ProcessFieldKind { Text, State, Count, Percent, Bytes, BytesPerSecond, Seconds };

struct ProcessFieldInfo {
    ProcessField field = ProcessField::Name;
    std::string_view word;         // in the filter language and in settings: "cpu"
    std::string_view alternative;  // a second word for it; may be empty
    ProcessFieldKind kind = ProcessFieldKind::Text;
    std::string_view help;  // one phrase, for completion
};

// In the order of ProcessField.
std::span<const ProcessFieldInfo, processFieldCount> processFields();
const ProcessFieldInfo& processField(ProcessField field);
const ProcessFieldInfo* findProcessField(std::string_view word);  // null when there is none

// The moment that the values of a process are taken from.
struct ProcessMoment {
    double percentPerProcessor = 100;  // 100: CPU in percent of one core; 100 / processors: of the machine
    std::optional<double> memoryTotalBytes;
    double bootSeconds = 0;  // since boot, for ages
    double ticksPerSecond = 100;
};

// One process as read, and its rates where they are known. Both must outlive it.
struct ProcessView {
    const Process* process = nullptr;
    const ProcessRate* rate = nullptr;  // null: new, or nothing is known across the last interval
};

// Percent, bytes, bytes per second, seconds or a count, as the field's kind says; nothing when it is not
// known or the field is text.
std::optional<double> processNumber(ProcessField field, const ProcessView& view, const ProcessMoment& moment);

// As the process wrote it; empty for fields that are numbers.
std::string_view processText(ProcessField field, const Process& process);

// The kernel cuts names to 15 bytes: the executable's file name where it only continues the short name.
std::string_view processDisplayName(const ProcessFacts& facts);

// "running" for 'R', as people say it; the letters are those of proc(5). Empty for a letter it does not know.
std::string_view processStateWord(char state);

}  // namespace baro
