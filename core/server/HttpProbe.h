// One real request to a server, as a client far away would make it: for checking that one listens.
#pragma once

#include <chrono>
#include <string>

#include "core/base/Result.h"
#include "core/server/ListenAddress.h"

namespace baro {

struct ProbeAnswer {
    int status = 0;
    std::string body;  // the first 64 KiB
};

// GET path. Blocks until the server closes, at most for patience. Absent when nobody listens there.
Result<ProbeAnswer> probe(const ListenAddress& address, const std::string& path,
                          std::chrono::milliseconds patience = std::chrono::seconds(2));

}  // namespace baro
