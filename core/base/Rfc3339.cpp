#include "core/base/Rfc3339.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace baro {
namespace {

// Takes the digits of a number of fixed width and the character after them.
std::optional<int> takeDigits(std::string_view& text, std::size_t width, std::string_view after = "") {
    if (text.size() < width + after.size() || text.substr(width, after.size()) != after) return std::nullopt;
    int value = 0;
    for (const char c : text.substr(0, width)) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    text.remove_prefix(width + after.size());
    return value;
}

// Of a fraction of a second, whose digits beyond the third are dropped. The dot is not part of it.
std::optional<int> takeMilliseconds(std::string_view& text) {
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    if (digits == 0) return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < 3; ++i)
        value = value * 10 + (i < digits ? text[i] - '0' : 0);
    text.remove_prefix(digits);
    return value;
}

// "Z" or "+09:00", which is all of the text.
std::optional<std::chrono::minutes> zoneOf(std::string_view text) {
    if (text == "Z") return std::chrono::minutes(0);
    if (text.size() != 6 || (text.front() != '+' && text.front() != '-')) return std::nullopt;
    const int sign = text.front() == '-' ? -1 : 1;
    text.remove_prefix(1);
    const auto hours = takeDigits(text, 2, ":");
    const auto minutes = hours ? takeDigits(text, 2) : std::nullopt;
    if (!minutes || *hours > 23 || *minutes > 59) return std::nullopt;
    return sign * std::chrono::minutes(*hours * 60 + *minutes);
}

}  // namespace

std::string rfc3339(std::int64_t milliseconds) {
    const std::chrono::sys_time<std::chrono::milliseconds> time{std::chrono::milliseconds(milliseconds)};
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{day};
    const auto rest = time - day;
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       rest.count() / 3'600'000, rest.count() / 60'000 % 60, rest.count() / 1000 % 60,
                       rest.count() % 1000);
}

std::optional<std::int64_t> parseRfc3339(std::string_view text) {
    const auto year = takeDigits(text, 4, "-");
    const auto month = year ? takeDigits(text, 2, "-") : std::nullopt;
    const auto day = month ? takeDigits(text, 2, "T") : std::nullopt;
    const auto hour = day ? takeDigits(text, 2, ":") : std::nullopt;
    const auto minute = hour ? takeDigits(text, 2, ":") : std::nullopt;
    const auto second = minute ? takeDigits(text, 2) : std::nullopt;
    if (!second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
    std::optional<int> milliseconds = 0;
    if (text.starts_with('.') || text.starts_with(',')) {
        text.remove_prefix(1);
        milliseconds = takeMilliseconds(text);
    }
    const auto zone = zoneOf(text);
    const std::chrono::year_month_day date{std::chrono::year(*year),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!milliseconds || !zone || !date.ok()) return std::nullopt;
    const std::chrono::milliseconds time = std::chrono::sys_days(date).time_since_epoch() +
                                           std::chrono::hours(*hour) + std::chrono::minutes(*minute) - *zone +
                                           std::chrono::seconds(*second) +
                                           std::chrono::milliseconds(*milliseconds);
    return time.count();
}

}  // namespace baro
