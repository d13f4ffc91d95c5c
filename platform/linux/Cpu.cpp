#include "platform/linux/Cpu.h"

#include <unistd.h>

#include <array>

#include "core/base/Numbers.h"
#include "core/base/Text.h"
#include "platform/linux/Counters.h"

namespace baro::platform {
namespace {

// user nice system idle iowait irq softirq steal guest guest_nice; kernels before 2.6 end after idle.
constexpr std::size_t knownStates = 10;
constexpr std::size_t oldestStates = 4;

std::optional<CpuTimes> timesFrom(std::string_view fields, double ticksPerSecond) {
    std::array<double, knownStates> seconds{};
    std::size_t count = 0;
    for (; count < knownStates && !isBlank(fields); ++count) {
        const auto ticks = takeCounter(fields);
        if (!ticks) return std::nullopt;
        seconds[count] = static_cast<double>(*ticks) / ticksPerSecond;
    }
    if (count < oldestStates) return std::nullopt;
    return CpuTimes{seconds[0], seconds[1], seconds[2], seconds[3], seconds[4],
                    seconds[5], seconds[6], seconds[7], seconds[8], seconds[9]};
}

// The line "cpu" goes to the total, "cpu7" to processor 7. False when it is neither.
bool addProcessorLine(std::string_view name, const CpuTimes& times, CpuActivity& cpu) {
    const auto number = parseNumber<int>(name.substr(3));
    if (!number || *number < 0) return false;
    if (!cpu.cpus.empty() && cpu.cpus.back().cpu >= *number) return false;
    cpu.cpus.push_back({*number, times});
    return true;
}

struct KernelLines {
    std::optional<std::uint64_t> interrupts, contextSwitches, bootTime, forks, running, blocked;
    std::optional<std::vector<double>> softirqs = std::vector<double>();

    // The first number of the line; the rest of intr repeats it per interrupt.
    void add(std::string_view name, std::string_view fields) {
        if (name == "intr") interrupts = takeCounter(fields);
        if (name == "ctxt") contextSwitches = takeCounter(fields);
        if (name == "btime") bootTime = takeCounter(fields);
        if (name == "processes") forks = takeCounter(fields);
        if (name == "procs_running") running = takeCounter(fields);
        if (name == "procs_blocked") blocked = takeCounter(fields);
        if (name == "softirq") addSoftirqs(fields);
    }

    void addSoftirqs(std::string_view fields) {
        softirqs = std::vector<double>();
        softirqs->reserve(10);
        bool total = true;
        while (!isBlank(fields)) {
            const auto count = takeCounter(fields);
            if (!count) return softirqs.reset();
            if (!total) softirqs->push_back(static_cast<double>(*count));
            total = false;
        }
    }

    Result<KernelActivity> finish() && {
        if (!interrupts || !contextSwitches || !bootTime || !forks || !running || !blocked)
            return malformed(
                "stat lacks a good line intr, ctxt, btime, processes, procs_running or procs_blocked");
        if (!softirqs) return malformed("the softirq line of stat holds something else than counters");
        return KernelActivity{static_cast<double>(*interrupts),
                              static_cast<double>(*contextSwitches),
                              static_cast<double>(*forks),
                              static_cast<double>(*bootTime),
                              *running,
                              *blocked,
                              std::move(*softirqs)};
    }
};

class CpuCollector final : public Collector {
  public:
    explicit CpuCollector(const Roots& roots)
        : file_(roots.procfs + "/stat"), ticksPerSecond_(static_cast<double>(sysconf(_SC_CLK_TCK))) {}

    std::string_view name() const override { return "cpu"; }
    std::chrono::milliseconds interval() const override { return std::chrono::seconds(1); }

    Status collect(const Instant& now, Readings& into) override {
        auto stat = read();
        if (!stat) {
            into.cpu = stat.error();
            into.kernel = stat.error();
            return stat.error();
        }
        into.cpu = Section<CpuActivity>(std::move(stat->cpu), now);
        if (!stat->kernel) {
            into.kernel = stat->kernel.error();
            return stat->kernel.error();
        }
        into.kernel = Section<KernelActivity>(std::move(*stat->kernel), now);
        return Done{};
    }

  private:
    Result<Stat> read() {
        const auto text = file_.read();
        if (!text) return text.error();
        return parseStat(*text, ticksPerSecond_);
    }

    KeptFile file_;
    double ticksPerSecond_;
};

}  // namespace

Result<Stat> parseStat(std::string_view text, double ticksPerSecond) {
    if (endsWithin(text)) return malformed("stat is empty or ends within a line");
    std::optional<CpuTimes> total;
    CpuActivity cpu;
    KernelLines kernel;
    while (auto line = takeLine(text)) {
        const std::string_view name = takeUntil(*line, ' ');
        if (!name.starts_with("cpu")) {
            kernel.add(name, *line);
            continue;
        }
        const auto times = timesFrom(*line, ticksPerSecond);
        if (!times) return malformed("a cpu line of stat does not hold at least four counters");
        if (name == "cpu")
            total = times;
        else if (!addProcessorLine(name, *times, cpu))
            return malformed("the cpu lines of stat are not numbered upwards");
    }
    if (!total) return malformed("stat has no line \"cpu\"");
    cpu.total = *total;
    return Stat{std::move(cpu), std::move(kernel).finish()};
}

std::unique_ptr<Collector> makeCpuCollector(const Roots& roots) {
    return std::make_unique<CpuCollector>(roots);
}

}  // namespace baro::platform
