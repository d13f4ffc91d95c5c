// The parts of a date in UTC, by the proleptic Gregorian calendar.
#pragma once

#include <cstdint>

namespace baro::promql {

struct Date {
    std::int64_t year = 1970;
    int month = 1;  // 1 to 12
    int day = 1;    // 1 to 31
    int dayOfYear = 1;
    int dayOfWeek = 4;  // 0 is Sunday
    int daysInMonth = 31;
    int hour = 0;
    int minute = 0;
};

// Of seconds since 1970-01-01, fractions cut off. What no 64-bit number of seconds holds, NaN too, gives the
// date that Go's time.Unix gives on a PC: Prometheus's answer.
Date dateOf(double seconds);

}  // namespace baro::promql
