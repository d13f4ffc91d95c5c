#include "core/hosts/SubjectReader.h"

#include <algorithm>
#include <limits>

#include "core/base/Numbers.h"

namespace baro::hosts {

std::span<const HostSample* const> SubjectReader::read(std::span<const HostSample* const> samples) {
    if (samples.empty()) return samples;
    std::int64_t newest = samples.front()->sample.timeMilliseconds;
    for (const HostSample* one : samples)
        newest = std::max(newest, one->sample.timeMilliseconds);
    takenAt_ = std::min(takenAt_.value_or(newest), newest);
    return samples;
}

double SubjectReader::valueOrNan(std::string_view metric) {
    return value(metric).value_or(std::numeric_limits<double>::quiet_NaN());
}

std::optional<std::uint64_t> asCount(double value) {
    constexpr double beyond = 18446744073709551616.0;  // 2^64
    if (!(value >= 0)) return std::nullopt;
    if (value >= beyond) return std::numeric_limits<std::uint64_t>::max();
    return static_cast<std::uint64_t>(value);
}

std::optional<int> numberIn(std::string_view label) {
    const auto number = parseNumber<int>(label);
    return number && *number >= 0 ? number : std::nullopt;
}

}  // namespace baro::hosts
