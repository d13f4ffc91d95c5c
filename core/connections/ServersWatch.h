// The file of servers, read anew when it has changed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "core/connections/ServersFile.h"

namespace baro::http {

class ServersWatch {
  public:
    explicit ServersWatch(std::string path) : path_(std::move(path)) {}

    // Whether the file is another than at the last call; the first time, yes.
    bool hasChanged();
    // Nothing when the file is as it was at the last call; the first time, what it holds. One thread.
    std::optional<ServersFile> poll();

  private:
    struct Stamp {
        std::int64_t changed = 0;  // nanoseconds of the file's own clock, of its content or its rights
        std::int64_t bytes = -1;   // there is no file
        std::uint64_t inode = 0;
        bool operator==(const Stamp&) const = default;
    };
    Stamp stamp() const;

    const std::string path_;
    std::optional<Stamp> before_;
};

}  // namespace baro::http
