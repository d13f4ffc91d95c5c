#include "ui/pages/HistoryPage.h"

#include <QAbstractItemModel>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QLabel>
#include <QTest>
#include <QToolButton>
#include <algorithm>
#include <cmath>
#include <memory>

#include "tests/support/ProcessFrames.h"
#include "tests/support/TestMain.h"
#include "tests/support/WindowParts.h"
#include "ui/RangeText.h"
#include "ui/history/CollectionPanel.h"
#include "ui/history/PeriodChart.h"
#include "ui/history/ProcessChangePanel.h"
#include "ui/hosts/ServerPast.h"
#include "ui/widgets/ChartOverlay.h"
#include "ui/widgets/SeriesChart.h"
#include "ui/widgets/SubjectTable.h"

namespace baro::ui {
namespace {

constexpr std::int64_t pageNow = 1'700'000'000'000;
constexpr std::int64_t pageHour = 3'600'000;
constexpr std::int64_t pageDay = 24 * pageHour;

// Two days of the processor, a sample every ten seconds: 20 % busy the day before, 50 % on the last one.
std::vector<Sample> twoDaysOfCpu() {
    std::vector<Sample> samples;
    for (std::int64_t time = pageNow - 2 * pageDay; time <= pageNow; time += 10'000)
        samples.push_back({time, time <= pageNow - pageDay ? 0.2 : 0.5});
    return samples;
}

FramePtr processesAt(std::int64_t time, double cpuSeconds, bool hasGame) {
    std::vector<test::ProcessSample> samples{{.pid = 1, .name = "init"}};
    if (hasGame) samples.push_back({.pid = 7, .name = "game", .user = "ada"});
    Frame frame = test::processFrame(samples);
    frame.takenAt = {std::chrono::milliseconds(time),
                     std::chrono::milliseconds(time - pageNow + 30 * pageDay),
                     std::chrono::milliseconds(time - pageNow + 30 * pageDay)};
    ProcessTable table = *frame.readings.processes;
    table.processes[0].userSeconds = cpuSeconds;
    frame.readings.processes = Section<ProcessTable>(std::move(table), frame.takenAt);
    return std::make_shared<const Frame>(std::move(frame));
}

// Yesterday init used 4 s of an hour; today 9 s, and a game runs.
RecordedPast twoHoursOfProcesses() {
    const std::vector<FramePtr> frames{processesAt(pageNow - pageDay - pageHour + 1000, 100, false),
                                       processesAt(pageNow - pageDay - 1000, 104, false),
                                       processesAt(pageNow - pageHour + 1000, 200, true),
                                       processesAt(pageNow - 1000, 209, true)};
    RecordedPast past;
    past.frameAt = [](std::int64_t) { return Result<FramePtr>(FramePtr()); };
    past.extent = [] { return Result<TimeRange>(TimeRange{pageNow - 2 * pageDay, pageNow}); };
    past.framesIn = [frames](TimeRange range, const RecordedPast::Visit& visit) -> Status {
        for (const FramePtr& frame : frames)
            if (timeOf(*frame) >= range.from && timeOf(*frame) <= range.to && !visit(frame)) break;
        return Done{};
    };
    return past;
}

struct HistoryFixture : test::WindowParts {
    explicit HistoryFixture(bool hasSamples = true, ServerPast* past = nullptr) {
        series.setServerPast(past);
        if (hasSamples)
            source.add(Labels({{std::string(metricNameLabel), "barograph_cpu_busy_ratio"}}), twoDaysOfCpu());
        series.setSampleInterval(std::chrono::seconds(10));
        PageContext parts = context();
        page.reset(
            historyPage().make({recorded, parts.cursor, parts.series, parts.source, parts.userPages,
                                parts.historyPages, parts.theme, parts.format, parts.navigation,
                                parts.settings, parts.processControl, parts.processInspector,
                                parts.collection, parts.alerts, parts.silences, parts.hosts, parts.servers},
                               nullptr));
        page->resize(1000, 900);
        cursor.advance(pageNow);
        page->show();
    }
    void press(const QString& text) const {
        for (QToolButton* button : page->findChildren<QToolButton*>())
            if (button->text() == text) button->click();
    }
    void choose(const QString& box, const QString& item) const {
        for (QComboBox* each : page->findChildren<QComboBox*>()) {
            if (each->accessibleName() != box) continue;
            each->setCurrentIndex(each->findText(item));
            emit each->activated(each->currentIndex());
        }
    }
    PeriodChart* chart() const { return page->findChildren<PeriodChart*>().front(); }
    bool hasAnswer() const { return !chart()->isAsking() && !chart()->data().series.empty(); }
    bool says(const QString& text) const {
        for (const QLabel* label : page->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(text)) return true;
        return false;
    }

    FrameFeed recorded{hub, cursor, twoHoursOfProcesses()};
    std::unique_ptr<Page> page;
};

}  // namespace

class HistoryPageTest : public QObject {
    Q_OBJECT

