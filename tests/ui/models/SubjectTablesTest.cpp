#include <QtTest>

#include "tests/support/TestMain.h"
#include "ui/models/CollectorTable.h"
#include "ui/models/DiskTables.h"
#include "ui/models/MissingPart.h"
#include "ui/models/NetworkTables.h"
#include "ui/models/SensorTables.h"

using namespace baro;
using namespace baro::ui;

namespace {

template <class T>
Section<T> section(T value) {
    return Section<T>(std::move(value), Instant{});
}

// The text of the cell in the column with this title.
QString textAt(const TableRow& row, const std::vector<TableColumn>& columns, const QString& title) {
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i].title == title) return row.cells[i].text;
    return "no column " + title;
}

const TableCell& cellAt(const TableRow& row, const std::vector<TableColumn>& columns, const QString& title) {
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (columns[i].title == title) return row.cells[i];
    qFatal("no such column");
}

Frame frameWithOneDisk() {
    Frame frame;
    Disk disk;
    disk.name = "sda";
    DiskFacts facts;
    facts.model = "A <b>fast</b> disk";
    facts.mountPoints = {"/srv/\x1b[31mred", "/데이터"};
    disk.facts = std::make_shared<const DiskFacts>(facts);
    frame.readings.disks = section(Disks{{disk}});
    return frame;
}

}  // namespace

class SubjectTablesTest : public QObject {
    Q_OBJECT

  private slots:
    void everyRowHasOneCellAColumn() {
        Frame frame = frameWithOneDisk();
        frame.readings.filesystems = section(Filesystems{{Filesystem{}}});
        NetworkInterface interface;
        interface.facts = std::make_shared<const InterfaceFacts>();
        frame.readings.network = section(Network{{interface}});
        frame.readings.sensors = section(Sensors{{Sensor{}}});
        frame.readings.power = section(Power{{Battery{}}, {Mains{}}, {EnergyCounter{}}, {}});
        frame.health = {CollectorHealth{}};
        const auto check = [](const std::vector<TableColumn>& columns, const std::vector<TableRow>& rows) {
            QVERIFY(!rows.empty());
            for (const TableRow& row : rows)
                QCOMPARE(row.cells.size(), columns.size());
        };
        check(diskColumns(), diskRows(frame, {}));
        check(filesystemColumns(), filesystemRows(frame, {}));
        check(interfaceColumns(), interfaceRows(frame, {}));
        check(sensorColumns(), sensorRows(frame, {}));
        check(powerColumns(), powerRows(frame, {}));
        check(collectorColumns(), collectorRows(frame, {}));
    }

    void noRateIsUnknownAndNotZero() {
        const Frame frame = frameWithOneDisk();
        const auto rows = diskRows(frame, {});
        const TableCell& read = cellAt(rows.at(0), diskColumns(), "Read");
        QCOMPARE(read.text, "–");
        QVERIFY(std::isnan(read.value));
        QVERIFY(!read.explanation.isEmpty());
    }

    void aRateOfZeroIsZero() {
        Frame frame = frameWithOneDisk();
        DiskRates rates;
        rates.name = "sda";
        frame.rates.disks = {rates};
        const auto rows = diskRows(frame, {});
        QCOMPARE(cellAt(rows.at(0), diskColumns(), "Read").value, 0.0);
        QVERIFY(textAt(rows.at(0), diskColumns(), "Read").startsWith("0"));
        QCOMPARE(textAt(rows.at(0), diskColumns(), "Read time"), "–");
    }

    void machineTextIsShownAndNotObeyed() {
        const auto rows = diskRows(frameWithOneDisk(), {});
        QCOMPARE(textAt(rows.at(0), diskColumns(), "Model"), "A <b>fast</b> disk");
        QCOMPARE(textAt(rows.at(0), diskColumns(), "Mounted on"), "/srv/\\x1b[31mred, /데이터");
    }

