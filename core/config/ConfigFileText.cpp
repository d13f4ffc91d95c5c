// The part of ConfigFile.h that touches the disk.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>

#include "core/config/ConfigFile.h"

namespace baro {
namespace {

constexpr std::size_t maximumFileBytes = std::size_t{1} << 20;

Error errorAt(int number, std::string_view action, const std::string& path) {
    std::string message = fmt::format("cannot {} {}: {}", action, path, std::strerror(number));
    if (number == ENOENT) return absent(std::move(message));
    if (number == EACCES || number == EPERM || number == EROFS) return denied(std::move(message));
    return failed(std::move(message));
}

class OpenFile {
  public:
    explicit OpenFile(int opened) : descriptor(opened) {}
    ~OpenFile() { close(descriptor); }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    const int descriptor;
};

// Where the file really is: a configuration that is linked into a repository of dotfiles stays there.
std::string linkTarget(const std::string& path) {
    const std::unique_ptr<char, decltype(&std::free)> target(realpath(path.c_str(), nullptr), std::free);
    return target ? std::string(target.get()) : path;
}

Status makeFolders(const std::filesystem::path& folder) {
    if (folder.empty()) return Done{};
    std::error_code unknown;
    if (std::filesystem::is_directory(folder, unknown)) return Done{};
    if (const Status above = makeFolders(folder.parent_path()); !above) return above;
    if (mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return errorAt(errno, "make the folder", folder);
    return Done{};
}

bool writeAll(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return fsync(descriptor) == 0;
}

}  // namespace

Result<std::string> readConfigText(const std::string& path) {
    const OpenFile file{open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    if (file.descriptor < 0) return errorAt(errno, "open", path);
    std::string text(maximumFileBytes + 1, '\0');
    std::size_t length = 0;
    while (length < text.size()) {
        const ssize_t got = read(file.descriptor, text.data() + length, text.size() - length);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return errorAt(errno, "read", path);
        if (got == 0) break;
        length += static_cast<std::size_t>(got);
    }
    if (length > maximumFileBytes) return malformed(fmt::format("{} is larger than 1 MiB", path));
    text.resize(length);
    return text;
}

Status replaceConfigText(const std::string& path, std::string_view text) {
    const std::string target = linkTarget(path);
    if (const Status made = makeFolders(std::filesystem::path(target).parent_path()); !made) return made;
    std::string temporary = target + ".XXXXXX";
    const OpenFile file{mkostemp(temporary.data(), O_CLOEXEC)};  // mkostemp(3) makes it 0600
    if (file.descriptor < 0) return errorAt(errno, "make a file beside", target);
    if (writeAll(file.descriptor, text) && rename(temporary.c_str(), target.c_str()) == 0) return Done{};
    const int reason = errno;
    unlink(temporary.c_str());
    return errorAt(reason, "write", target);
}

Status replaceKeepingAccess(const std::string& path, std::string_view text) {
    std::error_code failure;
    const auto before = std::filesystem::status(path, failure);
    const Status written = replaceConfigText(path, text);
    if (written && std::filesystem::exists(before))
        std::filesystem::permissions(path, before.permissions(), failure);
    return written;
}

}  // namespace baro
