// Reads the samples of one subject of a host, and notes when they were taken.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/hosts/HostSeries.h"
#include "core/model/Section.h"

namespace baro::hosts {

class SubjectReader {
  public:
    explicit SubjectReader(const HostSeries& series) : series_(series) {}

    // act(labels, value) for each series of the metric.
    template <class Act>
    void each(std::string_view metric, Act act) {
        for (const HostSample* one : read(series_.of(metric)))
            act(*one->labels, one->sample.value);
    }

    // act(name without prefix, value), for metrics with one series each; ascending by name.
    template <class Act>
    void eachBeginning(std::string_view prefix, Act act) {
        series_.forEachBeginning(prefix, [&](std::string_view name, auto samples) {
            if (act(name.substr(prefix.size()), samples.front()->sample.value)) read(samples);
        });
    }

    // Of a metric without labels of its own.
    std::optional<double> value(std::string_view metric) {
        const auto samples = read(series_.of(metric));
        return samples.empty() ? std::nullopt : std::optional(samples.front()->sample.value);
    }
    double valueOrNan(std::string_view metric);

    bool foundAnything() const { return takenAt_.has_value(); }

    // The reading, or why there is none when nothing was found or it `isKnown` not.
    template <class T>
    Section<T> section(T reading, std::string_view subject, bool isKnown = true) const {
        if (!takenAt_ || !isKnown) return series_.reason(subject);
        return Section<T>(std::move(reading), instantOf(*takenAt_));
    }

    const HostSeries& series() const { return series_; }

  private:
    std::span<const HostSample* const> read(std::span<const HostSample* const> samples);

    const HostSeries& series_;
    // The earliest metric's: gauges may be newer than the counters beside them, and rates are of counters.
    std::optional<std::int64_t> takenAt_;
};

// Nothing for what no counter of the kernel's can be; 2^64 and above is the greatest there is.
std::optional<std::uint64_t> asCount(double value);

// A label that is a number from 0, as of processors.
std::optional<int> numberIn(std::string_view label);

}  // namespace baro::hosts
