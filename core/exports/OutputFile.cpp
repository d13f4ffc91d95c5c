#include "core/exports/OutputFile.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace baro::exports {
namespace {

namespace fs = std::filesystem;

Error cannotWrite(const std::string& path, std::string_view why) {
    return failed("cannot write " + path + ": " + std::string(why));
}

}  // namespace

Result<OutputFile> OutputFile::create(const std::string& path) {
    std::error_code error;
    const fs::file_status there = fs::status(path, error);
    if (fs::is_directory(there)) return cannotWrite(path, "it is a folder");
    if (fs::exists(there) && !fs::is_regular_file(there)) {
        const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
        if (descriptor < 0) return cannotWrite(path, std::strerror(errno));
        return OutputFile(path, {}, descriptor);
    }
    // A link stays one: what it leads to is replaced.
    fs::path place = fs::exists(there) ? fs::canonical(path, error) : fs::path(path);
    if (place.empty()) place = path;
    const std::string hidden = "." + place.filename().string() + "." + std::to_string(::getpid()) + ".part";
    std::string temporary = (place.parent_path() / hidden).string();
    constexpr int flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW;
    int descriptor = ::open(temporary.c_str(), flags | O_EXCL, 0666);
    // Another process with this number was killed here once.
    if (descriptor < 0 && errno == EEXIST) descriptor = ::open(temporary.c_str(), flags | O_TRUNC, 0666);
    if (descriptor < 0) return cannotWrite(path, std::strerror(errno));
    return OutputFile(place.string(), std::move(temporary), descriptor);
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : path_(std::move(other.path_)),
      temporary_(std::exchange(other.temporary_, {})),
      descriptor_(std::exchange(other.descriptor_, -1)) {}

OutputFile::~OutputFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

Status OutputFile::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return systemFailure();
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return Done{};
}

Status OutputFile::commit() {
    if (isFile() && ::fsync(descriptor_) != 0) return systemFailure();
    if (::close(std::exchange(descriptor_, -1)) != 0) return systemFailure();
    if (!isFile()) return Done{};
    if (::rename(temporary_.c_str(), path_.c_str()) != 0) return systemFailure();
    temporary_.clear();
    return Done{};
}

Error OutputFile::failure(std::string_view why) const {
    return cannotWrite(path_, why);
}

Error OutputFile::systemFailure() const {
    return failure(std::strerror(errno));
}

}  // namespace baro::exports
