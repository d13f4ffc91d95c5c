#include "platform/linux/CpuList.h"

#include <algorithm>
#include <optional>

#include "core/base/Numbers.h"
#include "core/base/Text.h"

namespace baro::platform {
namespace {

constexpr int largestCpu = 65535;

std::optional<int> cpuFrom(std::string_view text) {
    const auto number = parseNumber<int>(text);
    if (!number || *number < 0 || *number > largestCpu || text.front() == '-') return std::nullopt;
    return number;
}

bool addRange(std::string_view range, std::vector<int>& cpus) {
    const auto dash = range.find('-');
    const auto first = cpuFrom(range.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : cpuFrom(range.substr(dash + 1));
    if (!first || !last || *last < *first) return false;
    // Ranges that repeat each other could make a short text a long list.
    if (cpus.size() + static_cast<std::size_t>(*last - *first) > largestCpu) return false;
    for (int cpu = *first; cpu <= *last; ++cpu)
        cpus.push_back(cpu);
    return true;
}

}  // namespace

Result<std::vector<int>> parseCpuList(std::string_view text) {
    std::vector<int> cpus;
    text = trimmed(text);
    while (!text.empty()) {
        const auto end = text.find_first_of(", ");
        if (!addRange(text.substr(0, end), cpus))
            return malformed("a list of processors is not like \"0-3,8\"");
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
        if (text.empty()) return malformed("a list of processors ends with a separator");
    }
    std::ranges::sort(cpus);
    cpus.erase(std::unique(cpus.begin(), cpus.end()), cpus.end());
    return cpus;
}

}  // namespace baro::platform