  private slots:
    void beginsWithTheLastHourRaw() {
        const HistoryFixture fixture;
        QCOMPARE(fixture.page->findChildren<PeriodChart*>().size(), 6);
        QTRY_VERIFY(fixture.hasAnswer());
        QVERIFY((fixture.chart()->data().range == TimeRange{pageNow - pageHour, pageNow}));
        QCOMPARE(fixture.chart()->columns()->tick, 10'000);
        QCOMPARE(fixture.chart()->data().series[0].last, 0.5);
        QVERIFY(fixture.says("every sample"));
    }

    void aServerThatIsNamedLaterIsAskedForWhatWasAnsweredWithoutIt() {
        ServerPast past;
        const HistoryFixture fixture(true, &past);
        QSignalSpy sought(&past, &ServerPast::sought);
        fixture.press("7 d");
        QTRY_VERIFY(fixture.hasAnswer());
        QCOMPARE(sought.count(), 0);
        past.setHasServers(true);
        QTRY_VERIFY(sought.count() > 0);
    }

    void showsDaysInHours() {
        const HistoryFixture fixture;
        fixture.press("7 d");
        fixture.choose("Resolution", "Hourly");
        QTRY_VERIFY(fixture.hasAnswer());
        const ChartData& data = fixture.chart()->data();
        QCOMPARE(data.range.to - data.range.from, 7 * pageDay);
        QCOMPARE(data.columnMilliseconds, pageHour);
        QVERIFY(std::isnan(data.series[0].mean[10]));  // before the record begins
        QCOMPARE(data.series[0].mean[150], 0.5);
        QVERIFY(fixture.says("each hour"));
    }

    void aResolutionThatIsTooFineIsRefused() {
        const HistoryFixture fixture;
        QTRY_VERIFY(fixture.hasAnswer());
        fixture.press("7 d");
        fixture.choose("Resolution", "Raw");
        QVERIFY(fixture.says("too fine"));
        QVERIFY(fixture.says("60,481 points"));
        QVERIFY(!fixture.chart()->isVisible());
        fixture.choose("Resolution", "Daily");
        QVERIFY(!fixture.says("too fine"));
        QTRY_VERIFY(fixture.hasAnswer());
    }

    void saysThatNothingIsRecorded() {
        const HistoryFixture fixture(false);
        QTRY_VERIFY(fixture.says("Nothing is recorded for this range"));
        QVERIFY(!fixture.chart()->isVisible());
    }

    void comparesWithYesterday() {
        const HistoryFixture fixture;
        fixture.choose("Compare with", "yesterday");
        QTRY_VERIFY(fixture.hasAnswer());
        const ChartData& data = fixture.chart()->data();
        QCOMPARE(data.series.size(), 2U);
        QCOMPARE(data.series[0].last, 0.5);
        QCOMPARE(data.series[1].last, 0.2);
        QVERIFY(data.series[1].isCompared);
        QCOMPARE(data.series[1].name, "busy, a day before");
        fixture.choose("How two periods are drawn", "as difference");
        QTRY_VERIFY(fixture.hasAnswer() && fixture.chart()->data().series.size() == 1);
        QVERIFY(std::abs(fixture.chart()->data().series[0].mean[5] - 0.3) < 1e-9);
    }

    void comparesTheProcesses() {
        const HistoryFixture fixture;
        const auto* panel = fixture.page->findChild<ProcessChangePanel*>();
        QVERIFY(!panel->isVisible());
        fixture.choose("Compare with", "yesterday");
        QTRY_VERIFY(panel->table() != nullptr && panel->table()->isVisible());
        const QAbstractItemModel* const rows = panel->table()->model();
        QCOMPARE(rows->rowCount(), 2);
        QCOMPARE(rows->index(0, 0).data().toString(), "init");
        QVERIFY(rows->index(0, 4).data().toString().startsWith("+5"));
        QCOMPARE(rows->index(1, 0).data().toString(), "game");
        QCOMPARE(rows->index(1, 2).data().toString(), "new");
        fixture.choose("Compare with", "a week ago");
        QTRY_VERIFY(fixture.says("No processes are recorded in the range that it is compared with"));
        fixture.choose("Compare with", "nothing");
        QVERIFY(!panel->isVisible());
    }

    void shiftAndDraggingChooseARange() {
        const HistoryFixture fixture;
        QTRY_VERIFY(fixture.hasAnswer());
        auto* overlay = fixture.chart()->findChild<ChartOverlay*>();
        const int width = overlay->width();
        QTest::mousePress(overlay, Qt::LeftButton, Qt::ShiftModifier, {width / 4, 10});
        QMouseEvent move(QEvent::MouseMove, QPointF(width / 2, 10),
                         overlay->mapToGlobal(QPointF(width / 2, 10)), Qt::NoButton, Qt::LeftButton,
                         Qt::ShiftModifier);
        QApplication::sendEvent(overlay, &move);
        QTest::mouseRelease(overlay, Qt::LeftButton, Qt::ShiftModifier, {width / 2, 10});
        QTRY_VERIFY(fixture.hasAnswer());
        const TimeRange range = fixture.chart()->data().range;
        QVERIFY(std::abs(range.from - (pageNow - pageHour * 3 / 4)) < 20'000);
        QVERIFY(std::abs(range.to - (pageNow - pageHour / 2)) < 20'000);
        const auto* field = fixture.page->findChildren<QDateTimeEdit*>().front();
        QVERIFY(field->isVisible());
        QCOMPARE(field->dateTime().toMSecsSinceEpoch() / 1000, range.from / 1000);
    }

    void aRangeOfAnotherPageIsShown() {
        const HistoryFixture fixture;
        const TimeRange range{pageNow - pageDay - pageHour, pageNow - pageDay - pageHour / 2};
        fixture.page->search(rangeText(range));
        QTRY_VERIFY(fixture.hasAnswer() && fixture.chart()->data().range == range);
        QCOMPARE(fixture.chart()->data().series[0].last, 0.2);
    }

    // A chart of any page leads here.
    void draggingOnAnotherChartOpensItsRange() {
        HistoryFixture fixture;
        QString page;
        QString search;
        connect(&fixture.navigation, &Navigation::pageWanted, this,
                [&](const QString& id, const QString& text) {
                    page = id;
                    search = text;
                });
        ChartSpec spec;
        spec.lines = {{"barograph_cpu_busy_ratio", "busy"}};
        SeriesChart chart(fixture.context(), spec);
        chart.resize(600, 300);
        chart.show();
        QTRY_VERIFY(!chart.data().series.empty());
        auto* overlay = chart.findChild<ChartOverlay*>();
        QTest::mousePress(overlay, Qt::LeftButton, Qt::ShiftModifier, {10, 10});
        QMouseEvent move(QEvent::MouseMove, QPointF(200, 10), overlay->mapToGlobal(QPointF(200, 10)),
                         Qt::NoButton, Qt::LeftButton, Qt::ShiftModifier);
        QApplication::sendEvent(overlay, &move);
        QTest::mouseRelease(overlay, Qt::LeftButton, Qt::ShiftModifier, {200, 10});
        QCOMPARE(page, "history");
        QVERIFY(rangeOf(search, QDateTime::currentDateTime()).has_value());
    }

    void draggingAndTheWheelChooseARange() {
        const HistoryFixture fixture;
        QTRY_VERIFY(fixture.hasAnswer());
        auto* overlay = fixture.chart()->findChild<ChartOverlay*>();
        const TimeRange usual = fixture.chart()->data().range;
        const auto length = [](TimeRange range) { return range.to - range.from; };
        const auto moveTo = [&](double x) {
            QMouseEvent move(QEvent::MouseMove, QPointF(x, 10), overlay->mapToGlobal(QPointF(x, 10)),
                             Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(overlay, &move);
        };
        const int half = overlay->width() / 2;
        QTest::mousePress(overlay, Qt::LeftButton, Qt::NoModifier, {half, 10});
        moveTo(half + overlay->width() / 4.0);
        QTest::mouseRelease(overlay, Qt::LeftButton, Qt::NoModifier, {half, 10});
        QTRY_VERIFY(fixture.hasAnswer() && fixture.chart()->data().range != usual);
        const TimeRange earlier = fixture.chart()->data().range;
        QVERIFY(std::abs(usual.from - earlier.from - length(usual) / 4) < length(usual) / 100);

        QWheelEvent wheel(QPointF(half, 10), overlay->mapToGlobal(QPointF(half, 10)), {}, {0, 120},
                          Qt::NoButton, Qt::ControlModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(overlay, &wheel);
        QTRY_VERIFY(fixture.hasAnswer() && length(fixture.chart()->data().range) < length(usual) * 9 / 10);

        QTest::mouseDClick(overlay, Qt::LeftButton, Qt::NoModifier, {half, 10});
        QTRY_VERIFY(fixture.hasAnswer() && fixture.chart()->data().range == usual);
        QVERIFY(fixture.cursor.isLive());
    }

    void addedSeriesAreChartsToo() {
        HistoryFixture fixture;
        const auto visible = [&] {
            return std::ranges::count_if(fixture.page->findChildren<PeriodChart*>(), &PeriodChart::isVisible);
        };
        PageChart chart{"Busy, again", Unit::Ratio, false, 0, {{"barograph_cpu_busy_ratio", "again", false}}};
        const QString id = fixture.historyPages.add({"History", {}, {chart, chart}});
        QTRY_COMPARE(visible(), 8);
        auto* const added = fixture.page->findChildren<PeriodChart*>().back();
        QTRY_VERIFY(!added->isAsking() && !added->data().series.empty());
        QCOMPARE(added->data().series[0].name, "again");
        fixture.historyPages.set(id, {"History", {}, {chart}});
        QTRY_COMPARE(visible(), 7);
        QTRY_COMPARE(fixture.page->findChildren<PeriodChart*>().size(), 7);
    }

    void aTypedRangeThatEndsBeforeItBeginsIsRefused() {
        const HistoryFixture fixture;
        QTRY_VERIFY(fixture.hasAnswer());
        fixture.press("Range …");
        const auto fields = fixture.page->findChildren<QDateTimeEdit*>();
        fields[1]->setDateTime(fields[0]->dateTime().addSecs(-60));
        emit fields[1]->editingFinished();
        QVERIFY(fixture.says("A range ends after its beginning."));
    }

    void followsThePausedCursor() {
        HistoryFixture fixture;
        QTRY_VERIFY(fixture.hasAnswer());
        fixture.cursor.setRecordedSince(pageNow - 2 * pageDay);
        fixture.cursor.travelTo(pageNow - pageDay - pageHour);
        QTRY_VERIFY(fixture.hasAnswer() && fixture.chart()->data().range.to == pageNow - pageDay - pageHour);
        QCOMPARE(fixture.chart()->data().series[0].last, 0.2);
    }

    void tellsOfTheCollection() {
        HistoryFixture fixture;
        auto frame = std::make_shared<Frame>();
        frame->takenAt.wall = std::chrono::milliseconds(pageNow);
        CollectorHealth health;
        health.name = "gpu";
        health.state = CollectorHealth::State::Failed;
        health.reason = "no answer";
        health.readings = health.failures = 1;
        frame->health = {health};
        fixture.collection.take(frame);
        fixture.page->showFrame(*frame);
        QVERIFY(fixture.says("Degraded"));
        QVERIFY(fixture.says("1 of 1 collectors fail"));
        const auto* panel = fixture.page->findChild<CollectionPanel*>();
        QCOMPARE(panel->table()->model()->index(0, 6).data().toString(), "no answer");
    }
};

}  // namespace baro::ui

BARO_GUI_TEST(baro::ui::HistoryPageTest)
#include "HistoryPageTest.moc"
