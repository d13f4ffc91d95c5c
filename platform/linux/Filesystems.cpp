#include "platform/linux/Filesystems.h"

#include <sys/statvfs.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "core/model/FamilyBuilder.h"
#include "core/sampling/BackgroundRead.h"
#include "platform/linux/FilesystemKinds.h"
#include "platform/linux/Mountinfo.h"

namespace baro::platform {
namespace {

constexpr std::chrono::seconds readInterval{5};
constexpr std::chrono::seconds patience{2};

// A filesystem whose answers come when they come.
class SlowFilesystem {
  public:
    SlowFilesystem(const std::string& mountPoint, const ReadSpace& read)
        : read_("filesystem", [read, mountPoint](const Instant&) { return read(mountPoint); }) {}

    void ask(const Instant& now) {
        if (Status asked = read_.ask(now); !asked) newest_ = asked.error();
    }

    // Whether there is something new to say.
    bool poll(const Instant& now) {
        auto answer = read_.take();
        const bool answered = answer.has_value();
        if (answered) newest_ = std::move(*answer);
        return answered || isSilent(now);
    }

    Result<FilesystemSpace> newest(const Instant& now) const {
        if (const auto silence = read_.unansweredFor(now); silence && *silence >= patience) {
            const auto whole = std::chrono::duration_cast<std::chrono::seconds>(*silence).count();
            return failed("no answer for " + std::to_string(whole) + " s");
        }
        return newest_;
    }

  private:
    bool isSilent(const Instant& now) const {
        const auto silence = read_.unansweredFor(now);
        return silence && *silence >= patience;
    }

    BackgroundRead<Result<FilesystemSpace>> read_;
    Result<FilesystemSpace> newest_ = failed("no answer yet");
};

void tellFilesystem(const Filesystem& filesystem, DeviceNumber device, const Result<FilesystemSpace>& space,
                    FamilyBuilder& into) {
    // Why it could not be asked; empty in all other cases.
    const std::string problem = space ? std::string() : space.error().message;
    const auto add = [&](std::string_view metric, double value) {
        into.add(metric, {filesystem.device, problem, filesystem.type, filesystem.mountPoint}, value);
    };
    add("node_filesystem_readonly", filesystem.readOnly ? 1 : 0);
    add("node_filesystem_device_error", space ? 0 : 1);
    into.add("node_filesystem_mount_info",
             {filesystem.device, std::to_string(device.major), std::to_string(device.minor),
              filesystem.mountPoint},
             1);
    if (!space) return;
    add("node_filesystem_size_bytes", space->sizeBytes);
    add("node_filesystem_free_bytes", space->freeBytes);
    add("node_filesystem_avail_bytes", space->availableBytes);
    add("node_filesystem_files", space->files);
    add("node_filesystem_files_free", space->filesFree);
}

class FilesystemsCollector final : public Collector {
  public:
    FilesystemsCollector(const Roots& roots, ReadSpace read, bool tellsMetrics)
        : table_(roots), read_(std::move(read)), tellsMetrics_(tellsMetrics) {}

    std::string_view name() const override { return "filesystems"; }
    // Filesystems are read every five seconds; in between only answers that were late are picked up.
    std::chrono::milliseconds interval() const override { return std::chrono::seconds(1); }

    Status collect(const Instant& now, Readings& into) override {
        const bool due = !readAt_ || now.monotonic - *readAt_ >= readInterval;
        if (due) {
            readAt_ = now.monotonic;
            if (Status refreshed = refreshMounts(); !refreshed) {
                into.filesystems = refreshed.error();
                into.families.filesystems = refreshed.error();
                return status_ = refreshed;
            }
            status_ = Done{};
            for (auto& [mount, filesystem] : slow_)
                filesystem.ask(now);
        }
        bool answered = false;
        for (auto& [mount, filesystem] : slow_)
            answered |= filesystem.poll(now);
        if (status_ && due) readLocal();
        if (status_ && (due || answered)) {
            into.filesystems = Section<Filesystems>(reading(now), now);
            if (tellsMetrics_) into.families.filesystems = Section<Families>(metrics(now), now);
        }
        return status_;
    }

  private:
    struct Row {
        Filesystem filesystem;
        DeviceNumber device;
        bool isShown = false;            // on pages
        bool isReported = false;         // in metrics, which tell of more
        SlowFilesystem* slow = nullptr;  // null: asked directly
        Result<FilesystemSpace> space = failed("not read yet");
    };
    using Key = std::pair<DeviceNumber, std::string>;

    Status refreshMounts() {
        const auto refreshed = table_.refresh();
        if (!refreshed) return refreshed.error();
        if (refreshed->changed) rebuildRows();
        return Done{};
    }

