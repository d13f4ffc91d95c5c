// Where an Alertmanager is: http(s)://[USER[:PASSWORD]@]HOST[:PORT][/PREFIX].
#pragma once

#include <string>
#include <string_view>

#include "core/base/Result.h"

namespace baro::alerts {

struct AlertmanagerAddress {
    std::string shown;  // as it was written, without user and password, which no message may hold
    std::string url;    // to which alerts are posted
    std::string user;   // empty: none
    std::string password;
    bool operator==(const AlertmanagerAddress&) const = default;

    // The error says what is wrong, and nothing of a user or a password.
    static Result<AlertmanagerAddress> parse(std::string_view text);
};

}  // namespace baro::alerts
