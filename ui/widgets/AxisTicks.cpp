#include "ui/widgets/AxisTicks.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace baro::ui {

namespace {

constexpr double usualSteps = 4;

double niceStep(double roughly) {
    const double power = std::pow(10, std::floor(std::log10(roughly)));
    for (const double times : {1.0, 2.0, 5.0})
        if (roughly <= times * power * (1 + 1e-9)) return times * power;
    return 10 * power;
}

bool isOfBytes(Unit unit) {
    return unit == Unit::Bytes || unit == Unit::BytesPerSecond || unit == Unit::NetworkBytesPerSecond;
}

// Nice in the prefix of the largest label: up to 1.6 GiB in halves of a GiB, not in 500 MiB.
double niceBinaryStep(double roughly, double largest) {
    if (largest < 1) return niceStep(roughly);
    const double prefix = std::pow(1024, std::floor(std::log2(largest) / 10));
    return niceStep(roughly / prefix) * prefix;
}

}  // namespace

std::vector<double> ValueAxis::ticks() const {
    std::vector<double> ticks;
    const auto first = std::llround(minimum / step);
    const auto last = std::llround(maximum / step);
    for (auto i = first; i <= last; ++i)
        ticks.push_back(static_cast<double>(i) * step);
    return ticks;
}

double ValueAxis::drawn(double value) const {
    constexpr double axesAway = 8;
    const double most = axesAway * (maximum - minimum);
    return std::clamp(value, minimum - most, maximum + most);
}

ValueAxis niceAxis(double lowest, double highest, Unit unit, const FormatStyle& style) {
    lowest = std::isfinite(lowest) ? std::min(lowest, 0.0) : 0;
    highest = std::isfinite(highest) ? std::max(highest, 0.0) : 0;
    if (highest - lowest <= 0) highest = 1;
    const bool bits = unit == Unit::NetworkBytesPerSecond && style.ratesInBits;
    const bool binary = !bits && style.binaryBytes && isOfBytes(unit);
    const double roughly = (highest - lowest) / usualSteps;
    const double step = bits     ? niceStep(roughly * bitsOfByte) / bitsOfByte
                        : binary ? niceBinaryStep(roughly, std::max(highest, -lowest))
                                 : niceStep(roughly);
    constexpr double slack = 1e-9;  // 0.3 / 0.1 is a little more than 3
    // What is about a pixel above a line needs no room of its own: 100.3 % is on an axis to 100 %.
    constexpr double above = 0.02;
    const double steps = highest > 0 ? std::max(std::ceil(highest / step - above), 1.0) : 0;
    return {std::floor(lowest / step + slack) * step, steps * step, step};
}

std::chrono::seconds timeStep(std::chrono::seconds range, int mostMarks) {
    constexpr std::array steps{5,   10,   15,   30,   60,     120,    300,    600,
                               900, 1800, 3600, 7200, 10'800, 21'600, 43'200, 86'400};
    for (const int step : steps)
        if (range.count() / step <= mostMarks) return std::chrono::seconds(step);
    return std::chrono::seconds(steps.back());
}

}  // namespace baro::ui
