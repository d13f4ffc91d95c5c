// Of more series than anybody tells apart in a chart, those that are drawn: what has hundreds of lines takes
// the window longer to draw than it may stand still.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace baro::ui {

inline constexpr std::size_t mostDrawnSeries = 200;

// The places of those that reach farthest from 0, ascending; NaN reaches nowhere.
std::vector<std::size_t> largest(std::span<const double> reaches, std::size_t most = mostDrawnSeries);

// How far from 0 one of them is at most, `reach` being that of others; what is not finite is not drawn.
double farther(double reach, std::span<const double> values);

}  // namespace baro::ui
