#include "ui/report/ReportJob.h"

#include <utility>

#include "ui/SavedFile.h"
#include "ui/report/ReportPdf.h"

namespace baro::ui {

ReportJob::ReportJob(const ReportSources& sources, TimeRange range, PictureLook look, QString path,
                     QObject* parent)
    : QObject(parent),
      sources_(sources),
      range_(range),
      look_(std::move(look)),
      path_(std::move(path)),
      thread_([this](const std::stop_token& stop) { work(stop); }) {}

ReportJob::~ReportJob() {
    cancel();
    thread_.join();
}

void ReportJob::cancel() {
    thread_.request_stop();
}

void ReportJob::end(const QString& sentence, bool saved) {
    QMetaObject::invokeMethod(
        this, [this, sentence, saved] { emit ended(sentence, saved); }, Qt::QueuedConnection);
}

void ReportJob::work(const std::stop_token& stop) {
    const auto tell = [this](double share) {
        QMetaObject::invokeMethod(
            this, [this, share] { emit progressed(static_cast<int>(share * 100)); }, Qt::QueuedConnection);
    };
    const auto report = makeReport(sources_, range_, stop, tell);
    if (!report) return end(QString::fromStdString(report.error().message), false);
    const ReportSheets sheets = reportAsPdf(*report, look_);
    if (stop.stop_requested()) return end(tr("the report was cancelled"), false);
    const Status written = writeWhole(path_, sheets.pdf);
    if (!written) return end(QString::fromStdString(written.error().message), false);
    end(tr("Saved %1").arg(path_), true);
}

}  // namespace baro::ui
