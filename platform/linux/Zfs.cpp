#include "platform/linux/Zfs.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <utility>

#include "core/base/Characters.h"
#include "core/model/FamilyBuilder.h"
#include "core/sampling/FamiliesCollector.h"
#include "platform/linux/Kstat.h"

namespace baro::platform {
namespace {

// Files of the whole module, and what node_exporter calls them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 11> moduleFiles{{
    {"abdstats", "abd"},
    {"arcstats", "arc"},
    {"dbufstats", "dbuf"},
    {"dmu_tx", "dmu_tx"},
    {"dnodestats", "dnode"},
    {"fm", "fm"},
    {"vdev_cache_stats", "vdev_cache"},
    {"vdev_mirror_stats", "vdev_mirror"},
    {"xuio_stats", "xuio"},
    {"zfetchstats", "zfetch"},
    {"zil", "zil"},
}};

constexpr std::array<std::string_view, 7> poolStates{"degraded", "faulted", "offline",  "online",
                                                     "removed",  "unavail", "suspended"};

// "erpt-dropped" is no part of a metric's name.
std::string metricName(std::string_view subject, std::string_view value) {
    std::string name = "node_zfs_";
    name.append(subject).append("_").append(value);
    std::ranges::replace_if(
        name, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
    return name;
}

// The module does not say which of its numbers only grow.
FamilyDescription describe(std::string_view file, std::string_view value, std::vector<std::string> labels) {
    std::string help = "OpenZFS statistic ";
    help.append(value).append(" of ").append(file);
    return {MetricKind::Untyped, std::move(help), std::move(labels)};
}

class ZfsCollector final : public FamiliesCollector {
  public:
    explicit ZfsCollector(const Roots& roots)
        : FamiliesCollector("zfs", std::chrono::seconds(5), &FamilyReadings::zfs),
          folder_(roots.procfs + "/spl/kstat/zfs") {
        for (const auto& [file, subject] : moduleFiles)
            files_.push_back({file, subject, KeptFile(folder_ + "/" + std::string(file))});
    }

  protected:
    Result<Families> read() override {
        const auto names = listDirectory(folder_);
        if (!names && names.error().kind == ErrorKind::Absent)
            return absent("the module of OpenZFS is not loaded");
        if (!names) return names.error();
        FamilyBuilder families;
        for (ModuleFile& file : files_)
            addModule(families, file);
        for (const std::string& name : *names)
            addPool(families, name);
        return families.take();
    }

  private:
    struct ModuleFile {
        std::string_view name;
        std::string_view subject;
        KeptFile file;
    };

    void tellUnreadable(const Kstat& kstat, const std::string& path) {
        if (kstat.unreadable > 0)
            tellMissing(
                malformed(std::to_string(kstat.unreadable) + " lines of " + path + " have no number"));
    }

    // Which of the files exist depends on the release.
    void addModule(FamilyBuilder& families, ModuleFile& source) {
        const auto text = source.file.read();
        if (!text) return;
        const auto kstat = part(parseNamedKstat(*text), source.file.path());
        if (!kstat) return;
        tellUnreadable(*kstat, source.file.path());
        for (const auto& [name, value] : kstat->values)
            families.add(metricName(source.subject, name), describe(source.name, name, {}), {}, value);
    }

    void addPool(FamilyBuilder& families, const std::string& pool) {
        const std::string folder = folder_ + "/" + pool;
        const auto files = listDirectory(folder);
        if (!files) return;  // a file of the module
        if (const auto state = readAttribute(folder + "/state")) addState(families, pool, lowered(*state));
        addPoolIo(families, pool, folder + "/io");
        for (const std::string& file : *files)
            if (file.starts_with("objset-")) addDataset(families, pool, folder + "/" + file);
    }

    // A word that is none of them leaves the state unknown: "0" of each would say that it is none.
    static void addState(FamilyBuilder& families, std::string_view pool, std::string_view state) {
        if (std::ranges::find(poolStates, state) == poolStates.end()) return;
        for (const std::string_view each : poolStates)
            families.add("node_zfs_zpool_state", {each, pool}, each == state ? 1 : 0);
    }

    // Gone since OpenZFS 2.1.
    void addPoolIo(FamilyBuilder& families, std::string_view pool, const std::string& path) {
        const auto text = readFile(path);
        if (!text) return;
        const auto kstat = part(parseIoKstat(*text), path);
        if (!kstat) return;
        for (const auto& [name, value] : kstat->values)
            families.add(metricName("zpool", name), describe("io", name, {"zpool"}), {pool}, value);
    }

    void addDataset(FamilyBuilder& families, std::string_view pool, const std::string& path) {
        const auto text = readFile(path);
        if (!text) return;
        const auto kstat = part(parseNamedKstat(*text), path);
        if (!kstat) return;
        tellUnreadable(*kstat, path);
        if (kstat->datasetName.empty()) return;
        for (const auto& [name, value] : kstat->values)
            families.add(metricName("zpool_dataset", name), describe("objset", name, {"zpool", "dataset"}),
                         {pool, kstat->datasetName}, value);
    }

    std::string folder_;
    std::vector<ModuleFile> files_;
};

}  // namespace

std::unique_ptr<Collector> makeZfsCollector(const Roots& roots) {
    return std::make_unique<ZfsCollector>(roots);
}

}  // namespace baro::platform
