#include "platform/linux/Files.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

#include "core/base/Text.h"
#include "platform/linux/Decimal.h"

namespace baro::platform {
namespace {

constexpr std::size_t maximumFileBytes = std::size_t{16} << 20;
constexpr std::size_t firstBufferBytes = 4096;

// Reads from the start to the end into the buffer, which grows as needed and keeps its capacity. Returns the
// length or -1 with errno set. Kernel text files deliver less than asked for in the middle too, so only 0 is
// the end.
ssize_t readAll(int file, std::string& buffer) {
    std::size_t length = 0;
    for (;;) {
        if (length == buffer.size()) {
            if (length >= maximumFileBytes) return errno = EFBIG, -1;
            buffer.resize(std::max(firstBufferBytes, buffer.size() * 2));
        }
        const ssize_t got =
            pread(file, buffer.data() + length, buffer.size() - length, static_cast<off_t>(length));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return -1;
        if (got == 0) return static_cast<ssize_t>(length);
        length += static_cast<std::size_t>(got);
    }
}

}  // namespace

Error errorFromErrno(int number, std::string_view action, std::string_view path) {
    const ErrorKind kind = number == ENOENT || number == ENODEV || number == ESRCH || number == ENOTDIR
                               ? ErrorKind::Absent
                           : number == EACCES || number == EPERM ? ErrorKind::Denied
                           : number == EFBIG                     ? ErrorKind::Malformed
                                                                 : ErrorKind::Failed;
    std::string message = "cannot ";
    message.append(action).append(" ").append(path).append(": ").append(std::strerror(number));
    return {kind, std::move(message)};
}

Result<std::string_view> KeptFile::read() {
    if (!file_) {
        file_ = Descriptor(open(path_.c_str(), O_RDONLY | O_CLOEXEC));
        if (!file_) return errorFromErrno(errno, "open", path_);
    }
    const ssize_t length = readAll(file_.number(), buffer_);
    if (length < 0) {
        const int reason = errno;
        file_ = Descriptor();
        return errorFromErrno(reason, "read", path_);
    }
    return std::string_view(buffer_.data(), static_cast<std::size_t>(length));
}

Result<std::string> readFile(const std::string& path) {
    const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) return errorFromErrno(errno, "open", path);
    std::string content;
    const ssize_t length = readAll(file.number(), content);
    if (length < 0) return errorFromErrno(errno, "read", path);
    content.resize(static_cast<std::size_t>(length));
    return content;
}

Result<std::string> readAttribute(const std::string& path) {
    Result<std::string> content = readFile(path);
    if (!content) return content;
    return std::string(trimmed(*content));
}

std::string attributeOr(const std::string& path, std::string_view otherwise) {
    auto text = readAttribute(path);
    return text ? std::move(text).value() : std::string(otherwise);
}

Result<double> readNumber(const std::string& path, double least) {
    const Result<std::string> content = readAttribute(path);
    if (!content) return content.error();
    const auto number = parseDecimal(*content);
    if (!number) return malformed(path + " does not hold a number");
    if (*number < least) return malformed(path + " holds a negative number");
    return *number;
}

Result<std::vector<std::string>> listDirectory(const std::string& path) {
    const std::unique_ptr<DIR, int (*)(DIR*)> directory(opendir(path.c_str()), closedir);
    if (!directory) return errorFromErrno(errno, "list", path);
    std::vector<std::string> names;
    while (const dirent* entry = readdir(directory.get())) {
        const std::string_view name = entry->d_name;
        if (name != "." && name != "..") names.emplace_back(name);
    }
    std::ranges::sort(names);
    return names;
}

}  // namespace baro::platform
