// Numbers for people, as Prometheus's templates write them
// (https://prometheus.io/docs/prometheus/latest/configuration/template_reference/#numbers).
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <limits>

#include "core/promql/NumberScan.h"
#include "core/promql/NumberText.h"
#include "core/promql/Quoting.h"
#include "core/templates/TemplateFunctions.h"

namespace baro::alerts {
namespace {

using Arguments = TemplateFunction::Arguments;
using Environment = TemplateEnvironment;

constexpr std::array<std::string_view, 8> smallPrefixes{"m", "u", "n", "p", "f", "a", "z", "y"};
constexpr std::array<std::string_view, 8> largePrefixes{"k", "M", "G", "T", "P", "E", "Z", "Y"};
constexpr std::array<std::string_view, 8> binaryPrefixes{"ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"};

std::string fourDigits(double value) {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
    return fmt::format("{:.4g}", value);
}

std::string withSmallPrefix(double value) {
    std::string_view prefix;
    for (const std::string_view smaller : smallPrefixes) {
        if (std::abs(value) >= 1) break;
        prefix = smaller;
        value *= 1000;
    }
    return fourDigits(value).append(prefix);
}

std::string withLargePrefix(double value, double step, const std::array<std::string_view, 8>& prefixes) {
    std::string_view prefix;
    for (const std::string_view larger : prefixes) {
        if (std::abs(value) < step) break;
        prefix = larger;
        value /= step;
    }
    return fourDigits(value).append(prefix);
}

std::string humanized(double value) {
    if (value == 0 || !std::isfinite(value)) return fourDigits(value);
    return std::abs(value) >= 1 ? withLargePrefix(value, 1000, largePrefixes) : withSmallPrefix(value);
}

std::string humanizedBinary(double value) {
    if (std::abs(value) <= 1 || !std::isfinite(value)) return fourDigits(value);
    return withLargePrefix(value, 1024, binaryPrefixes);
}

std::string humanizedDuration(double value) {
    if (!std::isfinite(value)) return fourDigits(value);
    if (value == 0) return fourDigits(value) + "s";
    const double magnitude = std::abs(value);
    if (magnitude < 1) return withSmallPrefix(value) + "s";
    const std::string_view sign = value < 0 ? "-" : "";
    const auto whole =
        magnitude < 9.2e18 ? static_cast<std::int64_t>(magnitude) : std::numeric_limits<std::int64_t>::max();
    const std::int64_t days = whole / 86'400;
    const std::int64_t hours = whole / 3600 % 24;
    const std::int64_t minutes = whole / 60 % 60;
    if (days != 0) return fmt::format("{}{}d {}h {}m {}s", sign, days, hours, minutes, whole % 60);
    if (hours != 0) return fmt::format("{}{}h {}m {}s", sign, hours, minutes, whole % 60);
    if (minutes != 0) return fmt::format("{}{}m {}s", sign, minutes, whole % 60);
    return fmt::format("{}{}s", sign, fourDigits(magnitude));
}

std::string humanizedPercentage(double value) {
    return fourDigits(value * 100) + "%";
}

template <std::string (*Text)(double)>
Result<TemplateValue> humanize(const Environment&, Arguments arguments) {
    const auto number = numberOf(arguments[0]);
    if (!number) return number.error();
    return TemplateValue{Text(*number)};
}

Result<TemplateValue> timeOf(const Environment&, Arguments arguments) {
    const auto number = numberOf(arguments[0]);
    if (!number) return number.error();
    if (!std::isfinite(*number)) return malformed("value is NaN or Inf");
    constexpr double mostSeconds = 9223372036;
    if (std::abs(*number) > mostSeconds)
        return malformed(promql::shortText(*number) +
                         " cannot be represented as a nanoseconds timestamp since it overflows int64");
    return TemplateValue{TemplateTime{static_cast<std::int64_t>(*number * 1000)}};
}

Result<TemplateValue> humanizedTime(const Environment& environment, Arguments arguments) {
    const auto number = numberOf(arguments[0]);
    if (!number) return number.error();
    if (!std::isfinite(*number)) return TemplateValue{fourDigits(*number)};
    const auto time = timeOf(environment, arguments);
    if (!time) return time.error();
    return TemplateValue{printedByV(*time)};
}

Result<TemplateValue> durationIn(const Environment&, Arguments arguments) {
    const auto parsed = promql::durationOfText(textArgument(arguments[0]));
    if (!parsed) return parsed.error();
    return TemplateValue{static_cast<double>(*parsed) / 1000};
}

Result<TemplateValue> now(const Environment& environment, Arguments) {
    return TemplateValue{static_cast<double>(environment.timeMilliseconds) / 1000};
}

}  // namespace

Result<double> numberOf(const TemplateValue& value) {
    if (const auto* const real = value.as<double>()) return *real;
    if (const auto* const integer = value.as<std::int64_t>()) return static_cast<double>(*integer);
    if (const auto* const text = value.as<std::string>()) {
        if (const auto number = promql::readNumber(*text)) return *number;
        return malformed(
            fmt::format("strconv.ParseFloat: parsing {}: invalid syntax", promql::quoted(*text)));
    }
    return malformed(fmt::format("can't convert {} to float", typeName(value)));
}

std::vector<TemplateFunction> humanizingFunctions() {
    using enum TemplateParameter;
    return {
        {"humanize", {Any}, false, false, humanize<humanized>},
        {"humanize1024", {Any}, false, false, humanize<humanizedBinary>},
        {"humanizeDuration", {Any}, false, false, humanize<humanizedDuration>},
        {"humanizePercentage", {Any}, false, false, humanize<humanizedPercentage>},
        {"humanizeTimestamp", {Any}, false, false, humanizedTime},
        {"toTime", {Any}, false, false, timeOf},
        {"parseDuration", {Text}, false, false, durationIn},
        {"now", {}, false, false, now},
    };
}

}  // namespace baro::alerts
