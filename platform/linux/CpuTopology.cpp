#include "platform/linux/CpuTopology.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/base/Numbers.h"
#include "core/base/Text.h"
#include "platform/linux/CoreClasses.h"
#include "platform/linux/CpuList.h"
#include "platform/linux/Cpuinfo.h"

namespace baro::platform {
namespace {

// Unknown is written as -1 by architectures without packages.
std::optional<int> idIn(const std::string& path) {
    const auto text = readAttribute(path);
    const auto id = text ? parseNumber<int>(text.value()) : std::nullopt;
    return id && *id >= 0 ? id : std::nullopt;
}

class CpuTopologyCollector final : public SectionCollector<CpuTopology> {
  public:
    explicit CpuTopologyCollector(Roots roots)
        : SectionCollector("cpuTopology", std::chrono::milliseconds(0), &Readings::cpuTopology),
          roots_(std::move(roots)) {}

  private:
    Result<CpuTopology> read() override {
        const auto text = readFile(roots_.procfs + "/cpuinfo");
        if (!text) return text.error();
        const auto info = parseCpuinfo(text.value());
        if (!info) return info.error();
        CpuTopology topology;
        topology.model = info->model;
        topology.vendor = info->vendor;
        topology.microcode = info->microcode;
        addProcessors(*info, topology);
        addNodes(topology);
        addCoreClasses(roots_, topology.cpus);
        countPackagesAndCores(topology);
        topology.cacheBytes = cacheBytes(topology);
        return topology;
    }

    std::string folderOf(int cpu) const {
        return roots_.sysfs + "/devices/system/cpu/cpu" + std::to_string(cpu);
    }

    void addProcessors(const Cpuinfo& info, CpuTopology& topology) const {
        for (const CpuinfoProcessor& processor : info.processors) {
            CpuPlace place;
            place.cpu = processor.cpu;
            place.package = idIn(folderOf(place.cpu) + "/topology/physical_package_id");
            place.core = idIn(folderOf(place.cpu) + "/topology/core_id");
            if (!place.package) place.package = processor.package;
            if (!place.core) place.core = processor.core;
            topology.cpus.push_back(place);
        }
    }

    void addNodes(CpuTopology& topology) const {
        const std::string nodes = roots_.sysfs + "/devices/system/node";
        const auto names = listDirectory(nodes);
        if (!names) return;
        for (const std::string& name : names.value()) {
            const auto number = name.starts_with("node") ? parseNumber<int>(name.substr(4)) : std::nullopt;
            const auto text = number ? readAttribute(nodes + "/" + name + "/cpulist") : absent("");
            const auto cpus = text ? parseCpuList(text.value()) : text.error();
            if (!cpus) continue;
            for (CpuPlace& place : topology.cpus)
                if (std::ranges::binary_search(cpus.value(), place.cpu)) place.numaNode = number;
        }
    }

    // Core numbers may repeat in each die of a package; the list of threads of a core never does.
    void countPackagesAndCores(CpuTopology& topology) const {
        std::set<int> packages;
        std::set<std::string> cores;
        for (const CpuPlace& place : topology.cpus) {
            if (place.package) packages.insert(*place.package);
            const auto threads = readAttribute(folderOf(place.cpu) + "/topology/thread_siblings_list");
            if (threads)
                cores.insert(threads.value());
            else if (place.core)
                cores.insert(std::to_string(place.package.value_or(0)) + "/" + std::to_string(*place.core));
        }
        topology.packages = static_cast<int>(packages.size());
        topology.cores = static_cast<int>(cores.size());
    }

    // All instances of the largest level together, as lscpu adds them up.
    std::optional<std::uint64_t> cacheBytes(const CpuTopology& topology) const {
        std::map<int, std::map<std::string, std::uint64_t>> sizes;  // level, processors that share it
        for (const CpuPlace& place : topology.cpus) {
            const std::string caches = folderOf(place.cpu) + "/cache";
            const auto names = listDirectory(caches);
            if (!names) continue;
            for (const std::string& name : names.value()) {
                const std::string cache = caches + "/" + name;
                const auto level = name.starts_with("index") ? idIn(cache + "/level") : std::nullopt;
                if (!level || (!sizes.empty() && *level < sizes.rbegin()->first)) continue;
                const auto sharers = readAttribute(cache + "/shared_cpu_list");
                const auto size = readAttribute(cache + "/size");
                const auto bytes = size ? parseCacheSize(size.value()) : size.error();
                if (sharers && bytes) sizes[*level][sharers.value()] = bytes.value();
            }
        }
        if (sizes.empty()) return std::nullopt;
        std::uint64_t sum = 0;
        for (const auto& [sharers, bytes] : sizes.rbegin()->second)
            sum += bytes;
        return sum;
    }

    Roots roots_;
};

}  // namespace

Result<std::uint64_t> parseCacheSize(std::string_view text) {
    constexpr std::uint64_t mostKilobytes = std::uint64_t{1} << 32;
    const Error wrong = malformed("the size of a cache is not like \"512K\"");
    if (text.empty() || text.back() != 'K') return wrong;
    const auto kilobytes = parseNumber<std::uint64_t>(text.substr(0, text.size() - 1));
    if (!kilobytes || *kilobytes == 0 || *kilobytes > mostKilobytes) return wrong;
    return *kilobytes * 1024;
}

std::unique_ptr<Collector> makeCpuTopologyCollector(const Roots& roots) {
    return std::make_unique<CpuTopologyCollector>(roots);
}

}  // namespace baro::platform
