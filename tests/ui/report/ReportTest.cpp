#include "ui/report/Report.h"

#include <QDialogButtonBox>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <mutex>

#include "core/series/Head.h"
#include "tests/support/PastOfFrames.h"
#include "tests/support/ProcessFrames.h"
#include "tests/support/TestMain.h"
#include "ui/report/ReportDialog.h"
#include "ui/report/ReportFrames.h"
#include "ui/report/ReportJob.h"
#include "ui/report/ReportPdf.h"
#include "ui/theme/Theme.h"

namespace baro::ui {

namespace {

constexpr std::int64_t reportNow = 1'700'000'000'000;
constexpr std::int64_t seconds = 1000;

Labels metric(const std::string& name) {
    return Labels({{"__name__", name}});
}

FramePtr frameAt(std::int64_t time, const std::vector<test::ProcessSample>& processes) {
    Frame frame = test::processFrame(processes);
    frame.takenAt.wall = std::chrono::milliseconds(time);
    Host host;
    host.name = "<i>desk</i>";
    frame.readings.host = Section<Host>(std::move(host), frame.takenAt);
    return std::make_shared<const Frame>(std::move(frame));
}

// Ten minutes: the processors are a quarter busy, all of them for one second, and 1000 bytes a second are
// read.
struct RecordedMachine {
    Head head{std::int64_t{1} << 40};
    RecordedPast past;
    const Labels firing{{{"__name__", "ALERTS"},
                         {"alertname", "<u>Busy</u>"},
                         {"alertstate", "firing"},
                         {"severity", "critical"}}};

    RecordedMachine() {
        for (int second = 0; second <= 600; ++second) {
            const double busy = second == 123 ? 1 : 0.25;
            std::vector<Head::Entry> entries{
                {head.idOf(metric("barograph_cpu_busy_ratio")), busy},
                {head.idOf(metric("node_disk_read_bytes_total")), 1e6 + second * 1000.0}};
            if (second >= 200 && second < 260) entries.push_back({head.idOf(firing), 1});
            head.append(reportNow - (600 - second) * seconds, entries);
        }
        std::vector<FramePtr> frames;
        for (int second = 0; second <= 600; second += 5)
            frames.push_back(frameAt(reportNow - (600 - second) * seconds,
                                     {{.pid = 7, .name = "한글", .cpu = second == 300 ? 4.0 : 1.0},
                                      {.pid = 8, .name = "<b>x</b>", .cpu = second < 300 ? 3.0 : 0.0}}));
        past = test::pastOf(std::move(frames), {{reportNow - 400 * seconds, "sleep", "{}"},
                                                {reportNow - 4000 * seconds, "boot", "{}"}});
    }
    TimeRange all() const { return {reportNow - 600 * seconds, reportNow}; }
    ReportSources sources() const { return {head, past}; }
};

int pagesIn(const QByteArray& pdf) {
    int count = 0;
    for (qsizetype at = pdf.indexOf("/Type /Page\n"); at >= 0; at = pdf.indexOf("/Type /Page\n", at + 1))
        ++count;
    return count;
}

const ReportFigure& figureOf(const Report& report, const QString& name) {
    return *std::ranges::find(report.figures, name, &ReportFigure::name);
}

}  // namespace

class ReportTest : public QObject {
    Q_OBJECT
  private slots:
    void figuresAreOfEverySampleInTheRange() {
        const RecordedMachine machine;
        const auto report = makeReport(machine.sources(), machine.all());
        QVERIFY2(report, report ? "" : report.error().message.c_str());
        const ReportFigure& busy = figureOf(*report, "Processors busy");
        QCOMPARE(busy.greatest, 1.0);
        QCOMPARE(busy.greatestAt, reportNow - 477 * seconds);
        QVERIFY(std::abs(busy.mean - (0.25 + 0.75 / 600)) < 1e-9);
        QVERIFY(std::abs(figureOf(*report, "Read from disks").mean - 1000) < 1e-6);
        QVERIFY(std::isnan(figureOf(*report, "Hottest sensor").mean));
    }

    void chartsAreThoseThatHaveData() {
        const RecordedMachine machine;
        const auto report = makeReport(machine.sources(), machine.all());
        QVERIFY(report);
        QCOMPARE(report->charts.size(), 1U);
        QCOMPARE(report->charts.front().data.range, machine.all());
    }

    void processesAreThoseOfTheWholeRange() {
        const RecordedMachine machine;
        const auto report = makeReport(machine.sources(), machine.all());
        QVERIFY(report);
        const ReportTop& top = report->tops.front();
        QCOMPARE(static_cast<int>(top.by), static_cast<int>(TopBy::Cpu));
        QCOMPARE(top.whole, 4.0);
        QCOMPARE(top.processes.size(), 2U);
        // Half of the time three processors are more than all of the time one.
        QCOMPARE(top.processes[0].name, QString("<b>x</b>"));
        QVERIFY(std::abs(top.processes[0].mean - 1.5) < 0.05);
        QCOMPARE(top.processes[1].name, QString::fromUtf8("한글"));
        QCOMPARE(top.processes[1].greatest, 4.0);
        QCOMPARE(top.processes[1].greatestAt, reportNow - 300 * seconds);
        QCOMPARE(report->framesLookedAt, 120);
    }

    void eventsAreThoseInTheRange() {
        const RecordedMachine machine;
        const auto report = makeReport(machine.sources(), machine.all());
        QVERIFY(report);
        QCOMPARE(report->events.size(), 1U);
        QCOMPARE(report->events.front().kind, std::string("sleep"));
    }

