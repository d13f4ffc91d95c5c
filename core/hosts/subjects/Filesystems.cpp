#include "core/model/Filesystems.h"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

#include "core/hosts/subjects/Subjects.h"
#include "core/model/FilesystemKinds.h"

namespace baro::hosts {
namespace {

constexpr double notTold = std::numeric_limits<double>::quiet_NaN();

struct FilesystemSeen {
    Filesystem filesystem;
    FilesystemSpace space{notTold, notTold, notTold, notTold, notTold};
    bool hasError = false;

    bool hasSpace() const {
        return space.sizeBytes >= 0 && space.freeBytes >= 0 && space.availableBytes >= 0;
    }
};

class FilesystemsSeen {
  public:
    explicit FilesystemsSeen(SubjectReader& reader) : reader_(reader) {}

    template <class Take>
    void take(std::string_view metric, Take take) {
        reader_.each(metric, [&](const Labels& labels, double value) { take(of(labels), value); });
    }

    Filesystems finish() {
        Filesystems all;
        for (auto& [mountPoint, seen] : seen_)
            if (isShown(seen)) all.filesystems.push_back(finished(seen));
        keepOnePerDevice(all.filesystems);
        return all;
    }

  private:
    FilesystemSeen& of(const Labels& labels) {
        const std::string_view mountPoint = labels.value("mountpoint");
        FilesystemSeen& seen = seen_[{mountPoint, labels.value("device")}];
        Filesystem& filesystem = seen.filesystem;
        filesystem.mountPoint = mountPoint;
        filesystem.device = labels.value("device");
        filesystem.type = labels.value("fstype");
        filesystem.network = isNetworkFilesystem(filesystem.type);
        if (const auto why = labels.value("device_error"); !why.empty()) filesystem.problem = why;
        return seen;
    }

    // As on the machine itself: not what nobody fills, and nothing that has no size.
    static bool isShown(const FilesystemSeen& seen) {
        const Filesystem& filesystem = seen.filesystem;
        if (isPseudoFilesystem(filesystem.type, filesystem.mountPoint)) return false;
        return !seen.hasSpace() || seen.space.sizeBytes > 0 || filesystem.network;
    }

    Filesystem finished(FilesystemSeen& seen) const {
        Filesystem& filesystem = seen.filesystem;
        if (seen.hasSpace() && !seen.hasError) {
            filesystem.space = seen.space;
            filesystem.problem.clear();
        } else if (filesystem.problem.empty()) {
            filesystem.problem = seen.hasError ? reader_.series().host() + " could not ask it"
                                               : reader_.series().host() + " does not tell its size";
        }
        return std::move(filesystem);
    }

    // Of several mounts of a device the one with the shortest mount point.
    static void keepOnePerDevice(std::vector<Filesystem>& list) {
        std::map<std::string_view, const Filesystem*> shortest;
        for (const Filesystem& one : list) {
            const Filesystem*& kept = shortest[one.device];
            if (kept == nullptr || one.mountPoint.size() < kept->mountPoint.size()) kept = &one;
        }
        std::vector<Filesystem> kept;
        for (const Filesystem& one : list)
            if (!one.device.starts_with('/') || shortest[one.device] == &one) kept.push_back(one);
        list = std::move(kept);
    }

    SubjectReader& reader_;
    std::map<std::pair<std::string_view, std::string_view>, FilesystemSeen> seen_;
};

}  // namespace

void readFilesystems(const HostSeries& series, Readings& into) {
    SubjectReader reader(series);
    FilesystemsSeen seen(reader);
    const auto takeSpace = [&seen](std::string_view metric, double FilesystemSpace::*field) {
        seen.take(metric, [field](FilesystemSeen& one, double value) { one.space.*field = value; });
    };
    takeSpace("node_filesystem_size_bytes", &FilesystemSpace::sizeBytes);
    takeSpace("node_filesystem_free_bytes", &FilesystemSpace::freeBytes);
    takeSpace("node_filesystem_avail_bytes", &FilesystemSpace::availableBytes);
    takeSpace("node_filesystem_files", &FilesystemSpace::files);
    takeSpace("node_filesystem_files_free", &FilesystemSpace::filesFree);
    seen.take("node_filesystem_readonly",
              [](FilesystemSeen& one, double value) { one.filesystem.readOnly = value == 1; });
    seen.take("node_filesystem_device_error",
              [](FilesystemSeen& one, double value) { one.hasError = value == 1; });
    into.filesystems = reader.section(seen.finish(), "filesystems");
}

}  // namespace baro::hosts
