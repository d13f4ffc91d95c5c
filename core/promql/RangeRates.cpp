#include "core/promql/RangeRates.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace baro::promql {
namespace {

using Parameters = std::span<const double>;
using Samples = std::span<const Sample>;

enum class Kind { Rate, Increase, Delta };

double seconds(std::int64_t milliseconds) {
    return static_cast<double>(milliseconds) / 1000;
}

// Counted without a branch: this loop is most of what a chart of rates costs.
std::size_t fallsIn(Samples samples) {
    std::size_t falls = 0;
    for (std::size_t i = 1; i < samples.size(); ++i)
        falls += samples[i].value < samples[i - 1].value ? 1 : 0;
    return falls;
}

// A counter that falls began anew at 0: what it had reached before is part of the increase.
double lostInResets(Samples samples) {
    double lost = 0;
    for (std::size_t i = 1; i < samples.size(); ++i)
        if (samples[i].value < samples[i - 1].value) lost += samples[i - 1].value;
    return lost;
}

// What a rate is made from.
struct Change {
    Sample first;
    Sample last;
    double count = 0;  // of the samples
    double lost = 0;   // in resets
    std::int64_t from = 0;
    std::int64_t to = 0;
};

// From the first to the last sample in seconds, and as much further to both ends of the window as the series
// is taken to reach: to the end itself if about the next sample (10 % late at most) would lie beyond it, else
// half the distance of two samples. A counter is never taken to have been below 0.
double extrapolatedInterval(const Change& change, double increaseOfCounter) {
    const Sample& first = change.first;
    const Sample& last = change.last;
    const double sampled = seconds(last.timeMilliseconds - first.timeMilliseconds);
    const double distance = sampled / (change.count - 1);
    const auto reach = [distance](double toEnd) { return toEnd >= distance * 1.1 ? distance / 2 : toEnd; };

    double toStart = reach(seconds(first.timeMilliseconds - change.from));
    if (increaseOfCounter > 0 && first.value >= 0) {
        const double toZero = sampled * (first.value / increaseOfCounter);
        if (toZero < toStart) toStart = toZero;
    }
    return sampled + toStart + reach(seconds(change.to - last.timeMilliseconds));
}

template <Kind kind>
std::optional<double> extrapolated(const Change& change) {
    if (change.count < 2) return std::nullopt;
    double difference = change.last.value - change.first.value;
    if (kind != Kind::Delta) difference += change.lost;
    const double sampled = seconds(change.last.timeMilliseconds - change.first.timeMilliseconds);
    double factor = extrapolatedInterval(change, kind == Kind::Delta ? 0 : difference) / sampled;
    if (kind == Kind::Rate) factor /= seconds(change.to - change.from);
    return difference * factor;
}

template <Kind kind>
std::optional<double> extrapolated(const Window& window) {
    const Samples samples = window.samples;
    const bool hasFalls = kind != Kind::Delta && fallsIn(samples) > 0;
    return extrapolated<kind>(Change{samples.front(), samples.back(), static_cast<double>(samples.size()),
                                     hasFalls ? lostInResets(samples) : 0, window.from, window.to});
}

template <Kind kind>
std::optional<double> extrapolated(const SummaryWindow& window) {
    const Summary& summary = window.summary;
    return extrapolated<kind>(
        Change{summary.first, summary.last, summary.count, summary.lost, window.from, window.to});
}

struct LastTwo {
    double before;
    double last;
    double interval;  // seconds
};

std::optional<LastTwo> lastTwo(Samples samples) {
    if (samples.size() < 2) return std::nullopt;
    const Sample& last = samples.back();
    const Sample& before = samples[samples.size() - 2];
    return LastTwo{before.value, last.value, seconds(last.timeMilliseconds - before.timeMilliseconds)};
}

}  // namespace

std::optional<double> rate(const Window& window, Parameters) {
    return extrapolated<Kind::Rate>(window);
}

std::optional<double> increase(const Window& window, Parameters) {
    return extrapolated<Kind::Increase>(window);
}

std::optional<double> delta(const Window& window, Parameters) {
    return extrapolated<Kind::Delta>(window);
}

std::optional<double> rateOf(const SummaryWindow& window) {
    return extrapolated<Kind::Rate>(window);
}

std::optional<double> increaseOf(const SummaryWindow& window) {
    return extrapolated<Kind::Increase>(window);
}

std::optional<double> deltaOf(const SummaryWindow& window) {
    return extrapolated<Kind::Delta>(window);
}

std::optional<double> irate(const Window& window, Parameters) {
    const auto two = lastTwo(window.samples);
    if (!two) return std::nullopt;
    const bool reset = two->last < two->before;
    return (reset ? two->last : two->last - two->before) / two->interval;
}

std::optional<double> idelta(const Window& window, Parameters) {
    const auto two = lastTwo(window.samples);
    if (!two) return std::nullopt;
    return two->last - two->before;
}

std::optional<double> changes(const Window& window, Parameters) {
    std::size_t count = 0;
    for (std::size_t i = 1; i < window.samples.size(); ++i) {
        const double before = window.samples[i - 1].value;
        const double now = window.samples[i].value;
        if (now != before && !(std::isnan(now) && std::isnan(before))) ++count;
    }
    return static_cast<double>(count);
}

std::optional<double> resets(const Window& window, Parameters) {
    return static_cast<double>(fallsIn(window.samples));
}

}  // namespace baro::promql
