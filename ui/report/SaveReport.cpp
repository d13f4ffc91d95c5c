#include "ui/report/SaveReport.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QProgressDialog>

#include "ui/Formatting.h"
#include "ui/FrameFeed.h"
#include "ui/Navigation.h"
#include "ui/TimeCursor.h"
#include "ui/report/ReportDialog.h"
#include "ui/report/ReportJob.h"
#include "ui/theme/Theme.h"

namespace baro::ui {
namespace {

struct SaveReportWords {
    Q_DECLARE_TR_FUNCTIONS(SaveReport)
};

// A sheet of paper is white, whatever the window is.
PictureLook paperLook(const PageContext& context) {
    return {&lightPalette(), context.theme.font(TextSize::Body), context.format.style()};
}

// Not modal: the window can be used meanwhile.
void showProgress(ReportJob& job, QWidget* window) {
    auto* progress = new QProgressDialog(SaveReportWords::tr("Making the report …"),
                                         SaveReportWords::tr("Cancel"), 0, 100, window);
    progress->setWindowTitle(SaveReportWords::tr("Save a report"));
    progress->setAutoClose(false);
    progress->setAutoReset(false);
    QObject::connect(&job, &ReportJob::progressed, progress, &QProgressDialog::setValue);
    QObject::connect(progress, &QProgressDialog::canceled, &job, &ReportJob::cancel);
    QObject::connect(&job, &ReportJob::ended, progress, &QObject::deleteLater);
}

}  // namespace

void saveReport(const PageContext& context, QWidget* window) {
    Navigation& navigation = context.navigation;
    if (context.frames.past() == nullptr)
        return navigation.say(SaveReportWords::tr("Nothing is recorded here, so there is nothing to report"));
    ReportDialog dialog(context.theme, context.cursor.shown(),
                        QDateTime::fromMSecsSinceEpoch(context.cursor.newest()), window);
    if (dialog.exec() != QDialog::Accepted) return;
    const auto range = dialog.range();
    if (!range) return;
    const QString path =
        QFileDialog::getSaveFileName(window, SaveReportWords::tr("Save a report"),
                                     SaveReportWords::tr("report.pdf"), QStringLiteral("PDF (*.pdf)"));
    if (path.isEmpty()) return;
    auto* job = new ReportJob({context.source, *context.frames.past()}, *range, paperLook(context),
                              path, window);
    QObject::connect(job, &ReportJob::ended, &navigation, [&navigation, job](const QString& sentence) {
        navigation.say(sentence);
        job->deleteLater();
    });
    showProgress(*job, window);
}

}  // namespace baro::ui
