// What stands upon a chart's data without being of them: breaks in time, the limits of alerts, and where the
// data change their source.
#pragma once

#include <QString>
#include <cstdint>
#include <vector>

#include "core/series/SeriesSource.h"
#include "ui/theme/Palette.h"

class QPainter;

namespace baro::ui {

// Where the data change their source, and what stands before and behind; a thin line.
struct ChartSeam {
    std::int64_t moment = 0;  // milliseconds since 1970-01-01 UTC
    QString before;
    QString after;
    bool operator==(const ChartSeam&) const = default;
};

// Time in which the machine slept, or was started anew; hatched.
struct ChartBreak {
    TimeRange gap;  // ends when the machine was there again
    QString text;   // one word
    bool operator==(const ChartBreak&) const = default;
};

// Where an alert's limit is; a thin line across.
struct ChartLimit {
    double y = 0;  // pixels below the top of the plot
    QString alert;
    Role role = Role::Warning;
    bool operator==(const ChartLimit&) const = default;
};

struct ChartMarks {
    std::vector<ChartSeam> seams = {};    // ascending
    std::vector<ChartBreak> breaks = {};  // ascending
    std::vector<ChartLimit> limits = {};
    bool operator==(const ChartMarks&) const = default;
};

// Where moments are in a plot of this width, in pixels.
struct PlotTimes {
    TimeRange range;
    double width = 0;
    double xOf(std::int64_t moment) const;  // in the middle of a pixel
};

// Into a plot of this height whose left upper corner is the painter's origin, in the painter's font.
void paintMarks(QPainter& painter, const Palette& palette, double height, const PlotTimes& times,
                const ChartMarks& marks);

}  // namespace baro::ui
