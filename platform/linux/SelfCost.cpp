#include "platform/linux/SelfCost.h"

#include <dirent.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <optional>

#include "platform/linux/ProcessStat.h"

namespace baro::platform {
namespace {

// Counting descriptors lists a folder with one entry for each of thousands of kept files.
constexpr int readingsPerDescriptorCount = 10;

double secondsOf(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

Result<std::uint64_t> countDescriptors() {
    const std::unique_ptr<DIR, int (*)(DIR*)> directory(opendir("/proc/self/fd"), closedir);
    if (!directory) return errorFromErrno(errno, "list", "/proc/self/fd");
    std::uint64_t count = 0;
    while (const dirent* entry = readdir(directory.get()))
        if (entry->d_name[0] != '.') ++count;
    return count - 1;  // the folder's own
}

class SelfCostCollector final : public SectionCollector<SelfCost> {
  public:
    explicit SelfCostCollector(const Roots& roots)
        : SectionCollector("self", std::chrono::seconds(1), &Readings::self),
          thisMachine_(roots.isThisMachine()),
          bytesPerPage_(static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE))) {}

  private:
    Result<SelfCost> read() override;

    bool thisMachine_;
    std::uint64_t bytesPerPage_;
    KeptFile stat_{"/proc/self/stat"};
    KeptFile statm_{"/proc/self/statm"};
    KeptFile io_{"/proc/self/io"};
    double ticksPerSecond_ = static_cast<double>(sysconf(_SC_CLK_TCK));
    std::optional<double> startedAtSeconds_;
    int readings_ = 0;
    std::uint64_t descriptors_ = 0;
};

Result<SelfCost> SelfCostCollector::read() {
    if (!thisMachine_)
        return absent("the files read are another machine's; the cost here is not part of them");
    rusage usage{};
    if (getrusage(RUSAGE_SELF, &usage) != 0) return errorFromErrno(errno, "ask for", "own resource usage");
    const auto statm = statm_.read();
    if (!statm) return statm.error();
    const auto pages = parseResidentPages(*statm);
    if (!pages) return malformed("/proc/self/statm does not hold resident pages");
    const auto statText = stat_.read();
    if (!statText) return statText.error();
    const auto stat = parseProcessStat(*statText);
    if (!stat) return stat.error();
    if (readings_++ % readingsPerDescriptorCount == 0) {
        const auto count = countDescriptors();
        if (!count) return count.error();
        descriptors_ = *count;
    }

    SelfCost cost;
    cost.cpuSeconds = secondsOf(usage.ru_utime) + secondsOf(usage.ru_stime);
    cost.residentBytes = *pages * bytesPerPage_;
    cost.openDescriptors = descriptors_;
    cost.threads = static_cast<std::uint64_t>(stat->threads);
    cost.virtualBytes = stat->virtualBytes;
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) cost.mostDescriptors = limit.rlim_cur;
    if (getrlimit(RLIMIT_AS, &limit) == 0) cost.mostVirtualBytes = limit.rlim_cur;
    if (!startedAtSeconds_) {
        const double age = seconds(now().boot) - static_cast<double>(stat->startTicks) / ticksPerSecond_;
        startedAtSeconds_ = seconds(now().wall) - age;
    }
    cost.startedAtSeconds = *startedAtSeconds_;
    // Some hardened kernels keep no I/O counters: then only that figure is unknown.
    if (const auto text = io_.read())
        if (const auto io = parseProcessIo(*text)) cost.writtenBytes = static_cast<double>(io->writtenBytes);
    return cost;
}

}  // namespace

std::unique_ptr<Collector> makeSelfCostCollector(const Roots& roots) {
    return std::make_unique<SelfCostCollector>(roots);
}

}  // namespace baro::platform
