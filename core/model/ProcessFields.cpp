#include "core/model/ProcessFields.h"

#include <algorithm>

namespace baro {
namespace {

using Field = ProcessField;
using FieldKind = ProcessFieldKind;

constexpr std::array<ProcessFieldInfo, processFieldCount> fields{{
    {Field::Name, "name", "", FieldKind::Text, "name of the program"},
    {Field::Pid, "pid", "", FieldKind::Count, "process number"},
    {Field::User, "user", "owner", FieldKind::Text, "who runs it"},
    {Field::Cpu, "cpu", "", FieldKind::Percent, "processor time, in percent as the column says"},
    {Field::Memory, "mem", "memory", FieldKind::Bytes, "resident memory"},
    {Field::MemoryShare, "mem%", "memory%", FieldKind::Percent, "resident memory, of the machine's"},
    {Field::Virtual, "virtual", "virt", FieldKind::Bytes, "virtual memory"},
    {Field::Swap, "swap", "", FieldKind::Bytes, "swapped out memory"},
    {Field::DiskRead, "read", "", FieldKind::BytesPerSecond, "read from disks per second"},
    {Field::DiskWritten, "write", "", FieldKind::BytesPerSecond, "written to disks per second"},
    {Field::State, "state", "", FieldKind::State, "running, sleeping, stopped, ..."},
    {Field::Nice, "nice", "", FieldKind::Count, "scheduling: -20 first, 19 last"},
    {Field::Threads, "threads", "", FieldKind::Count, "number of threads"},
    {Field::Age, "age", "", FieldKind::Seconds, "time since its start"},
    {Field::CpuTime, "time", "cputime", FieldKind::Seconds, "processor time since its start"},
    {Field::MajorFaults, "faults", "", FieldKind::Count, "page faults that waited for a disk"},
    {Field::LastCpu, "core", "", FieldKind::Count, "processor it ran on last"},
    {Field::ParentPid, "parent", "ppid", FieldKind::Count, "process number of the parent"},
    {Field::Unit, "unit", "", FieldKind::Text, "systemd unit"},
    {Field::Container, "container", "", FieldKind::Text, "container"},
    {Field::Application, "app", "application", FieldKind::Text, "application it belongs to"},
    {Field::Cgroup, "cgroup", "", FieldKind::Text, "control group"},
    {Field::CommandLine, "command", "cmd", FieldKind::Text, "command line"},
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
        case Field::Cpu:
            if (!rate) return std::nullopt;
            return rate->cpuSeconds * moment.percentPerProcessor;
        case Field::DiskRead:
            return rate ? rate->diskReadBytesPerSecond : std::nullopt;
        case Field::DiskWritten:
            return rate ? rate->diskWrittenBytesPerSecond : std::nullopt;
        case Field::Memory:
            return static_cast<double>(process.residentBytes);
        case Field::MemoryShare:
            return memoryShare(process, moment);
        case Field::Virtual:
            return static_cast<double>(process.virtualBytes);
        case Field::Swap:
            return number(process.swapBytes);
        case Field::Pid:
            return process.identity.pid;
        case Field::ParentPid:
            return process.parentPid;
        case Field::Nice:
            return process.nice;
        case Field::Threads:
            return process.threads;
        case Field::LastCpu:
            return process.lastCpu;
        case Field::MajorFaults:
            return process.majorFaults;
        case Field::CpuTime:
            return process.userSeconds + process.systemSeconds;
        case Field::Age:
            return age(process, moment);
        case Field::Name:
        case Field::User:
        case Field::State:
        case Field::Unit:
        case Field::Container:
        case Field::Application:
        case Field::Cgroup:
        case Field::CommandLine:
            return std::nullopt;
    }
    return std::nullopt;
}

std::string_view processText(ProcessField field, const Process& process) {
    const ProcessFacts& facts = *process.facts;
    switch (field) {
        case Field::Name:
            return processDisplayName(facts);
        case Field::User:
            return facts.user;
        case Field::State:
            return {&process.state, 1};
        case Field::Unit:
            return facts.systemdUnit;
        case Field::Container:
            return facts.container;
        case Field::Application:
            return facts.application;
        case Field::Cgroup:
            return facts.cgroup;
        case Field::CommandLine:
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
