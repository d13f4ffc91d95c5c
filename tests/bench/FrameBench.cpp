// What Frames cost on disk: each of a recording's compressed against the one before, and as runs of the
// record.
//
//     bench_frames FILE                     prints the figures of a recording
//     bench_frames FILE MILLISECONDS COUNT  takes one first, of this machine: COUNT Frames at that distance
//
// The bar is 600 bytes a Frame of 300 processes, 15 % of them active: bench_load 250 --restless 45 makes such
// a load.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "core/base/Numbers.h"
#include "core/base/Zstd.h"
#include "core/history/FrameRun.h"
#include "core/model/FrameCodec.h"
#include "core/sampling/Sampler.h"
#include "platform/linux/LinuxPlatform.h"
#include "platform/replay/Recording.h"

namespace {

using namespace baro;

using Frames = std::vector<FramePtr>;

double processorSeconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

Status record(const std::string& path, std::chrono::milliseconds distance, int count) {
    auto writer = platform::RecordingWriter::create(path);
    if (!writer) return writer.error();
    const auto platform = platform::makeLinuxPlatform({});
    FrameHub hub;
    Sampler sampler(platform->makeCollectors(), platform->clock(), hub);
    (void)sampler.sampleOnce();
    for (int i = 0; i < count; ++i) {
        std::this_thread::sleep_for(distance);
        if (Status written = writer->write(*sampler.sampleOnce()); !written) return written;
    }
    return writer->close();
}

bool isActive(const Process& before, const Process& now) {
    return before.userSeconds != now.userSeconds || before.systemSeconds != now.systemSeconds;
}

void describe(const Frames& frames) {
    std::size_t processes = 0;
    std::size_t active = 0;
    for (std::size_t i = 1; i < frames.size(); ++i) {
        if (!frames[i]->readings.processes || !frames[i - 1]->readings.processes) continue;
        const auto& before = frames[i - 1]->readings.processes->processes;
        for (const Process& now : frames[i]->readings.processes->processes) {
            const auto found = std::ranges::lower_bound(before, now.identity, {}, &Process::identity);
            ++processes;
            active +=
                found != before.end() && found->identity == now.identity && isActive(*found, now) ? 1 : 0;
        }
    }
    const double pairs = static_cast<double>(std::max<std::size_t>(frames.size() - 1, 1));
    std::printf("%zu frames, %.0f processes, %.1f %% of them active\n", frames.size(),
                static_cast<double>(processes) / pairs,
                100 * static_cast<double>(active) / std::max(1.0, static_cast<double>(processes)));
}

struct Cost {
    std::size_t bytes = 0;
    double seconds = 0;
};

void print(const char* what, const Cost& cost, std::size_t frames) {
    std::printf("  %-34s %9.1f bytes %8.3f ms a frame\n", what,
                static_cast<double>(cost.bytes) / static_cast<double>(frames),
                cost.seconds * 1e3 / static_cast<double>(frames));
}

template <class Act>
Cost costOf(Act act) {
    const double start = processorSeconds();
    const std::size_t bytes = act();
    return {bytes, processorSeconds() - start};
}

std::size_t prefixed(const Frames& frames, int level) {
    ZstdCompressor compressor(level);
    std::string before;
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < frames.size(); ++i) {
        if (i % history::FrameRunWriter::mostFrames == 0) before.clear();
        std::string plain = encodeFrame(*frames[i]);
        bytes += compressor.compress(plain, before).value().size();
        before = std::move(plain);
    }
    return bytes;
}

struct Runs {
    Cost pieces;
    Cost rows;
    std::vector<std::string> all;
};

Runs runsOf(const Frames& frames) {
    Runs runs;
    history::FrameRunWriter writer;
    const auto finish = [&] {
        const Cost cost = costOf([&] { return runs.all.emplace_back(writer.finish().value()).size(); });
        runs.rows.bytes += cost.bytes;
        runs.rows.seconds += cost.seconds;
        writer = history::FrameRunWriter();
    };
    for (const FramePtr& frame : frames) {
        const Cost cost = costOf([&] { return writer.append(frame).value().size(); });
        runs.pieces.bytes += cost.bytes;
        runs.pieces.seconds += cost.seconds;
        if (writer.isFull()) finish();
    }
    if (writer.size() > 0) finish();
    return runs;
}

// To the last Frame of a run and the one before it: what a moment in the past costs at most.
void printOpening(const std::string& run) {
    std::vector<double> taken;
    for (int i = 0; i < 9; ++i) {
        const double start = processorSeconds();
        auto reader = history::FrameRunReader::open(run);
        const std::size_t last = reader->times().size() - 1;
        (void)reader->frame(last - std::min<std::size_t>(last, 1)).value();
        (void)reader->frame(last).value();
        taken.push_back(processorSeconds() - start);
    }
    std::ranges::sort(taken);
    std::printf("  open the end of a run of %zu frames: %.2f ms\n",
                history::FrameRunReader::open(run)->times().size(), taken[taken.size() / 2] * 1e3);
}

void measure(const char* title, Frames frames, const std::function<void(Frame&)>& change) {
    for (FramePtr& each : frames) {
        Frame frame = *each;
        frame.rates = {};
        change(frame);
        each = std::make_shared<const Frame>(std::move(frame));
    }
    std::printf("%s\n", title);
    for (const int level : {3, 9, 19}) {
        const std::string what = "prefix of the frame before, level " + std::to_string(level);
        print(what.c_str(), costOf([&] { return prefixed(frames, level); }), frames.size());
    }
    const Runs runs = runsOf(frames);
    print("pieces", runs.pieces, frames.size());
    print("rows", runs.rows, frames.size());
    printOpening(runs.all.front());
}

int print(const std::string& path) {
    const auto recording = platform::readRecording(path);
    if (!recording) return std::fprintf(stderr, "%s\n", recording.error().message.c_str()), 1;
    const Frames& frames = recording->frames;
    describe(frames);
    measure("whole frames", frames, [](Frame&) {});
    measure("without the health of collectors", frames, [](Frame& frame) { frame.health.clear(); });
    measure("processes only", frames, [](Frame& frame) {
        Readings readings;
        readings.processes = frame.readings.processes;
        frame.readings = std::move(readings);
        frame.health.clear();
    });
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2 && count != 4) {
        std::fputs("usage: bench_frames FILE [MILLISECONDS COUNT]\n", stderr);
        return 2;
    }
    if (count == 4) {
        const auto distance = parseNumber<int>(arguments[2]);
        const auto frames = parseNumber<int>(arguments[3]);
        if (!distance || !frames) return 2;
        if (const Status taken = record(arguments[1], std::chrono::milliseconds(*distance), *frames); !taken)
            return std::fprintf(stderr, "%s\n", taken.error().message.c_str()), 1;
    }
    return print(arguments[1]);
}
