// Hours of the day at which nobody wants to be told of anything: "22:00-07:00". Pure.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/base/Result.h"

namespace baro::alerts {

class QuietHours {
  public:
    QuietHours() = default;  // none
    // Two times of the day; the end may be on the next day, and is not quiet itself. An empty text: none.
    static Result<QuietHours> parse(std::string_view text);

    bool contains(int minuteOfDay) const;  // 0 to 1439

  private:
    int from_ = 0;  // minutes
    int to_ = 0;    // equal: none
};

// Of the local time, daylight saving included. Milliseconds since 1970-01-01 UTC.
int localMinuteOfDay(std::int64_t milliseconds);
// 08:00 of the next local day.
std::int64_t tomorrowMorning(std::int64_t milliseconds);

}  // namespace baro::alerts
