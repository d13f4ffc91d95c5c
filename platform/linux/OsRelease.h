// What the distribution calls itself: /etc/os-release (os-release(5)).
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/base/Result.h"

namespace baro::platform {

struct OsRelease {
    std::string prettyName;  // PRETTY_NAME, else NAME
    std::string id;          // ID
    std::map<std::string, std::string, std::less<>> properties;  // every assignment, by name; any bytes
};

// Shell assignments, in quotes or not. Malformed when a line is none, or when there is no name.
Result<OsRelease> parseOsRelease(std::string_view text);

}  // namespace baro::platform
