// Where an axis of local time has its marks, and what stands below them.
#pragma once

#include <QFontMetricsF>
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

// Where a mark and what stands below it are drawn, in pixels.
struct ClockLabel {
    double mark = 0;
    double left = 0;
    double width = 0;
    QString text;  // empty where the label before needs the room
};

// As many as fit in the locale's own way to write times, each within the axis from left to right.
std::vector<ClockLabel> clockLabels(TimeRange range, double left, double right, const QFontMetricsF& metrics);

}  // namespace baro::ui
