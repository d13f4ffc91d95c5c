#include "core/promql/Dates.h"

#include <array>
#include <limits>

namespace baro::promql {
namespace {

constexpr std::int64_t secondsPerDay = 86'400;
constexpr std::int64_t daysPerEra = 146'097;  // 400 years, after which the calendar repeats

// What the processor gives for a number that does not fit (CVTTSD2SI: the least integer).
std::int64_t wholeSeconds(double value) {
    constexpr double limit = 9'223'372'036'854'775'808.0;
    if (!(value >= -limit && value < limit)) return std::numeric_limits<std::int64_t>::min();
    return static_cast<std::int64_t>(value);
}

// Go counts unsigned seconds from the first day of the year -292277022399 (package time: absoluteZeroYear),
// so that earlier seconds come round at the far end.
constexpr std::uint64_t unixToAbsolute = 9'223'372'028'715'321'600U;

bool isLeapYear(std::int64_t year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int lengthOfMonth(std::int64_t year, int month) {
    constexpr std::array<int, 12> lengths{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && isLeapYear(year) ? 29 : lengths[static_cast<std::size_t>(month - 1)];
}

std::int64_t floorDivide(std::int64_t a, std::int64_t b) {
    return a / b - (a % b < 0 ? 1 : 0);
}

std::int64_t daysBefore(std::int64_t year) {  // since the first day of the year 1
    const std::int64_t past = year - 1;
    return past * 365 + floorDivide(past, 4) - floorDivide(past, 100) + floorDivide(past, 400);
}

std::int64_t yearOfDay(std::int64_t sinceYearOne) {
    // By the mean length of a year, which is wrong by one year at most, around its turn.
    const std::int64_t year = 1 + floorDivide(sinceYearOne * 400, daysPerEra);
    if (daysBefore(year) > sinceYearOne) return year - 1;
    return daysBefore(year + 1) <= sinceYearOne ? year + 1 : year;
}

// Days since 1970-01-01, any sign.
Date dateOfDay(std::int64_t day) {
    const std::int64_t sinceYearOne = day + daysBefore(1970);
    Date date;
    date.dayOfWeek = static_cast<int>(((day + 4) % 7 + 7) % 7);
    date.year = yearOfDay(sinceYearOne);
    auto rest = static_cast<int>(sinceYearOne - daysBefore(date.year));
    date.dayOfYear = rest + 1;
    while (rest >= lengthOfMonth(date.year, date.month))
        rest -= lengthOfMonth(date.year, date.month++);
    date.day = rest + 1;
    date.daysInMonth = lengthOfMonth(date.year, date.month);
    return date;
}

}  // namespace

Date dateOf(double seconds) {
    const std::uint64_t absolute = static_cast<std::uint64_t>(wholeSeconds(seconds)) + unixToAbsolute;
    constexpr auto dayOfEpoch = static_cast<std::int64_t>(unixToAbsolute / secondsPerDay);
    static_assert(unixToAbsolute % secondsPerDay == 0);
    Date date = dateOfDay(static_cast<std::int64_t>(absolute / secondsPerDay) - dayOfEpoch);
    const auto secondOfDay = static_cast<int>(absolute % secondsPerDay);
    date.hour = secondOfDay / 3600;
    date.minute = secondOfDay / 60 % 60;
    return date;
}

}  // namespace baro::promql
