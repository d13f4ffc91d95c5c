#include "core/connections/ServersWatch.h"

#include <sys/stat.h>

namespace baro::http {

ServersWatch::Stamp ServersWatch::stamp() const {
    struct stat file {};
    if (path_.empty() || stat(path_.c_str(), &file) != 0) return {};
    constexpr std::int64_t nanosecondsPerSecond = 1'000'000'000;
    // The time of its last change, not of its content: who may read it counts, too.
    return {file.st_ctim.tv_sec * nanosecondsPerSecond + file.st_ctim.tv_nsec, file.st_size, file.st_ino};
}

bool ServersWatch::hasChanged() {
    const Stamp now = stamp();
    const bool isSame = before_ && now == *before_;
    before_ = now;
    return !isSame;
}

std::optional<ServersFile> ServersWatch::poll() {
    if (!hasChanged()) return std::nullopt;
    return readServersFile(path_);
}

}  // namespace baro::http
