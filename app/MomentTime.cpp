#include "app/MomentTime.h"

#include <ctime>
#include <optional>
#include <string>

#include "core/base/Characters.h"
#include "core/base/Escape.h"
#include "core/base/Numbers.h"
#include "core/base/Text.h"
#include "core/server/ApiParameters.h"

namespace baro::app {
namespace {

struct TimeOfDay {
    int hour = 0;
    int minute = 0;
    int second = 0;
};

struct CalendarDay {
    int year = 0;
    int month = 0;
    int day = 0;
};

// Takes digits up to a separator, or to the end where there is none.
std::optional<int> takeNumber(std::string_view& text, char separator, std::size_t most) {
    const auto end = text.find(separator);
    const std::string_view digits = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (digits.empty() || digits.size() > most || !isDigit(digits.front())) return std::nullopt;
    return parseNumber<int>(digits);
}

std::optional<TimeOfDay> timeOfDay(std::string_view text) {
    if (text.find(':') == std::string_view::npos || text.ends_with(':')) return std::nullopt;
    const auto hour = takeNumber(text, ':', 2);
    const auto minute = takeNumber(text, ':', 2);
    const auto second = text.empty() ? std::optional(0) : takeNumber(text, ':', 2);
    if (!hour || !minute || !second || !text.empty()) return std::nullopt;
    if (*hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
    return TimeOfDay{*hour, *minute, *second};
}

std::optional<CalendarDay> calendarDay(std::string_view text) {
    if (text.size() != 10) return std::nullopt;
    const auto year = takeNumber(text, '-', 4);
    const auto month = takeNumber(text, '-', 2);
    const auto day = takeNumber(text, '-', 2);
    if (!year || !month || !day || !text.empty()) return std::nullopt;
    if (*month < 1 || *month > 12 || *day < 1 || *day > 31) return std::nullopt;
    return CalendarDay{*year, *month, *day};
}

// Local. mktime() takes the 31st of April for the 1st of May: such a day is none.
std::optional<std::int64_t> momentOf(const CalendarDay& day, const TimeOfDay& time) {
    std::tm parts{};
    parts.tm_year = day.year - 1900;
    parts.tm_mon = day.month - 1;
    parts.tm_mday = day.day;
    parts.tm_hour = time.hour;
    parts.tm_min = time.minute;
    parts.tm_sec = time.second;
    parts.tm_isdst = -1;
    const std::time_t moment = std::mktime(&parts);
    if (parts.tm_mday != day.day || parts.tm_mon != day.month - 1) return std::nullopt;
    return static_cast<std::int64_t>(moment) * 1000;
}

std::optional<std::int64_t> daysAgo(int days, const TimeOfDay& time, std::int64_t now) {
    const std::time_t seconds = now / 1000;
    std::tm parts{};
    localtime_r(&seconds, &parts);
    // Noon: a day before it is the day before, also where clocks are changed in the night.
    parts.tm_mday -= days;
    parts.tm_hour = 12;
    parts.tm_isdst = -1;
    std::mktime(&parts);
    return momentOf(CalendarDay{parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday}, time);
}

std::optional<std::int64_t> agoOf(std::string_view text, std::int64_t now) {
    if (!text.starts_with('-') || text.size() < 3) return std::nullopt;
    const char unit = text.back();
    const std::int64_t seconds = unit == 's'   ? 1
                                 : unit == 'm' ? 60
                                 : unit == 'h' ? 3600
                                 : unit == 'd' ? 86'400
                                               : 0;
    std::string_view digits = trimmed(text.substr(1, text.size() - 2));
    const auto count = digits.size() <= 7 ? parseNumber<std::uint32_t>(digits) : std::nullopt;
    if (seconds == 0 || !count) return std::nullopt;
    return now - *count * seconds * 1000;
}

std::optional<std::int64_t> dateAndTime(std::string_view text) {
    if (text.size() == 10) {
        const auto day = calendarDay(text);
        return day ? momentOf(*day, {}) : std::nullopt;
    }
    if (text.size() < 10 || (text[10] != ' ' && lowered(text[10]) != 't')) return std::nullopt;
    const auto day = calendarDay(text.substr(0, 10));
    const auto time = timeOfDay(trimmed(text.substr(11)));
    return day && time ? momentOf(*day, *time) : std::nullopt;
}

std::optional<std::int64_t> wordedMoment(std::string_view text, std::int64_t now) {
    constexpr std::string_view yesterday = "yesterday ";
    const std::string typed = lowered(text);
    if (typed == "now") return now;
    if (const auto ago = agoOf(typed, now)) return ago;
    if (const auto time = timeOfDay(typed)) {
        const auto today = daysAgo(0, *time, now);
        return today && *today <= now ? today : daysAgo(1, *time, now);
    }
    if (!typed.starts_with(yesterday)) return dateAndTime(text);
    const auto time = timeOfDay(trimmed(std::string_view(typed).substr(yesterday.size())));
    return time ? daysAgo(1, *time, now) : std::nullopt;
}

}  // namespace

Result<std::int64_t> parseMoment(std::string_view text, std::int64_t now) {
    const std::string_view typed = trimmed(text);
    if (const auto moment = wordedMoment(typed, now)) return *moment;
    auto moment = parseApiTime(typed);
    if (moment) return moment;
    return malformed(
        "\"" + escapedForTerminal(text) +
        "\" is no moment such as -2h, 03:12, \"yesterday 03:12\", 2026-11-20T03:12:00Z or seconds "
        "since 1970");
}

}  // namespace baro::app
