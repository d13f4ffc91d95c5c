#include "ui/models/ProcessChangeTable.h"

#include <QTest>
#include <cmath>

#include "core/sampling/CollectionState.h"
#include "tests/support/TestMain.h"
#include "ui/models/CollectionTable.h"

namespace baro::ui {
namespace {

using history::ProcessChange;
using history::ProcessGrouping;
using history::ProcessUse;

const TableCell& cellOf(const TableRow& row, const QString& title) {
    const auto columns = processChangeColumns(ProcessGrouping::Name);
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i].title == title) return row.cells[i];
    qFatal("no such column");
}

TableRow rowOf(std::optional<ProcessUse> first, std::optional<ProcessUse> second) {
    return processChangeRows({ProcessChange{{"cc1", "ada"}, std::move(first), std::move(second)}}, {})[0];
}

CollectionState collectionOf(CollectorHealth::State state, std::uint64_t failures) {
    CollectionState collection;
    collection.lastCollection = 1'700'000'000'000;
    collection.nextCollection = 1'700'000'001'000;
    collection.countedSince = 1'700'000'000'000 - 3'600'000;
    CollectorStanding standing;
    standing.health.name = "gpu";
    standing.health.state = state;
    standing.health.reason = state == CollectorHealth::State::Ok ? "" : "<b>no</b> answer";
    standing.health.interval = std::chrono::seconds(5);
    standing.recentFailures = failures;
    collection.collectors = {standing};
    collection.recentFailures = failures;
    collection.failing = state == CollectorHealth::State::Failed ? 1 : 0;
    return collection;
}

}  // namespace

class ProcessChangeTableTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        qputenv("TZ", "UTC");
        tzset();
    }

    void everyRowHasOneCellAColumn() {
        QCOMPARE(rowOf(ProcessUse{}, ProcessUse{}).cells.size(),
                 processChangeColumns(ProcessGrouping::Application).size());
        QCOMPARE(collectionRows(collectionOf(CollectorHealth::State::Ok, 0), {})[0].cells.size(),
                 collectionColumns().size());
    }

    void tellsHowMuchMore() {
        const TableRow row = rowOf(ProcessUse{.cpuSeconds = 9, .meanResidentBytes = 1024, .readBytes = 5},
                                   ProcessUse{.cpuSeconds = 4, .meanResidentBytes = 3072, .readBytes = 5});
        QCOMPARE(cellOf(row, "Change").text, "in both");
        QCOMPARE(cellOf(row, "CPU time").value, 9.0);
        QVERIFY(cellOf(row, "± CPU").text.startsWith("+5"));
        QVERIFY(cellOf(row, "± CPU").explanation.contains("4"));
        QVERIFY(cellOf(row, "± Memory").text.startsWith("-2"));
        QCOMPARE(cellOf(row, "± Read").value, 0.0);
    }

    void unknownIsNotNothing() {
        const TableRow row = rowOf(ProcessUse{.readBytes = 5}, ProcessUse{});
        QVERIFY(std::isnan(cellOf(row, "± Read").value));
        QVERIFY(!cellOf(row, "± Read").explanation.isEmpty());
        QVERIFY(std::isnan(cellOf(row, "Written").value));
        QCOMPARE(cellOf(row, "Read").value, 5.0);
    }

    void whoIsGoneUsedNothing() {
        const TableRow gone = rowOf(std::nullopt, ProcessUse{.cpuSeconds = 4, .writtenBytes = 7});
        QCOMPARE(cellOf(gone, "Change").text, "gone");
        QVERIFY(gone.isDimmed);
        QCOMPARE(cellOf(gone, "CPU time").value, 0.0);
        QCOMPARE(cellOf(gone, "± Written").value, -7.0);
        QVERIFY(std::isnan(cellOf(gone, "± Read").value));
        QCOMPARE(cellOf(rowOf(ProcessUse{.cpuSeconds = 4}, std::nullopt), "Change").text, "new");
    }

    void aSentenceTellsOfTheCollection() {
        QCOMPARE(collectionSentence({}), "Nothing was collected yet");
        QCOMPARE(collectionSentence(collectionOf(CollectorHealth::State::Ok, 0)),
                 "Healthy: last collection 22:13:20, next 22:13:21, no failures since 21:13:20");
        CollectionState failing = collectionOf(CollectorHealth::State::Failed, 3);
        failing.countedSince -= 23 * 3'600'000;
        failing.lateMilliseconds = 9000;
        const QString sentence = collectionSentence(failing);
        QVERIFY2(sentence.startsWith(
                     "Degraded: last collection 22:13:20, none for 9 s, 1 of 1 collectors fail, 3 "),
                 qPrintable(sentence));
        QVERIFY(sentence.endsWith("in the last 24 h"));
    }

    void aCollectorTellsWhyItFails() {
        const TableRow row = collectionRows(collectionOf(CollectorHealth::State::Failed, 3), {})[0];
        QCOMPARE(row.cells[1].text, "failing");
        QVERIFY(std::isnan(row.cells[3].value));  // it was never read
        QCOMPARE(row.cells[5].value, 3.0);
        QCOMPARE(row.cells[6].text, "<b>no</b> answer");
    }
};

}  // namespace baro::ui

BARO_GUI_TEST(baro::ui::ProcessChangeTableTest)
#include "ProcessChangeTableTest.moc"
