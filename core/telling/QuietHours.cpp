#include "core/telling/QuietHours.h"

#include <fmt/format.h>

#include <ctime>
#include <optional>

#include "core/base/Characters.h"
#include "core/base/Escape.h"
#include "core/base/Text.h"

namespace baro::alerts {
namespace {

constexpr int minutesPerDay = 24 * 60;
constexpr int morningHour = 8;

// "7:00", "22:30", "24:00".
std::optional<int> minuteOf(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == 0 || colon > 2 || text.size() != colon + 3) return std::nullopt;
    int parts[] = {0, 0};
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i == colon) continue;
        if (!isDigit(text[i])) return std::nullopt;
        int& part = parts[i > colon ? 1 : 0];
        part = part * 10 + (text[i] - '0');
    }
    const int minute = parts[0] * 60 + parts[1];
    if (parts[1] > 59 || minute > minutesPerDay) return std::nullopt;
    return minute;
}

std::tm localTime(std::int64_t milliseconds) {
    std::int64_t seconds = milliseconds / 1000;
    if (seconds * 1000 > milliseconds) --seconds;
    const auto time = static_cast<std::time_t>(seconds);
    std::tm parts{};
    localtime_r(&time, &parts);
    return parts;
}

}  // namespace

Result<QuietHours> QuietHours::parse(std::string_view text) {
    QuietHours hours;
    if (trimmed(text).empty()) return hours;
    const auto dash = text.find('-');
    const auto from = minuteOf(trimmed(text.substr(0, dash)));
    const auto to = dash == std::string_view::npos ? std::nullopt : minuteOf(trimmed(text.substr(dash + 1)));
    if (!from || !to || *from % minutesPerDay == *to % minutesPerDay)
        return malformed(fmt::format("\"{}\" is no range of hours; write it like 22:00-07:00",
                                     escapedForTerminal(text.substr(0, 40))));
    hours.from_ = *from % minutesPerDay;
    hours.to_ = *to;
    return hours;
}

bool QuietHours::contains(int minuteOfDay) const {
    if (from_ <= to_) return minuteOfDay >= from_ && minuteOfDay < to_;
    return minuteOfDay >= from_ || minuteOfDay < to_;
}

int localMinuteOfDay(std::int64_t milliseconds) {
    const std::tm parts = localTime(milliseconds);
    return parts.tm_hour * 60 + parts.tm_min;
}

std::int64_t tomorrowMorning(std::int64_t milliseconds) {
    std::tm parts = localTime(milliseconds);
    ++parts.tm_mday;
    parts.tm_hour = morningHour;
    parts.tm_min = parts.tm_sec = 0;
    parts.tm_isdst = -1;  // whether it is summer then, mktime(3) finds out
    return static_cast<std::int64_t>(std::mktime(&parts)) * 1000;
}

}  // namespace baro::alerts