    void aHungMountKeepsItsRowAndSaysWhy() {
        Frame frame;
        Filesystem hung;
        hung.mountPoint = "/mnt/nas";
        hung.problem = "no answer for 12 s";
        frame.readings.filesystems = section(Filesystems{{hung}});
        const auto rows = filesystemRows(frame, {});
        QCOMPARE(textAt(rows.at(0), filesystemColumns(), "Full"), "–");
        QCOMPARE(textAt(rows.at(0), filesystemColumns(), "State"), "no answer for 12 s");
        QVERIFY(rows.at(0).isDimmed);
    }

    void sensorsAreJudgedByTheirLimits_data() {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("verdict");
        QTest::newRow("cool") << 40.0 << "in range";
        QTest::newRow("warm") << 85.0 << "high";
        QTest::newRow("hot") << 101.0 << "critical";
        QTest::newRow("burning") << 111.0 << "emergency";
    }
    void sensorsAreJudgedByTheirLimits() {
        QFETCH(double, value);
        Sensor sensor;
        sensor.value = value;
        sensor.high = 80;
        sensor.critical = 100;
        sensor.emergency = 110;
        Frame frame;
        frame.readings.sensors = section(Sensors{{sensor}});
        QTEST(textAt(sensorRows(frame, {}).at(0), sensorColumns(), "State"), "verdict");
    }

    void sensorsSayTheirFurtherLimits() {
        Sensor sensor;
        sensor.value = 4;
        Frame frame;
        frame.readings.sensors = section(Sensors{{sensor}});
        QCOMPARE(textAt(sensorRows(frame, {}).at(0), sensorColumns(), "Other limits"), "–");
        sensor.lowCritical = 5;
        sensor.emergency = 110;
        frame.readings.sensors = section(Sensors{{sensor}});
        const auto rows = sensorRows(frame, {});
        const QString limits = textAt(rows.at(0), sensorColumns(), "Other limits");
        QVERIFY2(limits.startsWith("critically low 5") && limits.contains(", emergency 110"),
                 qPrintable(limits));
        QCOMPARE(textAt(rows.at(0), sensorColumns(), "State"), "critically low");

        sensor = {};
        sensor.kind = SensorKind::Power;
        sensor.value = 210;
        sensor.cap = 203;
        frame.readings.sensors = section(Sensors{{sensor}});
        QCOMPARE(textAt(sensorRows(frame, {}).at(0), sensorColumns(), "Other limits"), "capped at 203\u2009W");
        QCOMPARE(textAt(sensorRows(frame, {}).at(0), sensorColumns(), "State"), "in range");
    }

    void aMissingPartIsTold() {
        Frame frame;
        frame.health = {{.name = "memory", .reason = {}},
                        {.name = "network", .state = CollectorHealth::State::Ok, .reason = {}}};
        QCOMPARE(missingPart(frame, "memory"), QString());
        QCOMPARE(missingPart(frame, "network"), QString());
        QCOMPARE(missingPart(frame, "power"), QString());
        frame.health[0].state = CollectorHealth::State::Absent;
        frame.health[0].reason = "none here";
        QCOMPARE(missingPart(frame, "memory"), QString());
        frame.health[0].state = CollectorHealth::State::Failed;
        frame.health[0].reason = "arcstats is cut";
        QCOMPARE(missingPart(frame, "memory"), "a part could not be read: arcstats is cut");
    }

    void gaugesAreNotShownAsRates() {
        Frame frame;
        Sockets sockets;
        sockets.protocols.names =
            std::make_shared<const std::vector<std::string>>(std::vector<std::string>{"Tcp_CurrEstab"});
        sockets.protocols.values = {7};
        frame.rates.sockets = sockets.protocols;
        frame.readings.sockets = section(sockets);
        const auto rows = protocolRows(frame, {});
        QCOMPARE(rows.size(), 1u);
        QCOMPARE(textAt(rows.at(0), protocolColumns(), "Per second"), "–");
        QCOMPARE(cellAt(rows.at(0), protocolColumns(), "Now or since boot").value, 7.0);
    }
};

BARO_GUILESS_TEST(SubjectTablesTest)
#include "SubjectTablesTest.moc"
