// A record of many days to open, travel in and weigh: the series of a trace at 1 s, over and over, and the
// demo machine's Frames every 5 s. It ends now. Wants an optimised build.
//
//     bench_long_record TRACE DIRECTORY [DAYS]
//
// TRACE: as of bench_series. A fortnight is 14 days, the default.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/base/Numbers.h"
#include "core/history/Integers.h"
#include "core/history/Recorder.h"
#include "core/series/OpenMetricsLine.h"
#include "core/series/SampleStore.h"
#include "tests/bench/Trace.h"
#include "tests/support/DemoMachine.h"

namespace {

using namespace baro;
using Nanoseconds = std::chrono::nanoseconds;

constexpr std::int64_t blockMilliseconds = 900'000;
constexpr int secondsPerFrame = 5;

// A series of the trace that goes on for ever. In integers, so that it stays as exact as it was counted.
class EndlessSeries {
  public:
    EndlessSeries(Labels labels, const std::vector<Sample>& samples) : labels_(std::move(labels)) {
        std::vector<double> values;
        for (const Sample& sample : samples)
            values.push_back(sample.value);
        integers_ = history::integersOf(values);
        if (std::ranges::is_sorted(values) && integers_.kind != history::bitsKind)
            risePerRound_ = integers_.values.back() - integers_.values.front();
    }

    const Labels& labels() const { return labels_; }
    Sample at(std::int64_t second, std::int64_t time) const {
        const auto count = static_cast<std::int64_t>(integers_.values.size());
        const history::WrappingInteger integer = integers_.values[static_cast<std::size_t>(second % count)] +
                                                 risePerRound_ * static_cast<std::uint64_t>(second / count);
        Sample sample{time, 0};
        history::valuesOf(integers_.kind, std::span(&integer, 1), std::span(&sample.value, 1));
        return sample;
    }

  private:
    Labels labels_;
    history::Integers integers_;
    history::WrappingInteger risePerRound_ = 0;  // of a counter, so that it is never reset
};

std::vector<EndlessSeries> seriesOf(const char* path) {
    std::ifstream file(path);
    std::vector<EndlessSeries> series;
    for (const auto& [text, samples] : bench::readTrace(file).series)
        if (auto labels = parseOpenMetricsSeries(text))
            series.emplace_back(std::move(labels).value(), samples);
    return series;
}

SampleStore between(const std::vector<EndlessSeries>& series, std::int64_t start, TimeRange range) {
    SampleStore store;
    for (const EndlessSeries& each : series) {
        std::vector<Sample> samples;
        for (std::int64_t time = range.from; time < range.to; time += 1000)
            samples.push_back(each.at((time - start) / 1000, time));
        store.add(each.labels(), std::move(samples));
    }
    return store;
}

FramePtr moved(const Frame& frame, Nanoseconds by) {
    auto copy = std::make_shared<Frame>(frame);
    copy->takenAt.wall += by;
    return copy;
}

Status fill(history::Recorder& recorder, const std::vector<EndlessSeries>& series, TimeRange all) {
    test::DemoMachine machine;
    FramePtr frame = machine.next();
    const Nanoseconds by = std::chrono::milliseconds(all.from) - frame->takenAt.wall;
    for (std::int64_t from = all.from; from < all.to; from += blockMilliseconds) {
        const TimeRange block{from, std::min(from + blockMilliseconds, all.to)};
        for (std::int64_t time = block.from; time < block.to; time += secondsPerFrame * 1000) {
            if (Status added = recorder.add(moved(*frame, by)); !added) return added;
            machine.pass(secondsPerFrame - 1);
            frame = machine.next();
        }
        if (Status done = recorder.record(between(series, all.from, block), block.to); !done) return done;
    }
    return recorder.seal(history::Recorder::Seal::AndEnd);
}

int refused(const std::string& message) {
    std::fprintf(stderr, "bench_long_record: %s\n", message.c_str());
    return 1;
}

}  // namespace

int main(int count, char** arguments) {
    const auto days = count > 3 ? parseNumber<std::int64_t>(arguments[3]) : 14;
    if (count < 3 || !days || *days < 1) return refused("usage: bench_long_record TRACE DIRECTORY [DAYS]");
    const auto series = seriesOf(arguments[1]);
    if (series.empty()) return refused(std::string("no series in ") + arguments[1]);
    const std::int64_t now = std::int64_t{std::time(nullptr)} * 1000;
    const TimeRange all{now - *days * history::RetentionRules::day, now};
    history::RecorderSettings settings;
    // What was recorded first lies a moment before a fortnight already.
    settings.retention.keptMilliseconds += history::RetentionRules::day;
    auto recorder = history::Recorder::open(arguments[2], "bench_long_record", settings);
    if (!recorder) return refused(recorder.error().message);
    if (const Status done = fill(**recorder, series, all); !done) return refused(done.error().message);
    return 0;
}
