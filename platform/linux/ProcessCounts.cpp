#include "platform/linux/ProcessCounts.h"

#include <map>

#include "core/base/Numbers.h"
#include "core/model/FamilyBuilder.h"
#include "core/sampling/FamiliesCollector.h"
#include "platform/linux/ProcessStat.h"

namespace baro::platform {
namespace {

struct Counts {
    std::map<char, int> processes;  // by state
    std::map<char, int> threads;    // by state
    int processCount = 0;
    int threadCount = 0;
};

class ProcessCountsCollector final : public FamiliesCollector {
  public:
    explicit ProcessCountsCollector(const Roots& roots)
        : FamiliesCollector("processCounts", std::chrono::seconds(15), &FamilyReadings::processCounts),
          procfs_(roots.procfs + '/') {}

  protected:
    Result<Families> read() override {
        const auto threadLimit = readNumber(procfs_ + "sys/kernel/threads-max");
        if (!threadLimit) return threadLimit.error();
        const auto processLimit = readNumber(procfs_ + "sys/kernel/pid_max");
        if (!processLimit) return processLimit.error();
        const auto counted = count();
        if (!counted) return counted.error();
        FamilyBuilder families;
        families.add("node_processes_max_threads", {}, *threadLimit);
        families.add("node_processes_max_processes", {}, *processLimit);
        families.add("node_processes_threads", {}, counted->threadCount);
        families.add("node_processes_pids", {}, counted->processCount);
        for (const auto& [state, number] : counted->processes)
            families.add("node_processes_state", {std::string_view(&state, 1)}, number);
        for (const auto& [state, number] : counted->threads)
            families.add("node_processes_threads_state", {std::string_view(&state, 1)}, number);
        return families.take();
    }

  private:
    Result<Counts> count() const {
        const auto names = listDirectory(procfs_);
        if (!names) return names.error();
        Counts counts;
        for (const std::string& name : *names)
            if (parseNumber<std::uint32_t>(name)) countProcess(procfs_ + name, counts);
        return counts;
    }

    static void countProcess(const std::string& folder, Counts& counts) {
        const auto text = readFile(folder + "/stat");
        const auto stat = text ? parseProcessStat(*text) : text.error();
        if (!stat) return;
        ++counts.processCount;
        ++counts.processes[stat->state];
        counts.threadCount += stat->threads;
        countThreads(folder + "/task/", counts);
    }

    static void countThreads(const std::string& folder, Counts& counts) {
        const auto names = listDirectory(folder);
        if (!names) return;
        for (const std::string& name : *names) {
            const auto text = readFile(folder + name + "/stat");
            if (const auto stat = text ? parseProcessStat(*text) : text.error())
                ++counts.threads[stat->state];
        }
    }

    std::string procfs_;
};

}  // namespace

std::unique_ptr<Collector> makeProcessCountsCollector(const Roots& roots) {
    return std::make_unique<ProcessCountsCollector>(roots);
}

}  // namespace baro::platform
