#include "ui/report/ReportSeries.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/promql/Parser.h"
#include "ui/series/LivePlot.h"
#include "ui/widgets/CpuCharts.h"
#include "ui/widgets/MachineCharts.h"

namespace baro::ui {
namespace {

struct ReportSeriesWords {
    Q_DECLARE_TR_FUNCTIONS(ReportSeries)
};

constexpr const char* everyTick = "barograph_cpu_busy_ratio";  // has a sample whenever anything has
constexpr std::int64_t paceLookedAt = 120'000;
constexpr int columnsOfChart = 600;
constexpr std::int64_t reportedAtOnce = 3600;
// A figure asks every sample of a day, and every other one of two.
constexpr std::int64_t mostFigureTicks = 86'400;

struct FigureAsked {
    const char* name;
    Unit unit;
    std::string expression;
};

std::string allOfThem(const char* selector) {
    return "sum(" + rateOf(selector) + ")";
}

const std::vector<FigureAsked>& figuresAsked() {
    static const std::vector<FigureAsked> figures{
        {QT_TRANSLATE_NOOP("ReportSeries", "Processors busy"), Unit::Ratio, everyTick},
        {QT_TRANSLATE_NOOP("ReportSeries", "Memory used"), Unit::Ratio, "barograph_memory_used_ratio"},
        {QT_TRANSLATE_NOOP("ReportSeries", "Read from disks"), Unit::BytesPerSecond,
         allOfThem("node_disk_read_bytes_total")},
        {QT_TRANSLATE_NOOP("ReportSeries", "Written to disks"), Unit::BytesPerSecond,
         allOfThem("node_disk_written_bytes_total")},
        {QT_TRANSLATE_NOOP("ReportSeries", "Received from the network"), Unit::NetworkBytesPerSecond,
         allOfThem(R"(node_network_receive_bytes_total{device!="lo"})")},
        {QT_TRANSLATE_NOOP("ReportSeries", "Sent to the network"), Unit::NetworkBytesPerSecond,
         allOfThem(R"(node_network_transmit_bytes_total{device!="lo"})")},
        {QT_TRANSLATE_NOOP("ReportSeries", "Hottest sensor"), Unit::Celsius,
         "max(barograph_sensor_temperature_celsius)"},
        {QT_TRANSLATE_NOOP("ReportSeries", "Waiting for a processor"), Unit::Ratio,
         rateOf("node_pressure_cpu_waiting_seconds_total")},
        {QT_TRANSLATE_NOOP("ReportSeries", "Waiting for memory"), Unit::Ratio,
         rateOf("node_pressure_memory_waiting_seconds_total")},
        {QT_TRANSLATE_NOOP("ReportSeries", "Waiting for disks"), Unit::Ratio,
         rateOf("node_pressure_io_waiting_seconds_total")},
    };
    return figures;
}

struct ChartAsked {
    ChartSpec spec;
    bool isStacked = false;
};

std::vector<ChartAsked> chartsAsked() {
    return {{cpuModesChart(ReportSeriesWords::tr("Processor time by use")), true},
            {memoryUseChart(), true},
            {diskTrafficChart(), false},
            {networkTrafficChart(), false},
            {{.title = ReportSeriesWords::tr("Temperatures"),
              .unit = Unit::Celsius,
              .lines = {{"barograph_sensor_temperature_celsius", "{chip} {label}"}},
              .leastMaximum = 60},
             false},
            {pressureChart(ReportSeriesWords::tr("Time spent waiting")), false}};
}

Error wasStopped() {
    return failed(ReportSeriesWords::tr("the report was cancelled").toStdString());
}

std::string filledIn(const std::string& expression, const SampleGrid& grid) {
    return withVariables(expression, {{std::string(intervalVariable), durationText(grid.rateRange())}});
}

Result<std::vector<Sample>> samplesOf(const SeriesSource& series, const SeriesQuery& query) {
    const auto found = readAll(series, query);
    if (!found) return found.error();
    std::vector<Sample> samples;
    for (const SampleSeries& one : *found)
        samples.insert(samples.end(), one.samples.begin(), one.samples.end());
    return samples;
}

// The usual distance of two samples.
std::chrono::milliseconds paceOf(const std::vector<Sample>& samples) {
    std::vector<std::int64_t> distances;
    for (std::size_t i = 1; i < samples.size(); ++i)
        distances.push_back(samples[i].timeMilliseconds - samples[i - 1].timeMilliseconds);
    if (distances.empty()) return std::chrono::seconds(1);
    const auto middle = distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / 2);
    std::ranges::nth_element(distances, middle);
    // Samples jitter by milliseconds around round intervals.
    return std::chrono::milliseconds(std::max<std::int64_t>(100, (*middle + 50) / 100 * 100));
}

struct Tally {
    double sum = 0;
    std::size_t count = 0;
    double greatest = std::numeric_limits<double>::quiet_NaN();
    std::int64_t greatestAt = 0;

