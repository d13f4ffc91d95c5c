#include "platform/linux/ProcessControl.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <memory>
#include <string_view>

#include "platform/linux/ProcessFiles.h"
#include "platform/linux/ProcessStat.h"

namespace baro::platform {
namespace {

constexpr int ioprioWhoProcess = 1;   // IOPRIO_WHO_PROCESS of linux/ioprio.h, which older systems lack
constexpr int ioprioClassShift = 13;  // IOPRIO_CLASS_SHIFT
constexpr int ioprioLevels = 8;
constexpr int mostCpus = 1 << 16;

// What was tried, and which permission it needs where another user's process is concerned.
struct Attempt {
    std::string what;  // "send SIGTERM to"
    std::string_view permission;
};

Error ended(const ProcessIdentity& process, std::string_view what) {
    return absent(fmt::format("cannot {} process {}: it has ended", what, process.pid));
}

Error errorOf(int number, const ProcessIdentity& process, const Attempt& attempt) {
    if (number == ESRCH || number == ENOENT) return ended(process, attempt.what);
    if (number == EPERM || number == EACCES)
        return denied(fmt::format("cannot {} process {}: {}", attempt.what, process.pid, attempt.permission));
    return failed(fmt::format("cannot {} process {}: {}", attempt.what, process.pid, std::strerror(number)));
}

// sched_setaffinity(2) takes masks of any length; cpu_set_t ends at 1024.
class CpuMask {
  public:
    explicit CpuMask(int cpus) : size_(CPU_ALLOC_SIZE(cpus)), cpus_(cpus), mask_(CPU_ALLOC(cpus), free) {
        CPU_ZERO_S(size_, get());
    }
    cpu_set_t* get() const { return mask_.get(); }
    std::size_t size() const { return size_; }
    void add(int cpu) { CPU_SET_S(static_cast<std::size_t>(cpu), size_, get()); }
    std::vector<int> list() const {
        std::vector<int> result;
        for (int cpu = 0; cpu < cpus_; ++cpu)
            if (CPU_ISSET_S(static_cast<std::size_t>(cpu), size_, get())) result.push_back(cpu);
        return result;
    }

  private:
    static void free(cpu_set_t* mask) { CPU_FREE(mask); }
    std::size_t size_;
    int cpus_;
    std::unique_ptr<cpu_set_t, void (*)(cpu_set_t*)> mask_;
};

std::string signalName(int signal) {
    if (const char* name = sigabbrev_np(signal)) return std::string("SIG") + name;
    if (signal == SIGRTMIN) return "SIGRTMIN";
    if (signal == SIGRTMAX) return "SIGRTMAX";
    return fmt::format("SIGRTMIN+{}", signal - SIGRTMIN);
}

class LinuxProcessControl final : public ProcessControl {
  public:
    explicit LinuxProcessControl(const Roots& roots) : thisMachine_(roots.isThisMachine()) {}

    Status sendSignal(const ProcessIdentity& process, int signal) override;
    Status setNice(const ProcessIdentity& process, int nice) override;
    Status setAffinity(const ProcessIdentity& process, const std::vector<int>& cpus) override;
    Result<std::vector<int>> affinity(const ProcessIdentity& process) override;
    Status setIoPriority(const ProcessIdentity& process, IoPriority priority) override;
    Result<IoPriority> ioPriority(const ProcessIdentity& process) override;
    std::vector<std::pair<int, std::string>> signalNames() const override;

  private:
    Status check(const ProcessIdentity& process, std::string_view what) const;
    // All threads: the kernel keeps nice, affinity and I/O priority per thread.
    template <class Act>
    Status forEachThread(const ProcessIdentity& process, const Attempt& attempt, Act act) const;

