// What the record of series costs, in figures to compare with the targets in brackets. Wants an optimised
// build and a quiet machine.
//
//     bench_record TRACE
//
// TRACE: as of bench_series.
#include <algorithm>
#include <bit>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/base/Zstd.h"
#include "core/history/FewTicks.h"
#include "core/history/SeriesPart.h"
#include "core/history/TickTimes.h"
#include "core/series/SeriesSource.h"
#include "tests/bench/Trace.h"

namespace {

using namespace baro;
using namespace baro::history;

constexpr std::size_t blockTicks = 900;
constexpr std::size_t partSeries = 32;
constexpr std::size_t flushTicks = 10;

// Of this thread, so that what else the machine does hardly matters.
double processorSeconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

template <class Body>
double secondsOf(Body body) {
    const double start = processorSeconds();
    body();
    return processorSeconds() - start;
}

// One value for each tick, of the series in the order of the trace.
struct Columns {
    std::vector<std::int64_t> ticks;
    std::vector<std::string> names;
    std::vector<std::vector<double>> values;

    std::vector<SeriesValues> between(std::size_t firstSeries, std::size_t series, std::size_t firstTick,
                                      std::size_t count) const {
        std::vector<SeriesValues> part;
        for (std::size_t i = firstSeries; i < std::min(firstSeries + series, values.size()); ++i)
            part.push_back({static_cast<SeriesNumber>(i), std::span(values[i]).subspan(firstTick, count)});
        return part;
    }
};

Columns columnsOf(const bench::Trace& trace) {
    Columns columns;
    columns.ticks = trace.ticks();
    for (const auto& [name, samples] : trace.series) {
        columns.names.push_back(name);
        auto& values = columns.values.emplace_back(columns.ticks.size(), staleMarker());
        for (const Sample& sample : samples) {
            const auto tick = std::ranges::lower_bound(columns.ticks, sample.timeMilliseconds);
            values[static_cast<std::size_t>(tick - columns.ticks.begin())] = sample.value;
        }
    }
    return columns;
}

bool isSame(std::span<const double> a, std::span<const double> b) {
    return std::ranges::equal(a, b, [](double x, double y) {
        return std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y);
    });
}

// Prints how long an opening takes too, and false when a value did not come back.
bool measureDecoding(const Columns& columns, const std::vector<std::string>& parts, std::size_t ticks) {
    constexpr int rounds = 50;
    std::vector<double> values(ticks);
    double opening = 0;
    double reading = 0;
    double slowest = 0;
    std::size_t read = 0;
    bool isRight = true;
    for (const std::string& bytes : parts) {
        opening += secondsOf([&] {
            for (int round = 0; round < rounds; ++round)
                isRight = SeriesPart::open(bytes, ticks).ok() && isRight;
        });
        const auto part = SeriesPart::open(bytes, ticks);
        for (std::size_t i = 0; i < part->numbers().size(); ++i) {
            isRight = part->read(i, values).ok() && isRight;
            isRight = isSame(values, std::span(columns.values[part->numbers()[i]]).first(ticks)) && isRight;
            if (part->constant(i)) continue;
            const double taken = secondsOf([&] {
                for (int round = 0; round < rounds; ++round)
                    isRight = part->read(i, values).ok() && isRight;
            });
            reading += taken;
            slowest = std::max(slowest, taken);
            ++read;
        }
    }
    const double perSample = 1e9 / rounds / static_cast<double>(ticks);
    std::printf("decode a column, warm            %8.2f ns a sample  [6], the slowest column %.2f\n",
                reading * perSample / static_cast<double>(read), slowest * perSample);
    std::printf("open a part                      %8.2f us\n",
                opening / rounds / static_cast<double>(parts.size()) * 1e6);
    return isRight;
}

bool measureBlocks(const Columns& columns) {
    std::size_t times = 0;
    std::size_t series = 0;
    double encoding = 0;
    std::vector<std::string> firstBlock;
    for (std::size_t tick = 0; tick < columns.ticks.size(); tick += blockTicks) {
        const std::size_t count = std::min(blockTicks, columns.ticks.size() - tick);
        times += encodeTickTimes(std::span(columns.ticks).subspan(tick, count)).size();
        for (std::size_t first = 0; first < columns.values.size(); first += partSeries) {
            std::string part;
            encoding +=
                secondsOf([&] { part = encodeSeriesPart(columns.between(first, partSeries, tick, count)); });
            series += part.size();
            if (tick == 0) firstBlock.push_back(std::move(part));
        }
    }
    std::string names;
    for (const std::string& name : columns.names)
        names.append(name).push_back('\n');
    const std::size_t labels = ZstdCompressor(19).compress(names).value().size();

    const std::size_t bytes = times + series + labels;
    const auto samples = static_cast<double>(columns.ticks.size() * columns.values.size());
    std::printf(
        "bytes a sample                   %8.4f      [0.40]  %zu: series %zu, times %zu, labels %zu\n",
        static_cast<double>(bytes) / samples, bytes, series, times, labels);
    std::printf("encode                           %8.2f ns a sample, %.2f us a column of %zu   [15]\n",
                encoding / samples * 1e9, encoding / samples * 1e6 * blockTicks, blockTicks);
    return measureDecoding(columns, firstBlock, std::min(blockTicks, columns.ticks.size()));
}

// As a block is written to the tail.
bool measureFlushes(const Columns& columns, int level) {
    ZstdCompressor compressor(level);
    ZstdDecompressor decompressor;
    FewTicksBefore before;
    FewTicksBefore readBefore;
    std::size_t first = 0;
    std::size_t bytes = 0;
    std::size_t flushes = 0;
    double encoding = 0;
    double decoding = 0;
    bool isRight = true;
    for (std::size_t tick = 0; tick + flushTicks <= columns.ticks.size(); tick += flushTicks, ++flushes) {
        const auto all = columns.between(0, columns.values.size(), tick, flushTicks);
        std::string few;
        encoding += secondsOf([&] { few = encodeFewTicks(all, before, compressor).value(); });
        bytes += few.size();
        if (tick == 0) first = few.size();
        decoding += secondsOf([&] {
            const auto read = decodeFewTicks(few, flushTicks, readBefore, decompressor);
            for (std::size_t i = 0; i < all.size(); ++i)
                isRight = isRight && read &&
                          isSame(all[i].values, std::span(read->values).subspan(i * flushTicks, flushTicks));
        });
    }
    const auto each = static_cast<double>(flushes);
    std::printf(
        "a flush of %zu ticks, level %2d     %8.0f bytes [2500], the first %zu; %.0f us, read %.0f us\n",
        flushTicks, level, static_cast<double>(bytes) / each, first, encoding / each * 1e6,
        decoding / each * 1e6);
    return isRight;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) {
        std::fprintf(stderr, "usage: bench_record TRACE\n");
        return 2;
    }
    std::ifstream file(arguments[1]);
    const Columns columns = columnsOf(bench::readTrace(file));
    if (columns.ticks.size() < flushTicks) {
        std::fprintf(stderr, "bench_record: %s holds fewer than %zu ticks\n", arguments[1], flushTicks);
        return 1;
    }
    std::printf("%zu series, %zu ticks\n", columns.values.size(), columns.ticks.size());
    bool isRight = measureBlocks(columns);
    for (const int level : {1, 3, 9, 19})
        isRight = measureFlushes(columns, level) && isRight;
    if (!isRight) std::fprintf(stderr, "bench_record: values did not come back\n");
    return isRight ? 0 : 1;
}
