// The one rule all rates share: a counter's increase between two readings, or nothing.
#pragma once

#include <optional>

#include "core/model/Rates.h"
#include "core/model/Section.h"

namespace baro::rates {

// Nothing when the counter went backwards: it was reset, and how far it had come before is lost.
inline std::optional<double> increase(double before, double now) {
    if (!(now >= before)) return std::nullopt;
    return now - before;
}

inline std::optional<double> increase(const std::optional<double>& before, const std::optional<double>& now) {
    if (!before || !now) return std::nullopt;
    return increase(*before, *now);
}

// Increases of several counters that stand or fall together: one that went backwards spoils them all.
class Increases {
  public:
    double of(double before, double now) {
        const auto by = increase(before, now);
        valid_ = valid_ && by;
        return by.value_or(0);
    }
    bool valid() const { return valid_; }

  private:
    bool valid_ = true;
};

// Seconds between two readings of a section; nothing when one is missing, no time has passed, or the machine
// slept or its clock was set in between. A slow section's readings may enclose a sleep that lies Frames back.
template <class T>
std::optional<double> secondsBetween(const Section<T>& before, const Section<T>& now) {
    if (!before || !now) return std::nullopt;
    const double passed = seconds(now.takenAt().monotonic - before.takenAt().monotonic);
    if (passed <= 0) return std::nullopt;
    if (discontinuityBetween(before.takenAt(), now.takenAt()) != Discontinuity::None) return std::nullopt;
    return passed;
}

// Not read since: the very same reading.
template <class T>
bool isUnchanged(const Section<T>& before, const Section<T>& now) {
    return before && now && before.takenAt() == now.takenAt();
}

}  // namespace baro::rates
