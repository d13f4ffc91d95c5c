// How an export goes, and whether it shall go on.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "core/base/Result.h"

namespace baro::exports {

struct Progress {
    double ratio = 0;  // 0 to 1
    std::uint64_t samples = 0;
};

// Called now and then by the exporting thread, at least once a second. false: stop.
using GoOn = std::function<bool(const Progress&)>;

// What an export that was told to stop ends with.
inline Error cancelled() {
    return failed("the export was cancelled");
}

// Takes the next bytes of the output.
using Write = std::function<Status(std::string_view)>;

struct Exported {
    std::uint64_t series = 0;   // that have a sample
    std::uint64_t samples = 0;  // staleness markers are none
    std::uint64_t frames = 0;   // of a moment file
};

}  // namespace baro::exports