    bool thisMachine_;
};

Status LinuxProcessControl::check(const ProcessIdentity& process, std::string_view what) const {
    if (!thisMachine_)
        return absent(
            fmt::format("cannot {} process {}: it belongs to a recorded machine", what, process.pid));
    // Zero and negative pids mean groups and everybody to the calls below.
    if (process.pid <= 0) return failed(fmt::format("{} is no process id", process.pid));
    const auto text = readFile(fmt::format("/proc/{}/stat", process.pid));
    if (!text && text.error().kind == ErrorKind::Absent) return ended(process, what);
    if (!text) return text.error();
    const auto stat = parseProcessStat(*text);
    if (!stat) return stat.error();
    if (stat->startTicks != process.startTicks) return ended(process, what);
    return Done{};
}

template <class Act>
Status LinuxProcessControl::forEachThread(const ProcessIdentity& process, const Attempt& attempt,
                                          Act act) const {
    if (Status status = check(process, attempt.what); !status) return status;
    const Descriptor tasks(
        open(fmt::format("/proc/{}/task", process.pid).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!tasks) return errorOf(errno, process, attempt);
    const auto threads = PidLister().list(tasks.number());
    if (!threads) return ended(process, attempt.what);
    for (const std::int32_t thread : *threads) {
        if (act(thread) == 0) continue;
        // A thread may end meanwhile; the process has when its first thread is gone.
        if (errno == ESRCH && thread != process.pid) continue;
        return errorOf(errno, process, attempt);
    }
    return Done{};
}

Status LinuxProcessControl::sendSignal(const ProcessIdentity& process, int signal) {
    const Attempt attempt{"send " + signalName(signal) + " to",
                          "it belongs to another user; being that user or root (CAP_KILL) would allow it"};
    if (signal < 1 || signal > SIGRTMAX) return failed(fmt::format("{} is no signal", signal));
    if (Status status = check(process, attempt.what); !status) return status;
    const Descriptor pidfd(static_cast<int>(syscall(SYS_pidfd_open, process.pid, 0)));
    if (!pidfd && errno != ENOSYS && errno != EPERM) return errorOf(errno, process, attempt);
    // Now that the descriptor holds the process, what it holds is checked.
    if (pidfd)
        if (Status status = check(process, attempt.what); !status) return status;
    const long sent = pidfd
                          ? syscall(SYS_pidfd_send_signal, pidfd.number(), signal, nullptr, 0)
                          : kill(process.pid, signal);  // before Linux 5.3, or where a filter forbids pidfds
    if (sent != 0) return errorOf(errno, process, attempt);
    return Done{};
}

Status LinuxProcessControl::setNice(const ProcessIdentity& process, int nice) {
    const Attempt attempt{fmt::format("set nice {} of", nice),
                          "lowering the value or changing another user's process needs root (CAP_SYS_NICE) "
                          "or a higher RLIMIT_NICE"};
    if (nice < -20 || nice > 19) return failed(fmt::format("nice {} is not within -20 and 19", nice));
    return forEachThread(process, attempt, [nice](std::int32_t thread) {
        return setpriority(PRIO_PROCESS, static_cast<id_t>(thread), nice);
    });
}

Status LinuxProcessControl::setAffinity(const ProcessIdentity& process, const std::vector<int>& cpus) {
    const Attempt attempt{
        "set the processors of",
        "it belongs to another user; being that user or root (CAP_SYS_NICE) would allow it"};
    if (cpus.empty()) return failed("a process needs at least one processor");
    const auto [least, most] = std::ranges::minmax(cpus);
    if (least < 0 || most >= mostCpus)
        return failed(fmt::format("there is no processor {}", least < 0 ? least : most));
    CpuMask mask(most + 1);
    for (const int cpu : cpus)
        mask.add(cpu);
    return forEachThread(process, attempt, [&mask](std::int32_t thread) {
        return sched_setaffinity(thread, mask.size(), mask.get());
    });
}

Result<std::vector<int>> LinuxProcessControl::affinity(const ProcessIdentity& process) {
    const Attempt attempt{"ask for the processors of", "a security module forbids it"};
    if (Status status = check(process, attempt.what); !status) return status.error();
    // EINVAL says that the mask is shorter than the kernel's.
    for (int cpus = 1024; cpus <= mostCpus; cpus *= 2) {
        const CpuMask mask(cpus);
        if (sched_getaffinity(process.pid, mask.size(), mask.get()) == 0) return mask.list();
        if (errno != EINVAL) break;
    }
    return errorOf(errno, process, attempt);
}

Status LinuxProcessControl::setIoPriority(const ProcessIdentity& process, IoPriority priority) {
    const Attempt attempt{
        "set the I/O priority of",
        "the real-time class needs root (CAP_SYS_ADMIN), and so does another user's process (CAP_SYS_NICE)"};
    if (priority.level < 0 || priority.level >= ioprioLevels)
        return failed(fmt::format("I/O priority level {} is not within 0 and 7", priority.level));
    const int encoded = encodeIoPriority(priority);
    return forEachThread(process, attempt, [encoded](std::int32_t thread) {
        return static_cast<int>(syscall(SYS_ioprio_set, ioprioWhoProcess, thread, encoded));
    });
}

Result<IoPriority> LinuxProcessControl::ioPriority(const ProcessIdentity& process) {
    const Attempt attempt{"ask for the I/O priority of", "a security module forbids it"};
    if (Status status = check(process, attempt.what); !status) return status.error();
    const long encoded = syscall(SYS_ioprio_get, ioprioWhoProcess, process.pid);
    if (encoded < 0) return errorOf(errno, process, attempt);
    return decodeIoPriority(static_cast<int>(encoded));
}

std::vector<std::pair<int, std::string>> LinuxProcessControl::signalNames() const {
    std::vector<std::pair<int, std::string>> names;
    for (int signal = 1; signal <= SIGRTMAX; ++signal) {
        // The C library keeps the numbers between the last ordinary signal and SIGRTMIN for itself.
        if (sigabbrev_np(signal) != nullptr || signal >= SIGRTMIN)
            names.emplace_back(signal, signalName(signal));
    }
    return names;
}

}  // namespace

int encodeIoPriority(IoPriority priority) {
    // Outside the two classes with levels the kernel wants 0 (None) or ignores it (Idle).
    const bool hasLevel = priority.priorityClass == IoPriorityClass::RealTime ||
                          priority.priorityClass == IoPriorityClass::BestEffort;
    return static_cast<int>(priority.priorityClass) << ioprioClassShift | (hasLevel ? priority.level : 0);
}

IoPriority decodeIoPriority(int encoded) {
    const int priorityClass = encoded >> ioprioClassShift & 7;
    if (priorityClass > static_cast<int>(IoPriorityClass::Idle)) return {};
    // Newer kernels keep a hint above the three bits of the level.
    return {static_cast<IoPriorityClass>(priorityClass), encoded & (ioprioLevels - 1)};
}

std::unique_ptr<ProcessControl> makeProcessControl(const Roots& roots) {
    return std::make_unique<LinuxProcessControl>(roots);
}

}  // namespace baro::platform
