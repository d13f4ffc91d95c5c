#include "app/ReportCommand.h"

#include <QDateTime>
#include <QFont>
#include <QGuiApplication>
#include <cstdio>

#include "app/DataDirectory.h"
#include "app/RecordedPasts.h"
#include "core/base/Escape.h"
#include "core/history/Record.h"
#include "ui/Formatting.h"
#include "ui/MomentText.h"
#include "ui/SavedFile.h"
#include "ui/report/ReportPdf.h"

namespace baro::app {
namespace {

int reportFailure(int status, const std::string& why) {
    std::fprintf(stderr, "barograph: %s\n", escapedForTerminal(why).c_str());
    return status;
}

Result<TimeRange> askedRange(const WindowOptions& options) {
    const QDateTime now = QDateTime::currentDateTime();
    const auto moment = [&now](const std::string& text) {
        return ui::momentOf(QString::fromStdString(text), now);
    };
    const auto from = moment(options.from.empty() ? "-1h" : options.from);
    const auto to = moment(options.to.empty() ? "now" : options.to);
    if (!from) return malformed("--from " + options.from + " is no moment: 03:12, \"yesterday 03:12\", -2h");
    if (!to) return malformed("--to " + options.to + " is no moment: 03:12, \"yesterday 03:12\", now");
    if (*to <= *from) return malformed("--to is not after --from");
    return TimeRange{from->toMSecsSinceEpoch(), to->toMSecsSinceEpoch()};
}

}  // namespace

int writeReport(const WindowOptions& options) {
    const auto range = askedRange(options);
    if (!range) return reportFailure(2, range.error().message + " (see --help)");
    const auto record = history::Record::open(dataDirectoryOr(options.dataDirectory));
    if (!record) return reportFailure(1, record.error().message);
    const ui::RecordedPast past = pastOf(**record);
    const auto report = ui::makeReport({**record, past}, *range);
    if (!report) return reportFailure(1, report.error().message);
    const ui::Formatting format;
    const ui::ReportSheets sheets =
        ui::reportAsPdf(*report, {&ui::lightPalette(), QGuiApplication::font(), format.style()});
    const Status written = ui::writeWhole(QString::fromStdString(options.report), sheets.pdf);
    if (!written) return reportFailure(1, written.error().message);
    std::printf("Saved %s (%d pages)\n", escapedForTerminal(options.report).c_str(), sheets.pages);
    return 0;
}

}  // namespace baro::app
