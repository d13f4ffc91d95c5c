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

std::optional<ServersFile> ServersWatch::poll() {
    const Stamp now = stamp();
    if (before_ && now == *before_) return std::nullopt;
    before_ = now;
    return readServersFile(path_);
}

}  // namespace baro::http
