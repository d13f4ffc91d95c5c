// Names of users by number.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "platform/linux/Files.h"

namespace baro::platform {

// Names by user id from passwd(5) text. Lines that are not "name:password:number:..." are left out.
std::map<std::uint32_t, std::string> parsePasswd(std::string_view text);

// Remembers every answer. Local users come from the passwd file, which never blocks; others (directory
// services, systemd's dynamic users) are asked for once, and only on this machine. Not thread-safe.
class UserNames {
  public:
    explicit UserNames(const Roots& roots);
    // The number in digits when no name is known.
    const std::string& nameOf(std::uint32_t userId);

  private:
    std::string passwdPath_;
    bool askSystem_;
    std::map<std::uint32_t, std::string> names_;
};

}  // namespace baro::platform
