// What a report of a time range says: what machine it was, how busy, with what, and what happened. Made from
// the record on a thread that may block; ui/report/ReportPdf.h draws it.
#pragma once

#include <QString>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

#include "core/alerts/AlertRuns.h"
#include "core/base/Result.h"
#include "core/metrics/Unit.h"
#include "core/series/SeriesSource.h"
#include "ui/PastFrames.h"
#include "ui/models/TopProcesses.h"
#include "ui/widgets/ChartData.h"

namespace baro::ui {

// The mean and the greatest of something in the range; NaN where nothing is known.
struct ReportFigure {
    QString name;
    Unit unit = Unit::None;
    double mean = 0;
    double greatest = 0;
    std::int64_t greatestAt = 0;  // milliseconds since 1970-01-01 UTC
};

struct ReportProcess {
    QString name;  // plain text, as all that follow
    std::int32_t pid = 0;
    QString user;
    double mean = 0;  // in the unit of ProcessAmount, over all Frames looked at: 0 in those without it
    double greatest = 0;
    std::int64_t greatestAt = 0;
};

struct ReportTop {
    TopBy by = TopBy::Cpu;
    double whole = 1;  // what amounts are divided by to be shown: the number of processors
    std::vector<ReportProcess> processes;  // by their mean, largest first
};

struct ReportChart {
    ChartSpec spec;
    ChartData data;
    bool isStacked = false;
};

struct Report {
    TimeRange range;
    QString host;                                    // empty when nothing is known
    std::vector<std::pair<QString, QString>> facts;  // what, and its value
    std::optional<double> memoryBytes;               // of the machine
    std::vector<ReportFigure> figures;
    std::vector<ReportChart> charts;
    std::vector<ReportTop> tops;
    int framesLookedAt = 0;
    std::vector<alerts::AlertRun> alerts;  // that fired, the newest first
    std::vector<history::Event> events;    // ascending by time
};

struct ReportSources {
    const SeriesSource& series;
    const RecordedPast& past;
};

// progress is told shares from 0 to 1, on the same thread. Fails when nothing is recorded in the range, the
// record cannot be read, or it was stopped.
Result<Report> makeReport(const ReportSources& sources, TimeRange range, const std::stop_token& stop = {},
                          const std::function<void(double)>& progress = {});

}  // namespace baro::ui
