// The text form of OpenZFS' kernel statistics below /proc/spl/kstat/zfs (module/os/linux/spl/spl-kstat.c).
// Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/Result.h"

namespace baro::platform {

struct KstatValue {
    std::string_view name;
    double value = 0;
};

// Views point into the text.
struct Kstat {
    std::vector<KstatValue> values;  // whole numbers only, in the order of the file
    std::string_view datasetName;    // of an objset file; empty in others
    std::size_t unreadable = 0;      // lines that should have a number and have none
};

// A header line of numbers, "name type data", then a line per value. Lines without a number are left
// out; malformed when the second line is another.
Result<Kstat> parseNamedKstat(std::string_view text);

// A header line, a line of names, a line of values: a pool's "io". Malformed when names and values differ in
// number.
Result<Kstat> parseIoKstat(std::string_view text);

}  // namespace baro::platform
