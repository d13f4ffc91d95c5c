#include "core/model/ProcessFields.h"

#include <algorithm>

namespace baro {
namespace {

using FieldKind = ProcessFieldKind;

constexpr std::array<ProcessFieldInfo, processFieldCount> fields{{
    {ProcessField::Name, "name", "", FieldKind::Text, "name of the program"},
    {ProcessField::Pid, "pid", "", FieldKind::Count, "process number"},
    {ProcessField::User, "user", "owner", FieldKind::Text, "who runs it"},
    {ProcessField::Cpu, "cpu", "", FieldKind::Percent, "processor time, in percent as the column says"},
    {ProcessField::Memory, "mem", "memory", FieldKind::Bytes, "resident memory"},
    {ProcessField::MemoryShare, "mem%", "memory%", FieldKind::Percent, "resident memory, of the machine's"},
    {ProcessField::Virtual, "virtual", "virt", FieldKind::Bytes, "virtual memory"},
    {ProcessField::Swap, "swap", "", FieldKind::Bytes, "swapped out memory"},
    {ProcessField::DiskRead, "read", "", FieldKind::BytesPerSecond, "read from disks per second"},
    {ProcessField::DiskWritten, "write", "", FieldKind::BytesPerSecond, "written to disks per second"},
    {ProcessField::State, "state", "", FieldKind::State, "running, sleeping, stopped, ..."},
    {ProcessField::Nice, "nice", "", FieldKind::Count, "scheduling: -20 first, 19 last"},
    {ProcessField::Threads, "threads", "", FieldKind::Count, "number of threads"},
    {ProcessField::Age, "age", "", FieldKind::Seconds, "time since its start"},
    {ProcessField::CpuTime, "time", "cputime", FieldKind::Seconds, "processor time since its start"},
    {ProcessField::MajorFaults, "faults", "", FieldKind::Count, "page faults that waited for a disk"},
    {ProcessField::LastCpu, "core", "", FieldKind::Count, "processor it ran on last"},
    {ProcessField::ParentPid, "parent", "ppid", FieldKind::Count, "process number of the parent"},
    {ProcessField::Unit, "unit", "", FieldKind::Text, "systemd unit"},
    {ProcessField::Container, "container", "", FieldKind::Text, "container"},
    {ProcessField::Application, "app", "application", FieldKind::Text, "application it belongs to"},
    {ProcessField::Cgroup, "cgroup", "", FieldKind::Text, "control group"},
    {ProcessField::CommandLine, "command", "cmd", FieldKind::Text, "command line"},
}};

template <class T>
std::optional<double> number(const std::optional<T>& value) {
    if (!value) return std::nullopt;
    return static_cast<double>(*value);
}

std::optional<double> memoryShare(const Process& process, const ProcessMoment& moment) {
    if (!moment.memoryTotalBytes || *moment.memoryTotalBytes <= 0) return std::nullopt;
    return 100 * static_cast<double>(process.residentBytes) / *moment.memoryTotalBytes;
}

// Never negative: the clock of the reading is taken before the processes are read, so a new one can seem
// younger.
double age(const Process& process, const ProcessMoment& moment) {
    const double start = static_cast<double>(process.identity.startTicks) / moment.ticksPerSecond;
    return std::max(0.0, moment.bootSeconds - start);
}

}  // namespace

std::span<const ProcessFieldInfo, processFieldCount> processFields() {
    return fields;
}

const ProcessFieldInfo& processField(ProcessField field) {
    return fields[static_cast<std::size_t>(field)];
}

const ProcessFieldInfo* findProcessField(std::string_view word) {
    if (word.empty()) return nullptr;
    const auto found = std::find_if(fields.begin(), fields.end(), [word](const ProcessFieldInfo& info) {
        return info.word == word || info.alternative == word;
    });
    return found == fields.end() ? nullptr : &*found;
}

std::optional<double> processNumber(ProcessField field, const ProcessView& view,
                                    const ProcessMoment& moment) {
    const Process& process = *view.process;
    const ProcessRate* const rate = view.rate;
    switch (field) {
        case ProcessField::Cpu:
            if (!rate) return std::nullopt;
            return rate->cpuSeconds * moment.percentPerProcessor;
        case ProcessField::DiskRead:
            return rate ? rate->diskReadBytesPerSecond : std::nullopt;
        case ProcessField::DiskWritten:
            return rate ? rate->diskWrittenBytesPerSecond : std::nullopt;
        case ProcessField::Memory:
            return static_cast<double>(process.residentBytes);
        case ProcessField::MemoryShare:
            return memoryShare(process, moment);
        case ProcessField::Virtual:
            return static_cast<double>(process.virtualBytes);
        case ProcessField::Swap:
            return number(process.swapBytes);
        case ProcessField::Pid:
            return process.identity.pid;
        case ProcessField::ParentPid:
            return process.parentPid;
        case ProcessField::Nice:
            return process.nice;
        case ProcessField::Threads:
            return process.threads;
        case ProcessField::LastCpu:
            return process.lastCpu;
        case ProcessField::MajorFaults:
            return process.majorFaults;
        case ProcessField::CpuTime:
            return process.userSeconds + process.systemSeconds;
        case ProcessField::Age:
            return age(process, moment);
        case ProcessField::Name:
        case ProcessField::User:
        case ProcessField::State:
        case ProcessField::Unit:
        case ProcessField::Container:
        case ProcessField::Application:
        case ProcessField::Cgroup:
        case ProcessField::CommandLine:
            return std::nullopt;
    }
    return std::nullopt;
}

std::string_view processText(ProcessField field, const Process& process) {
    const ProcessFacts& facts = *process.facts;
    switch (field) {
        case ProcessField::Name:
            return processDisplayName(facts);
        case ProcessField::User:
            return facts.user;
        case ProcessField::State:
            return {&process.state, 1};
        case ProcessField::Unit:
            return facts.systemdUnit;
        case ProcessField::Container:
            return facts.container;
        case ProcessField::Application:
            return facts.application;
        case ProcessField::Cgroup:
            return facts.cgroup;
        case ProcessField::CommandLine:
            return facts.commandLine;
        default:
            return {};
    }
}

std::string_view processDisplayName(const ProcessFacts& facts) {
    constexpr std::size_t kernelNameLength = 15;  // TASK_COMM_LEN - 1
    const bool cut = facts.name.size() >= kernelNameLength;
    return cut && facts.executable.starts_with(facts.name) ? facts.executable : facts.name;
}

std::string_view processStateWord(char state) {
    switch (state) {
        case 'R':
            return "running";
        case 'S':
            return "sleeping";
        case 'D':
            return "waiting";
        case 'Z':
            return "zombie";
        case 'T':
            return "stopped";
        case 't':
            return "traced";
        case 'I':
            return "idle";
        case 'X':
            return "dead";
        default:
            return {};
    }
}

}  // namespace baro
