// What carries alerts to an Alertmanager over HTTP. An interface, so that who asks needs no network library.
#pragma once

#include <functional>
#include <string>

#include "core/base/Result.h"

namespace baro::alerts {

struct AlertPost {
    std::string url;
    std::string user;  // empty: none
    std::string password;
    std::string body;  // JSON
};

class AlertPoster {
  public:
    struct Answer {
        int status = 0;      // of HTTP
        std::string reason;  // what the server says of it; empty when it says nothing
    };
    using Told = std::function<void(Result<Answer>)>;

    // What is under way is given up, and nobody is told of it any more.
    virtual ~AlertPoster() = default;
    // Any thread; never blocks. told: called once, on a thread of the poster.
    virtual void post(AlertPost post, Told told) = 0;
};

}  // namespace baro::alerts
