// What the series cost, in figures to compare with the targets in brackets. Wants an optimised build and a
// quiet machine; each figure of time is the median of its rounds.
//
//     bench_series [TRACE]
//
// TRACE: scrapes as OpenMetrics text, one after the other, each sample line ending in its time in seconds;
// what a sample of it takes in memory is printed as well.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "core/metrics/FrameSeries.h"
#include "core/model/FrameCodec.h"
#include "core/promql/Engine.h"
#include "core/promql/Parser.h"
#include "core/series/Head.h"
#include "tests/bench/TraceReplay.h"
#include "tests/support/DemoMachine.h"

namespace {

using namespace baro;

constexpr std::int64_t hour = 3600;
constexpr std::size_t seriesCount = 1000;

// Of this thread, so that what else the machine does hardly matters.
double processorSeconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

template <class Body>
double medianSeconds(int rounds, Body body) {
    std::vector<double> taken;
    for (int round = 0; round < rounds; ++round) {
        const double start = processorSeconds();
        body(round);
        taken.push_back(processorSeconds() - start);
    }
    std::ranges::sort(taken);
    return taken[taken.size() / 2];
}

// 3 of 10 never change; 3 count clock ticks, events and pages in bytes; 2 are temperatures and the like,
// which wander; 2 are quotients, with noise in every digit.
class Mix {
  public:
    explicit Mix(Head& head) {
        for (std::size_t i = 0; i < seriesCount; ++i) {
            const Labels labels({{"__name__", "m" + std::to_string(i % 8)}, {"instance", std::to_string(i)}});
            entries_.push_back({head.idOf(labels), static_cast<double>(i)});
        }
    }

    const std::vector<Head::Entry>& next() {
        for (std::size_t i = 0; i < entries_.size(); ++i) {
            double& value = entries_[i].value;
            const auto kind = i / 8 % 10;  // every metric has all kinds
            if (kind < 3) continue;
            if (kind == 3) {
                value = (std::round(value * 100) + below(100)) / 100;
            } else if (kind == 4) {
                value += below(200);
            } else if (kind == 5) {
                value += 4096 * below(4096);
            } else if (kind < 8) {
                value = std::round(value * 10 + below(11) - 5) / 10;
            } else {
                value = std::generate_canonical<double, 53>(random_);
            }
        }
        return entries_;
    }

  private:
    double below(std::uint64_t limit) { return static_cast<double>(random_() % limit); }

    std::vector<Head::Entry> entries_;
    std::mt19937_64 random_{7};
};

void measureHead() {
    Head head(2 * hour * 1000);
    Mix mix(head);
    std::int64_t second = 0;
    // Generating the values is no part of what is measured.
    std::vector<double> appended;
    for (; second < hour; ++second) {
        const auto& entries = mix.next();
        appended.push_back(medianSeconds(1, [&](int) { head.append(second * 1000, entries); }));
    }
    const double total = std::accumulate(appended.begin(), appended.end(), 0.0);
    const double slowest = *std::ranges::max_element(appended);
    std::ranges::sort(appended);
    std::printf("an hour of 1,000 series          %8.2f MB   [8]\n",
                static_cast<double>(head.bytesUsed()) / 1e6);
    std::printf("append 1,000 samples             %8.1f us   [60]  mean %.1f, slowest %.0f\n",
                appended[appended.size() / 2] * 1e6, total * 1e6 / static_cast<double>(hour), slowest * 1e6);

    const auto rate = promql::parse("rate(m3[2500ms])").expression();
    const promql::Steps steps{(hour - 300) * 1000, hour * 1000, 1000};
    const promql::Engine engine;
    std::size_t series = 0;
    const double taken =
        medianSeconds(50, [&](int) { series = engine.range(*rate, head, steps).result().series.size(); });
    std::printf("rate of %zu series x 300 samples %8.3f ms   [1]\n", series, taken * 1e3);
}

void measureFrames() {
    test::DemoMachine machine;
    std::vector<FramePtr> frames;
    for (int i = 0; i < 300; ++i)
        frames.push_back(machine.next());
    Head head;
    FrameSeries series(head);
    const double taken =
        medianSeconds(300, [&](int round) { series.append(*frames[static_cast<std::size_t>(round)]); });
    std::printf("append a Frame (%zu series)     %8.1f us   [250]\n", head.seriesCount(), taken * 1e6);
}

ProcessTable processesOf(std::size_t count) {
    test::DemoMachine machine;
    const std::vector<Process> few = machine.next()->readings.processes->processes;
    ProcessTable table;
    for (std::size_t i = 0; i < count; ++i) {
        table.processes.push_back(few[i % few.size()]);
        table.processes.back().identity.pid = static_cast<int>(i) + 1;
    }
    return table;
}

Frame frameOf(const ProcessTable& table, std::chrono::seconds at) {
    Frame frame;
    frame.takenAt = {at, at, at};
    frame.discontinuity = Discontinuity::None;
    frame.readings.processes = Section<ProcessTable>(table, frame.takenAt);
    return frame;
}

void measureProcesses() {
    const ProcessTable many = processesOf(2000);
    const Frame before = frameOf(many, std::chrono::seconds(100));
    const Frame now = frameOf(many, std::chrono::seconds(101));
    std::size_t derived = 0;
    const double taken = medianSeconds(200, [&](int) {
        derived = deriveRates(before, now.readings, now.takenAt).processes->processes.size();
    });
    std::printf("rates of %zu processes          %8.1f us   [100]\n", derived, taken * 1e6);
}

void measureCodec() {
    const Frame frame = frameOf(processesOf(300), std::chrono::seconds(100));
    std::string bytes;
    const double encoding = medianSeconds(200, [&](int) { bytes = encodeFrame(frame); });
    bool decoded = true;
    const double decoding = medianSeconds(200, [&](int) { decoded = decoded && decodeFrame(bytes); });
    std::printf("encode 300 processes             %8.1f us   %zu bytes\n", encoding * 1e6, bytes.size());
    std::printf("decode 300 processes             %8.1f us   %s\n", decoding * 1e6, decoded ? "" : "failed");
}

}  // namespace

int main(int count, char** arguments) {
    measureHead();
    measureFrames();
    measureProcesses();
    measureCodec();
    return count > 1 ? baro::bench::replayTrace(arguments[1]) : 0;
}
