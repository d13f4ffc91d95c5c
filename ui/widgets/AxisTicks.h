// Where an axis has its lines: round numbers of the unit, and round times.
#pragma once

#include <chrono>
#include <vector>

#include "core/metrics/Format.h"
#include "core/metrics/Unit.h"

namespace baro::ui {

struct ValueAxis {
    double minimum = 0;
    double maximum = 1;
    double step = 1;
    std::vector<double> ticks() const;
    // Where a value is drawn: itself, or, far out of sight, as far as makes no difference to what is seen.
    // A line to a point millions of pixels away takes seconds to paint.
    double drawn(double value) const;
    bool operator==(const ValueAxis&) const = default;
};

// Holds lowest to highest (but for a fiftieth of a step) with about three to five steps of 1, 2 or 5 times a
// power of ten in what is shown: bits, and powers of 1024 for binary prefixes. 0 is always on the axis.
ValueAxis niceAxis(double lowest, double highest, Unit unit, const FormatStyle& style);

// The distance of time marks, so that the range has at most mostMarks of them: 5, 10, 15, 30 s, 1, 2, 5, 10,
// 15, 30 min, 1, 2, 3, 6, 12, 24 h.
std::chrono::seconds timeStep(std::chrono::seconds range, int mostMarks);

}  // namespace baro::ui