    void rebuildRows() {
        rows_.clear();
        std::map<Key, SlowFilesystem> before = std::exchange(slow_, {});
        for (const Mount& mount : mountsToShow(table_.mounts()))
            rowOf(mount, before).isShown = true;
        if (!tellsMetrics_) return;
        // Of several with the same labels, one on top of another, one is told.
        std::set<std::tuple<std::string_view, std::string_view, std::string_view>> told;
        for (const Mount& mount : table_.mounts())
            if (isReportedMount(mount) && told.emplace(mount.source, mount.mountPoint, mount.type).second)
                rowOf(mount, before).isReported = true;
    }

    Row& rowOf(const Mount& mount, std::map<Key, SlowFilesystem>& before) {
        const auto isSame = [&mount](const Row& row) {
            return row.device == mount.device && row.filesystem.mountPoint == mount.mountPoint &&
                   row.filesystem.device == mount.source && row.filesystem.type == mount.type;
        };
        const auto found = std::ranges::find_if(rows_, isSame);
        if (found != rows_.end()) return *found;
        Row& row = rows_.emplace_back();
        row.device = mount.device;
        row.filesystem.device = mount.source;
        row.filesystem.mountPoint = mount.mountPoint;
        row.filesystem.type = mount.type;
        row.filesystem.readOnly = mount.readOnly;
        row.filesystem.network = isNetworkFilesystem(mount.type);
        if (!isReachedThroughSlow(mount.mountPoint)) return row;
        Key key{mount.device, mount.mountPoint};
        // One that hangs keeps its worker, or each change of the table would leave another thread behind.
        if (auto kept = before.extract(key)) slow_.insert(std::move(kept));
        row.slow = &slow_.try_emplace(std::move(key), mount.mountPoint, read_).first->second;
        return row;
    }

    // A local filesystem below a network mount hangs with it: the path leads through there.
    bool isReachedThroughSlow(const std::string& mountPoint) const {
        return std::ranges::any_of(table_.mounts(), [&](const Mount& mount) {
            return mayHang(mount.type) && isWithin(mountPoint, mount.mountPoint);
        });
    }

    void readLocal() {
        for (Row& row : rows_)
            if (row.slow == nullptr) row.space = read_(row.filesystem.mountPoint);
    }

    Filesystems reading(const Instant& now) const {
        Filesystems reading;
        reading.filesystems.reserve(rows_.size());
        for (const Row& row : rows_) {
            if (!row.isShown) continue;
            const Result<FilesystemSpace> space = spaceOf(row, now);
            // Without a size it is a pseudo filesystem that the list does not know; df leaves them out too.
            if (space && space->sizeBytes == 0 && !row.filesystem.network) continue;
            Filesystem& filesystem = reading.filesystems.emplace_back(row.filesystem);
            if (space) {
                filesystem.space = *space;
            } else {
                filesystem.problem = space.error().message;
            }
        }
        return reading;
    }

    static Result<FilesystemSpace> spaceOf(const Row& row, const Instant& now) {
        return row.slow != nullptr ? row.slow->newest(now) : row.space;
    }

    Families metrics(const Instant& now) const {
        FamilyBuilder families;
        for (const Row& row : rows_)
            if (row.isReported) tellFilesystem(row.filesystem, row.device, spaceOf(row, now), families);
        return families.take();
    }

    MountTable table_;
    ReadSpace read_;
    bool tellsMetrics_;
    std::optional<Nanoseconds> readAt_;
    Status status_ = Done{};
    std::vector<Row> rows_;
    std::map<Key, SlowFilesystem> slow_;  // its nodes stand still: rows point at them
};

}  // namespace

Result<FilesystemSpace> readSpace(const std::string& mountPoint) {
    struct statvfs answer {};
    while (statvfs(mountPoint.c_str(), &answer) != 0)
        if (errno != EINTR) return errorFromErrno(errno, "ask", mountPoint);
    const auto block = static_cast<double>(answer.f_frsize);
    return FilesystemSpace{.sizeBytes = static_cast<double>(answer.f_blocks) * block,
                           .freeBytes = static_cast<double>(answer.f_bfree) * block,
                           .availableBytes = static_cast<double>(answer.f_bavail) * block,
                           .files = static_cast<double>(answer.f_files),
                           .filesFree = static_cast<double>(answer.f_ffree)};
}

std::unique_ptr<Collector> makeFilesystemsCollector(const Roots& roots, ReadSpace read, bool tellsMetrics) {
    return std::make_unique<FilesystemsCollector>(roots, std::move(read), tellsMetrics);
}

std::unique_ptr<Collector> makeFilesystemsCollector(const Roots& roots, bool tellsMetrics) {
    if (roots.isThisMachine()) return makeFilesystemsCollector(roots, readSpace, tellsMetrics);
    return makeFilesystemsCollector(
        roots,
        [](const std::string&) -> Result<FilesystemSpace> {
            return absent("the space of a recorded machine's filesystems is not recorded");
        },
        tellsMetrics);
}

}  // namespace baro::platform
