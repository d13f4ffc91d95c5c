// The moments at which charts ask their expressions: one for each sample, a little after it.
//
// Samples come at every interval, some milliseconds early or late. Asked three quarters of an interval after
// its tick, a range of two and a half intervals reaches back over exactly two samples, and PromQL's
// extrapolation then gives exactly the rate between them; a quarter of an interval of jitter does not change
// which two they are. Should the ticks once have stood elsewhere, a range holds three samples: their mean,
// and still no gap. A tick that is missing leaves one sample in the range, which is no rate: a gap.
#pragma once

#include <chrono>
#include <cstdint>

#include "core/promql/Engine.h"
#include "core/series/SeriesSource.h"

namespace baro::ui {

// Ticks are numbered from 1970 on. All times are milliseconds.
struct SampleGrid {
    // At most this many ticks are asked of a range; a longer range is asked at every other tick, and so on.
    // Most of what that costs is to read the samples, however few ticks there are.
    static constexpr std::int64_t mostTicks = 3600;

    std::int64_t sampleInterval = 1000;
    std::int64_t phase = 0;     // of the ticks, below sampleInterval
    std::int64_t step = 1000;   // between two ticks asked
    std::int64_t delay = 750;   // from a tick to the moment at which it is asked
    bool isStepChosen = false;  // then only values at the ticks are wanted

    // A step of a minute or more is one of whole minutes, asked at full ones: what the record has summed up.
    static SampleGrid through(std::int64_t sample, std::chrono::milliseconds interval,
                              std::chrono::milliseconds length);
    // With a step that somebody chose; the range may have 11,000 of them, as everywhere in Prometheus.
    SampleGrid withStep(std::chrono::milliseconds wanted, std::chrono::milliseconds length) const;

    // Whether this sample stands close enough to its tick.
    bool holds(std::int64_t sample) const;
    // The newest tick whose sample may stand at or before the moment.
    std::int64_t tickAt(std::int64_t moment) const;
    std::int64_t timeOf(std::int64_t tick) const { return tick * step + phase; }
    std::int64_t askedAt(std::int64_t tick) const { return timeOf(tick) + delay; }
    promql::Steps steps(std::int64_t first, std::int64_t last) const {
        return {askedAt(first), askedAt(last), step};
    }
    // Whether samples stand between two ticks that are to be seen too.
    bool isSparse() const { return step > sampleInterval && !isStepChosen; }
    // What $interval stands for.
    std::int64_t rateRange() const;
    bool operator==(const SampleGrid&) const = default;
};

std::int64_t floorDivide(std::int64_t number, std::int64_t by);

}  // namespace baro::ui
