// Where an axis of local time has its marks, and what stands below them.
#pragma once

#include <QString>
#include <cstdint>
#include <vector>

#include "core/series/SeriesSource.h"

namespace baro::ui {

struct ClockTick {
    std::int64_t moment = 0;  // milliseconds since 1970-01-01 UTC
    QString text;             // "14:30"; at midnight the date
    bool operator==(const ClockTick&) const = default;
};

// Full seconds, minutes, hours or days of local time, at most `most` of them.
std::vector<ClockTick> clockTicks(TimeRange range, int most);

}  // namespace baro::ui
