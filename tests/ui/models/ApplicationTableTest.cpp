#include "ui/models/ApplicationTable.h"

#include <QtTest>
#include <limits>

#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::ui;

namespace {

// Of a host with four processors: a browser, a shell that just came, and all others.
Frame applicationsFrame() {
    Frame frame;
    frame.readings.processes = absent("office tells of its busiest applications");
    CpuActivity cpu;
    cpu.cpus.resize(4);
    frame.readings.cpu = {cpu, {}};
    frame.applicationRates =
        std::make_shared<const std::vector<ApplicationRate>>(std::vector<ApplicationRate>{
            {"shell", {}, {}, {}, {}, {}, 3e6, 2},
            {"<b>browser</b>", 2.0, 100.0, {}, 50.0, 20.0, 6e8, 13},
            {"other", 0.4, 1.0, 2.0, 3.0, 4.0, 9e9, 100},
        });
    return frame;
}

QString cellText(const std::vector<TableRow>& rows, std::size_t row, std::size_t column) {
    return rows.at(row).cells.at(column).text;
}

QString ratio(double value) {
    return QString::fromStdString(formatValue(value, Unit::Ratio));
}

}  // namespace

class ApplicationTableTest : public QObject {
    Q_OBJECT

  private slots:
    void eachApplicationIsARowAndTheOthersAreOne() {
        const auto rows = applicationRows(applicationsFrame(), false, {});
        QCOMPARE(rows.size(), 3U);
        QCOMPARE(rows[0].cells.size(), applicationColumns(false).size());
        QCOMPARE(cellText(rows, 1, 0), "<b>browser</b>");
        QCOMPARE(cellText(rows, 1, applicationCpuColumn), ratio(0.5));
        QCOMPARE(cellText(rows, 2, 0), "all others");
        QVERIFY(rows[2].isDimmed && !rows[1].isDimmed);
    }

    void whatIsNotKnownIsUnknown() {
        const auto rows = applicationRows(applicationsFrame(), false, {});
        QCOMPARE(cellText(rows, 0, applicationCpuColumn), "–");
        QVERIFY(std::isnan(rows[0].cells[applicationCpuColumn].value));
        QCOMPARE(cellText(rows, 1, 4), "–");  // written: may not be read there
        QCOMPARE(cellText(rows, 0, 2), QString::fromStdString(formatValue(3e6, Unit::Bytes)));
    }

    void aShareIsOfOneProcessorOrOfTheMachine() {
        Frame frame = applicationsFrame();
        QCOMPARE(cellText(applicationRows(frame, true, {}), 1, applicationCpuColumn), ratio(2));
        // Nobody says how many there are.
        frame.readings.cpu = absent("nothing of processors");
        QCOMPARE(cellText(applicationRows(frame, false, {}), 1, applicationCpuColumn), "–");
        QCOMPARE(cellText(applicationRows(frame, true, {}), 1, applicationCpuColumn), ratio(2));
    }

    void theTopIsOfSingleApplications() {
        const Frame frame = applicationsFrame();
        const auto byCpu = topApplicationRows(frame, TopBy::Cpu, false, 5, {});
        QCOMPARE(byCpu.size(), 1U);
        QCOMPARE(cellText(byCpu, 0, 0), "<b>browser</b>");
        QCOMPARE(cellText(byCpu, 0, 1), ratio(0.5));
        QCOMPARE(cellText(byCpu, 0, 2), "13");
        const auto byMemory = topApplicationRows(frame, TopBy::Memory, false, 1, {});
        QCOMPARE(byMemory.size(), 1U);
        QCOMPARE(cellText(byMemory, 0, 0), "<b>browser</b>");
        QCOMPARE(topApplicationRows(frame, TopBy::Disk, false, 5, {}).size(), 1U);
    }

    void processesComeFirst() {
        Frame frame = applicationsFrame();
        QVERIFY(showsApplications(frame));
        QCOMPARE(processesOfApplications(frame), 115U);
        frame.readings.processes = {ProcessTable(), {}};
        QVERIFY(!showsApplications(frame));
        QVERIFY(applicationRows(frame, false, {}).empty());
    }

    void withoutApplicationsThereAreNone() {
        QVERIFY(!showsApplications(Frame()));
        QVERIFY(applicationRows(Frame(), false, {}).empty());
        QVERIFY(topApplicationRows(Frame(), TopBy::Cpu, false, 5, {}).empty());
    }
};

BARO_TEST(ApplicationTableTest)
#include "ApplicationTableTest.moc"