    void add(double value, std::int64_t time) {
        if (!std::isfinite(value)) return;
        sum += value;
        ++count;
        if (value <= greatest) return;
        greatest = value;
        greatestAt = time;
    }
    double mean() const {
        return count == 0 ? std::numeric_limits<double>::quiet_NaN() : sum / static_cast<double>(count);
    }
};

}  // namespace

Result<SampleGrid> gridOf(const SeriesSource& series, TimeRange range) {
    const Error nothing = absent(ReportSeriesWords::tr("nothing is recorded in this range").toStdString());
    SeriesQuery query = allOf(everyTick, {}, range);
    query.newestOnly = true;
    query.leadingMarkers = true;  // after an orderly end of recording the newest is one
    const auto newest = samplesOf(series, query);
    if (!newest) return newest.error();
    if (newest->empty()) return nothing;
    const std::int64_t end = newest->back().timeMilliseconds;
    auto before = samplesOf(series, allOf(everyTick, {}, {std::max(range.from, end - paceLookedAt), end}));
    if (!before) return before.error();
    std::erase_if(*before, [](const Sample& sample) { return isStaleMarker(sample.value); });
    if (before->empty()) return nothing;
    return SampleGrid::through(before->back().timeMilliseconds, paceOf(*before),
                               std::chrono::milliseconds(range.to - range.from));
}

ReportSeries::ReportSeries(const SeriesSource& series, TimeRange range, SampleGrid grid)
    : series_(series), range_(range), grid_(grid) {}

std::size_t ReportSeries::figureCount() {
    return figuresAsked().size();
}

std::size_t ReportSeries::chartCount() {
    return chartsAsked().size();
}

Result<ReportFigure> ReportSeries::figure(std::size_t index, const std::stop_token& stop) const {
    const FigureAsked& asked = figuresAsked()[index];
    SampleGrid grid = grid_;
    const std::int64_t samples = (range_.to - range_.from) / grid.sampleInterval;
    grid.step = grid.sampleInterval * (samples / mostFigureTicks + 1);
    const promql::Parsed parsed = promql::parse(filledIn(asked.expression, grid));
    if (!parsed.ok()) return malformed(parsed.error().message);
    Tally tally;
    const promql::Engine engine;
    const std::int64_t last = grid.tickAt(range_.to);
    for (std::int64_t first = grid.tickAt(range_.from) + 1; first <= last; first += reportedAtOnce) {
        const std::int64_t end = std::min(last, first + reportedAtOnce - 1);
        const auto outcome = engine.range(*parsed.expression(), series_, grid.steps(first, end), {stop, {}});
        if (stop.stop_requested()) return wasStopped();
        if (!outcome.ok()) return failed(outcome.error().message);
        for (const promql::StepSeries& series : outcome.result().series)
            for (std::size_t i = 0; i < series.values.size(); ++i)
                tally.add(series.values[i], grid.timeOf(first + static_cast<std::int64_t>(i)));
    }
    return ReportFigure{ReportSeriesWords::tr(asked.name), asked.unit, tally.mean(), tally.greatest,
                        tally.greatestAt};
}

Result<ReportChart> ReportSeries::chart(std::size_t index, const std::stop_token& stop) const {
    ChartAsked asked = std::move(chartsAsked()[index]);
    SeriesAnswer answer{range_, {}};
    const promql::Engine engine;
    for (const ChartLine& line : asked.spec.lines) {
        LivePlot plot;
        const PlotRequest request{filledIn(line.expression, grid_), grid_,     grid_.tickAt(range_.from),
                                  grid_.tickAt(range_.to),          range_.to, asked.isStacked};
        const Status updated = plot.update(request, engine, series_, {stop, {}});
        if (stop.stop_requested()) return wasStopped();
        if (updated)
            answer.plots.emplace_back(plot.plot(columnsOfChart));
        else
            answer.plots.emplace_back(updated.error());
    }
    return ReportChart{asked.spec, chartData(asked.spec, answer), asked.isStacked};
}

}  // namespace baro::ui
