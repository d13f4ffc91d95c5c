#include "ui/report/Report.h"

#include <QCoreApplication>
#include <QLocale>

#include "core/metrics/Format.h"
#include "ui/MachineText.h"
#include "ui/report/ReportFrames.h"
#include "ui/report/ReportSeries.h"

namespace baro::ui {
namespace {

struct ReportWords {
    Q_DECLARE_TR_FUNCTIONS(Report)
};

// How far the parts of a report bring it.
constexpr double shareOfFrames = 0.3;
constexpr double shareOfSeries = 0.7;

Status addSeries(Report& report, const ReportSeries& series, const std::stop_token& stop,
                 const std::function<void(double)>& progress) {
    const auto parts = static_cast<double>(ReportSeries::figureCount() + ReportSeries::chartCount());
    double done = 0;
    const auto told = [&] {
        if (progress) progress(shareOfFrames + shareOfSeries * ++done / parts);
    };
    for (std::size_t i = 0; i < ReportSeries::figureCount(); ++i) {
        auto figure = series.figure(i, stop);
        if (!figure) return figure.error();
        report.figures.push_back(std::move(figure).value());
        told();
    }
    for (std::size_t i = 0; i < ReportSeries::chartCount(); ++i) {
        auto chart = series.chart(i, stop);
        if (!chart) return chart.error();
        // A machine without sensors needs no chart that says so.
        if (!chart->data.series.empty()) report.charts.push_back(std::move(chart).value());
        told();
    }
    return Done{};
}

void addFrames(Report& report, const std::vector<FramePtr>& frames) {
    report.framesLookedAt = static_cast<int>(frames.size());
    if (frames.empty()) return;
    report.facts = machineFacts(*frames.back());
    report.memoryBytes = machineMemory(*frames.back());
    if (frames.back()->readings.host) report.host = machineText(frames.back()->readings.host->name);
    for (const TopBy by : {TopBy::Cpu, TopBy::Memory, TopBy::Disk})
        if (ReportTop top = topOf(frames, by); !top.processes.empty()) report.tops.push_back(std::move(top));
}

}  // namespace

Result<Report> makeReport(const ReportSources& sources, TimeRange range, const std::stop_token& stop,
                          const std::function<void(double)>& progress) {
    if (range.to <= range.from)
        return malformed(ReportWords::tr("the range ends before it begins").toStdString());
    Report report;
    report.range = range;
    const auto grid = gridOf(sources.series, range);
    if (!grid) return grid.error();
    const auto frames = framesThroughout(sources.past, range, stop, [&progress](double share) {
        if (progress) progress(share * shareOfFrames);
    });
    if (!frames) return frames.error();
    addFrames(report, *frames);
    const Status added = addSeries(report, ReportSeries(sources.series, range, *grid), stop, progress);
    if (!added) return added.error();
    auto alerts = alerts::recordedRuns(sources.series, range);
    if (!alerts) return alerts.error();
    report.alerts = std::move(alerts).value();
    if (!sources.past.events) return report;
    auto events = sources.past.events(range);
    if (!events) return events.error();
    report.events = std::move(events).value();
    return report;
}

}  // namespace baro::ui