    void alertsAreThoseThatFired() {
        const RecordedMachine machine;
        const auto report = makeReport(machine.sources(), machine.all());
        QVERIFY(report);
        QCOMPARE(report->alerts.size(), 1U);
        const TimeRange fired{reportNow - 400 * seconds, reportNow - 341 * seconds};
        QCOMPARE(report->alerts.front().fired, fired);
        const auto before = makeReport(machine.sources(), {machine.all().from, fired.from - 1});
        QVERIFY(before && before->alerts.empty());
    }

    void whatEndedOrderlyIsReported() {
        RecordedMachine machine;
        machine.head.markGap();
        machine.head.append(reportNow + 60 * seconds, {});
        const auto report =
            makeReport(machine.sources(), {reportNow - 600 * seconds, reportNow + 60 * seconds});
        QVERIFY2(report, report ? "" : report.error().message.c_str());
        QCOMPARE(figureOf(*report, "Processors busy").greatest, 1.0);
    }

    void aRangeWithoutSamplesSaysSo() {
        const RecordedMachine machine;
        const auto report =
            makeReport(machine.sources(), {reportNow - 9000 * seconds, reportNow - 8000 * seconds});
        QVERIFY(!report);
        QCOMPARE(report.error().message, std::string("nothing is recorded in this range"));
        QVERIFY(!makeReport(machine.sources(), {reportNow, reportNow}));
    }

    void aTableThatIsUnknownIsNotEmpty() {
        std::vector<FramePtr> frames{frameAt(reportNow, {{.pid = 7, .name = "a", .cpu = 2}}),
                                     std::make_shared<const Frame>()};
        const ReportTop top = topOf(frames, TopBy::Cpu);
        QCOMPARE(top.processes.front().mean, 2.0);
    }

    void canBeStopped() {
        const RecordedMachine machine;
        std::stop_source source;
        const auto report =
            makeReport(machine.sources(), machine.all(), source.get_token(), [&](double share) {
                if (share > 0.5) source.request_stop();
            });
        QVERIFY(!report);
        QCOMPARE(report.error().message, std::string("the report was cancelled"));
    }

    void theSheetsAreAPdf() {
        const RecordedMachine machine;
        const auto report = makeReport(machine.sources(), machine.all());
        QVERIFY(report);
        const ReportSheets sheets = reportAsPdf(*report, {});
        QVERIFY(sheets.pdf.startsWith("%PDF-"));
        QVERIFY(sheets.pdf.trimmed().endsWith("%%EOF"));
        QCOMPARE(pagesIn(sheets.pdf), sheets.pages);
        Report longer = *report;
        for (int i = 0; i < 150; ++i)
            longer.events.push_back({reportNow - i, "plugged", "{}"});
        const ReportSheets more = reportAsPdf(longer, {});
        QVERIFY(more.pages > sheets.pages);
        QCOMPARE(pagesIn(more.pdf), more.pages);
    }

    void aJobSavesTheReport() {
        const RecordedMachine machine;
        const QTemporaryDir folder;
        const QString path = folder.filePath("report.pdf");
        ReportJob job(machine.sources(), machine.all(), {}, path);
        const QSignalSpy ended(&job, &ReportJob::ended);
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 30'000);
        QCOMPARE(ended[0][1].toBool(), true);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().startsWith("%PDF-"));
    }

    void aJobTellsWhyItCouldNotSave() {
        const RecordedMachine machine;
        ReportJob job(machine.sources(), machine.all(), {}, "/nowhere/report.pdf");
        const QSignalSpy ended(&job, &ReportJob::ended);
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 30'000);
        QCOMPARE(ended[0][1].toBool(), false);
        QVERIFY(ended[0][0].toString().contains("/nowhere/report.pdf"));
    }

    void aCancelledJobWritesNothing() {
        const RecordedMachine machine;
        const QTemporaryDir folder;
        const QString path = folder.filePath("report.pdf");
        RecordedPast past = machine.past;
        std::mutex holding;
        holding.lock();
        past.frameAt = [&holding, found = machine.past.frameAt](std::int64_t time) {
            const std::lock_guard wait(holding);
            return found(time);
        };
        ReportJob job({machine.head, past}, machine.all(), {}, path);
        const QSignalSpy ended(&job, &ReportJob::ended);
        job.cancel();
        holding.unlock();
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 30'000);
        QCOMPARE(ended[0][0].toString(), QString("the report was cancelled"));
        QVERIFY(!QFile::exists(path));
    }

    void theDialogTakesARange() {
        const Theme theme(ThemeChoice::Light);
        const QDateTime now = QDateTime::fromMSecsSinceEpoch(reportNow);
        ReportDialog dialog(theme, {reportNow - 300 * seconds, reportNow}, now, nullptr);
        const auto fields = dialog.findChildren<QLineEdit*>();
        QCOMPARE(fields.size(), 2);
        QCOMPARE(dialog.range()->from, reportNow - 300 * seconds);
        fields[0]->setText("-2h");
        fields[1]->setText("-1h");
        QCOMPARE(*dialog.range(), (TimeRange{reportNow - 7200 * seconds, reportNow - 3600 * seconds}));
        const auto* saves = dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save);
        QVERIFY(saves->isEnabled());
        fields[0]->setText("now");
        QVERIFY(!dialog.range());
        QVERIFY(!saves->isEnabled());
        fields[0]->setText("nonsense");
        QVERIFY(!saves->isEnabled());
    }
};

}  // namespace baro::ui

BARO_GUI_TEST(baro::ui::ReportTest)
#include "ReportTest.moc"
