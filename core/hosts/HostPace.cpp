#include "core/hosts/HostPace.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace baro {
namespace {

constexpr double countedSeconds = 600;

}  // namespace

// What sends its samples by itself has no `up`.
std::string paceQuery(std::string_view selector) {
    return fmt::format(
        "quantile(0.5, count_over_time(up{0}[10m])) or "
        "quantile(0.5, count_over_time(node_boot_time_seconds{0}[10m]))",
        selector);
}

std::optional<std::chrono::milliseconds> paceIn(const prometheus::QueryAnswer& answer) {
    if (answer.series.empty() || answer.series.front().samples.empty()) return std::nullopt;
    const double scrapes = answer.series.front().samples.front().value;
    if (!std::isfinite(scrapes) || scrapes < 2) return std::nullopt;
    return std::chrono::seconds(std::max<long long>(1, std::llround(countedSeconds / scrapes)));
}

}  // namespace baro
