#include "platform/linux/Textfile.h"

#include <sys/stat.h>

#include <filesystem>
#include <map>
#include <optional>
#include <utility>

#include "core/base/Log.h"
#include "core/model/FamilyBuilder.h"
#include "core/sampling/FamiliesCollector.h"
#include "platform/linux/TextfileFamilies.h"

namespace baro::platform {
namespace {

// Tells whether a file is the one that was read before.
struct Stamp {
    timespec modified{};
    off_t size = -1;
    ino_t inode = 0;

    bool operator==(const Stamp& other) const {
        return modified.tv_sec == other.modified.tv_sec && modified.tv_nsec == other.modified.tv_nsec &&
               size == other.size && inode == other.inode;
    }
    double seconds() const {
        return static_cast<double>(modified.tv_sec) + 1e-9 * static_cast<double>(modified.tv_nsec);
    }
};

struct File {
    Stamp stamp;
    Result<std::vector<ExpositionFamily>> content = failed("not read yet");
};

// Of no file: a stamp that no file has.
Stamp stampOf(const std::string& path) {
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) return {};
    return {status.st_mtim, status.st_size, status.st_ino};
}

Result<std::vector<ExpositionFamily>> contentOf(const std::string& path) {
    // Opening a pipe would wait for somebody to write.
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) return failed("it is no plain file");
    const Result<std::string> text = readFile(path);
    if (!text) return text.error();
    return parseExposition(*text);
}

// The stamp is taken first: what is written meanwhile is read again.
File readTextfile(const std::string& path) {
    File file{.stamp = stampOf(path)};
    file.content = contentOf(path);
    return file;
}

class TextfileCollector final : public FamiliesCollector {
  public:
    explicit TextfileCollector(const Roots& roots)
        : FamiliesCollector("textfile", std::chrono::seconds(5), &FamilyReadings::textfile),
          folder_(roots.textfile) {}

  protected:
    Result<Families> read() override {
        const Result<bool> changed = folder_.empty() ? false : list();
        if (!newest_ || !changed || *changed) newest_ = join(changed ? Status(Done{}) : changed.error());
        return *newest_;
    }

  private:
    Families join(const Status& listed) {
        std::size_t broken = 0;
        const auto count = [&](const std::string& path, const Status& status) {
            if (!status) ++broken;
            tellOnce(path, status ? std::string() : status.error().message);
            return status.ok();
        };
        count(folder_, listed);
        FamilyBuilder own;
        TextfileFamilies found;
        for (const auto& [path, file] : files_)
            if (count(path, file.content ? found.add(*file.content) : file.content.error()))
                own.add("node_textfile_mtime_seconds", {path}, file.stamp.seconds());
        own.add("node_textfile_scrape_error", {}, broken > 0 ? 1 : 0);
        own.add("barograph_textfile_broken_files", {}, static_cast<double>(broken));
        Families families = own.take();
        for (Family& family : found.take().families)
            families.families.push_back(std::move(family));
        return families;
    }

    // Reads what changed, and says whether anything did.
    Result<bool> list() {
        const std::map<std::string, File> before = std::exchange(files_, {});
        const auto names = listDirectory(folder_);
        if (!names) return names.error();
        bool changed = false;
        for (const std::string& name : *names) {
            if (!name.ends_with(".prom")) continue;
            const std::string path = folder_ + "/" + name;
            const auto known = before.find(path);
            const bool isSame = known != before.end() && known->second.stamp == stampOf(path);
            changed = changed || !isSame;
            files_.emplace(path, isSame ? known->second : readTextfile(path));
        }
        return changed || files_.size() != before.size();
    }

    // The first occurrence only.
    void tellOnce(const std::string& path, const std::string& problem) {
        if (problem.empty()) {
            told_.erase(path);
        } else if (std::exchange(told_[path], problem) != problem) {
            log(Severity::Warning, "textfile: " + path + ": " + problem);
        }
    }

    std::string folder_;
    std::map<std::string, File> files_;
    std::optional<Families> newest_;
    std::map<std::string, std::string> told_;  // the newest problem of each file that has one
};

}  // namespace

std::unique_ptr<Collector> makeTextfileCollector(const Roots& roots) {
    return std::make_unique<TextfileCollector>(roots);
}

}  // namespace baro::platform
