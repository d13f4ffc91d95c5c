// A machine whose record is written to servers, played by tests: what is recorded.
#pragma once

#include <bit>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/remotewrite/Thinning.h"
#include "core/series/SampleStore.h"
#include "tests/core/remotewrite/WriteReceiver.h"

namespace baro::test {

using namespace remotewrite;

inline constexpr std::int64_t startTime = 1'800'000'000'000;
inline constexpr std::int64_t quarterMinute = 15'000;
inline constexpr Windows writtenWindows{quarterMinute};

// A record of some series with a sample each second; one of them ends and begins now and then.
class RecordedMachine {
  public:
    explicit RecordedMachine(int series) : series_(series) {}

    void run(std::int64_t seconds) {
        const std::int64_t until = second_ + seconds;
        for (int number = 0; number < series_; ++number) {
            std::vector<Sample> samples;
            for (std::int64_t second = second_; second < until; ++second)
                samples.push_back({startTime + second * 1000, static_cast<double>(second * 1000 + number)});
            store_.add(labelsOf(number), std::move(samples));
        }
        std::vector<Sample> fitful;
        for (std::int64_t second = second_; second < until; ++second)
            if (second % 100 < 60)
                fitful.push_back({startTime + second * 1000, 1});
            else if (second % 100 == 60)
                fitful.push_back({startTime + second * 1000, staleMarker()});
        if (!fitful.empty())
            store_.add(Labels({{std::string(metricNameLabel), "fitful"}}), std::move(fitful));
        second_ = until;
    }
    std::int64_t newest() const { return startTime + (second_ - 1) * 1000; }
    const SeriesSource& source() const { return store_; }

    // What a server has when nothing is missing.
    std::map<std::string, WriteReceiver::Samples> thinned(std::int64_t from) const {
        std::map<std::string, WriteReceiver::Samples> all;
        SeriesQuery query;
        query.range = {0, newest()};
        const auto recorded = readAll(store_, query);
        for (const SampleSeries& series : *recorded) {
            std::vector<Sample> kept;
            appendThinned(series.samples, {from, writtenWindows.endOf(newest())}, writtenWindows, kept);
            for (const Sample& sample : kept)
                all[toString(series.labels)].emplace(sample.timeMilliseconds,
                                                     std::bit_cast<std::uint64_t>(sample.value));
        }
        return all;
    }

  private:
    static Labels labelsOf(int number) {
        return Labels({{"__name__", "m"}, {"number", std::to_string(number)}});
    }
    const int series_;
    SampleStore store_;
    std::int64_t second_ = 0;
};

}  // namespace baro::test
