#include "core/metrics/ReportedDisks.h"

#include <algorithm>
#include <initializer_list>

#include "core/base/Characters.h"

namespace baro {
namespace {

// Removes it from the start; false when the name does not begin with it.
bool takeWord(std::string_view& name, std::string_view word) {
    if (!name.starts_with(word)) return false;
    name.remove_prefix(word.size());
    return true;
}

// At least one digit.
bool takeDigits(std::string_view& name) {
    const auto end = std::min(name.find_first_not_of("0123456789"), name.size());
    name.remove_prefix(end);
    return end > 0;
}

bool isNumber(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, isDigit);
}

bool isNumberBehind(std::string_view name, std::string_view word) {
    return takeWord(name, word) && isNumber(name);
}

// "sda1"
bool isPartitionOf(std::string_view name, std::string_view kind) {
    if (!takeWord(name, kind) || name.empty() || name.front() < 'a' || name.front() > 'z') return false;
    return isNumber(name.substr(1));
}

// "nvme0n1p2"
bool isNvmePartition(std::string_view name) {
    return takeWord(name, "nvme") && takeDigits(name) && takeWord(name, "n") && takeDigits(name) &&
           takeWord(name, "p") && isNumber(name);
}

}  // namespace

bool isReportedDisk(std::string_view name) {
    for (const std::string_view kind : {"ram", "loop", "fd"})
        if (isNumberBehind(name, kind)) return false;
    for (const std::string_view kind : {"hd", "sd", "vd", "xvd"})
        if (isPartitionOf(name, kind)) return false;
    return !isNvmePartition(name);
}

}  // namespace baro
