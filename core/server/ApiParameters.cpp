#include "core/server/ApiParameters.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "core/base/Numbers.h"
#include "core/base/Rfc3339.h"
#include "core/promql/NumberScan.h"
#include "core/promql/NumberText.h"
#include "core/promql/Quoting.h"

namespace baro {
namespace {

constexpr double nanosecondsPerSecond = 1e9;
// Beyond, milliseconds do not fit into 64 bits.
constexpr double farthestSecond = 9.2e15;

Error notATime(std::string_view text) {
    return malformed(fmt::format("cannot parse {} to a valid timestamp", promql::quoted(text)));
}

}  // namespace

Result<std::int64_t> parseApiTime(std::string_view text) {
    if (const auto seconds = promql::readNumber(text)) {
        if (!(std::abs(*seconds) < farthestSecond)) return notATime(text);
        double whole = 0;
        const double fraction = std::modf(*seconds, &whole);
        return static_cast<std::int64_t>(whole) * 1000 +
               static_cast<std::int64_t>(std::round(fraction * 1000));
    }
    if (const auto time = parseRfc3339(text)) return *time;
    return notATime(text);
}

Result<std::int64_t> parseApiDuration(std::string_view text) {
    if (const auto seconds = promql::readNumber(text)) {
        const double nanoseconds = *seconds * nanosecondsPerSecond;
        if (!(std::abs(nanoseconds) < static_cast<double>(std::numeric_limits<std::int64_t>::max())))
            return malformed(
                fmt::format("cannot parse {} to a valid duration. It overflows int64", promql::quoted(text)));
        return static_cast<std::int64_t>(nanoseconds);
    }
    constexpr std::int64_t perMillisecond = 1'000'000;
    const bool isNegative = text.starts_with('-');
    const std::string_view magnitude = text.substr(isNegative ? 1 : 0);
    const auto duration = promql::durationMilliseconds(magnitude);
    if (magnitude.empty() || !duration ||
        *duration > std::numeric_limits<std::int64_t>::max() / perMillisecond)
        return malformed(fmt::format("cannot parse {} to a valid duration", promql::quoted(text)));
    return (isNegative ? -*duration : *duration) * perMillisecond;
}

std::string_view ApiParameters::value(std::string_view name) const {
    for (const auto& [key, value] : request_.query)
        if (key == name) return value;
    return {};
}

std::vector<std::string_view> ApiParameters::all(std::string_view name) const {
    std::vector<std::string_view> values;
    for (const auto& [key, value] : request_.query)
        if (key == name) values.emplace_back(value);
    return values;
}

Result<std::optional<std::int64_t>> ApiParameters::optionalTime(const std::string& name) const {
    const std::string_view text = value(name);
    if (text.empty()) return std::optional<std::int64_t>();
    const auto time = parseApiTime(text);
    if (!time)
        return invalidParameter(name,
                                fmt::format("invalid time value for '{}': {}", name, time.error().message));
    return std::optional(*time);
}

Result<std::int64_t> ApiParameters::requiredTime(const std::string& name) const {
    auto time = parseApiTime(value(name));
    if (!time) return invalidParameter(name, time.error().message);
    return time;
}

Result<std::optional<std::int64_t>> ApiParameters::optionalDuration(const std::string& name) const {
    if (value(name).empty()) return std::optional<std::int64_t>();
    const auto duration = requiredDuration(name);
    if (!duration) return duration.error();
    return std::optional(*duration);
}

Result<std::int64_t> ApiParameters::requiredDuration(const std::string& name) const {
    auto duration = parseApiDuration(value(name));
    if (!duration) return invalidParameter(name, duration.error().message);
    return duration;
}

Result<std::size_t> ApiParameters::limit() const {
    const std::string_view text = value("limit");
    if (text.empty()) return std::size_t{0};
    const auto number = parseNumber<std::int64_t>(text.substr(text.starts_with('+') ? 1 : 0));
    if (!number)
        return invalidParameter(
            "limit", fmt::format("strconv.Atoi: parsing {}: invalid syntax", promql::quoted(text)));
    if (*number < 0) return invalidParameter("limit", "limit must be non-negative");
    return static_cast<std::size_t>(*number);
}

Error invalidParameter(std::string_view name, std::string_view why) {
    return malformed(fmt::format("invalid parameter {}: {}", promql::quoted(name), why));
}

}  // namespace baro
