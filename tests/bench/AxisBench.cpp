// What one axis costs a page of 40 charts at each tick (docs/adr/0036-one-axis-has-seams.md): without a
// server, with one while all is recorded, and with half of each chart joined. Wants an optimised build, and
// no screen.
//
//     bench_axis [TICKS]
//
// The bars: 1 µs a tick without a server; 2 ms with one.
#include <QCoreApplication>
#include <QElapsedTimer>
#include <cstdio>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "core/base/Numbers.h"
#include "ui/hosts/ServerPart.h"
#include "ui/series/JoinedPlot.h"

namespace {

using namespace baro;
using namespace baro::ui;

constexpr std::size_t charts = 40;
constexpr int lines = 4;
constexpr std::size_t columns = 300;
constexpr std::int64_t begin = 1'700'000'000'000;

// Recorded from this column on.
Plot plotFrom(std::size_t first) {
    Plot plot{begin, 1000, {}, {}};
    for (int line = 0; line < lines; ++line) {
        PlotSeries series{
            Labels({std::pair("device", std::to_string(line))}), {}, {}, std::vector<bool>(columns), 1};
        for (std::size_t i = 0; i < columns; ++i)
            series.maximum.push_back(i < first ? std::numeric_limits<double>::quiet_NaN() : 1.0);
        series.minimum = series.maximum;
        plot.series.push_back(std::move(series));
    }
    return plot;
}

void print(const char* what, double bar, int ticks, const std::function<void()>& tick) {
    QElapsedTimer taken;
    taken.start();
    for (int i = 0; i < ticks; ++i)
        tick();
    std::printf("%-28s %9.2f µs a tick [%.0f]\n", what,
                static_cast<double>(taken.nsecsElapsed()) / 1e3 / ticks, bar);
}

}  // namespace

int main(int count, char** arguments) {
    const QCoreApplication application(count, arguments);
    const int ticks = count > 1 ? parseNumber<int>(arguments[1]).value_or(100) : 100;
    ServerPast past;
    std::vector<std::unique_ptr<ServerPart>> parts;
    for (std::size_t i = 0; i < charts; ++i)
        parts.push_back(std::make_unique<ServerPart>(past));
    const AskedPlots asked{
        .expressions = {"x"}, .range = {begin, begin + columns * 1000}, .newest = begin + columns * 1000};
    std::vector<Result<Plot>> recorded{plotFrom(0)};
    print("no server", 1, ticks, [&] {
        for (const auto& part : parts)
            if (part->mayAdd()) (void)part->join(asked, recorded);
    });
    past.setHasServers(true);
    print("a server, all recorded", 2000, ticks, [&] {
        for (const auto& part : parts)
            if (part->mayAdd()) (void)part->join(asked, recorded);
    });
    const Plot half = plotFrom(columns / 2);
    const Plot elsewhere = plotFrom(0);
    const std::vector<ColumnRun> runs{{0, columns / 2 - 1}};
    const auto overlaps = overlapsOf(runs, columns / 4, columns);
    print("half of each joined", 2000, ticks, [&] {
        for (std::size_t i = 0; i < charts; ++i)
            (void)joinedPlot(half, elsewhere, {runs, overlaps, columns, Unit::Ratio});
    });
    return 0;
}
