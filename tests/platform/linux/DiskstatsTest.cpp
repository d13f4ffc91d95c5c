#include "platform/linux/Diskstats.h"

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

class DiskstatsTest : public QObject {
    Q_OBJECT

  private slots:
    void parsesEveryCounter() {
        const auto rows = parseDiskstats(
            " 259       0 nvme0n1 1 2 3 4000 5 6 7 8000 9 10000 11000 12 13 14 15000 16 17000\n");
        QVERIFY(rows);
        const DiskstatsRow& row = rows->front();
        QCOMPARE(row.name, std::string("nvme0n1"));
        QVERIFY(row.number == (DeviceNumber{259, 0}));
        QCOMPARE(row.requestsInFlight, 9u);
        const DiskCounters& counters = row.counters;
        QCOMPARE(counters.readsCompleted, 1.0);
        QCOMPARE(counters.readsMerged, 2.0);
        QCOMPARE(counters.readBytes, 3 * 512.0);
        QCOMPARE(counters.readSeconds, 4.0);
        QCOMPARE(counters.writesCompleted, 5.0);
        QCOMPARE(counters.writesMerged, 6.0);
        QCOMPARE(counters.writtenBytes, 7 * 512.0);
        QCOMPARE(counters.writeSeconds, 8.0);
        QCOMPARE(counters.busySeconds, 10.0);
        QCOMPARE(counters.weightedBusySeconds, 11.0);
        QCOMPARE(*counters.discardsCompleted, 12.0);
        QCOMPARE(*counters.discardsMerged, 13.0);
        QCOMPARE(*counters.discardedBytes, 14 * 512.0);
        QCOMPARE(*counters.discardSeconds, 15.0);
        QCOMPARE(*counters.flushesCompleted, 16.0);
        QCOMPARE(*counters.flushSeconds, 17.0);
    }

    void olderKernelsCountLess() {
        const auto rows = parseDiskstats(
            " 8 0 sda 1 2 3 4 5 6 7 8 9 10 11\n 8 1 sda1 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15\n");
        QVERIFY(rows);
        QVERIFY(!(*rows)[0].counters.discardsCompleted);
        QVERIFY((*rows)[1].counters.discardsCompleted);
        QVERIFY(!(*rows)[1].counters.flushesCompleted);
    }

    void newerKernelsMayCountMore() {
        QVERIFY(parseDiskstats("8 0 sda 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19\n"));
    }

    void aMachineWithoutDisksIsNoDefect() { QCOMPARE(parseDiskstats("").error().kind, ErrorKind::Absent); }

    void refusesWhatIsNotDiskstats_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("cut") << QByteArray("8 0 sda 1 2 3 4 5 6 7 8 9 10 11");
        QTest::newRow("cut counters") << QByteArray("8 0 sda 1 2 3 4\n");
        QTest::newRow("between two layouts") << QByteArray("8 0 sda 1 2 3 4 5 6 7 8 9 10 11 12\n");
        QTest::newRow("no name") << QByteArray("8 0 \n");
        QTest::newRow("negative") << QByteArray("8 0 sda -1 2 3 4 5 6 7 8 9 10 11\n");
        QTest::newRow("overflow") << QByteArray("8 0 sda 99999999999999999999 2 3 4 5 6 7 8 9 10 11\n");
        QTest::newRow("device number overflow") << QByteArray("8 4294967296 sda 1 2 3 4 5 6 7 8 9 10 11\n");
        QTest::newRow("blank line") << QByteArray("\n");
        QTest::newRow("NUL") << QByteArrayLiteral("8 0 sda 1 2 3 4 5 6 7 8 9 10 1\0\n");
        QTest::newRow("a 1 MB line") << QByteArray(1 << 20, '1') + "\n";
        QTest::newRow("500,000 counters") << "8 0 sda" + QByteArray(" 1").repeated(500000) + "\n";
    }
    void refusesWhatIsNotDiskstats() {
        QFETCH(QByteArray, text);
        const auto rows = parseDiskstats({text.data(), static_cast<std::size_t>(text.size())});
        QVERIFY(!rows);
        QCOMPARE(rows.error().kind, ErrorKind::Malformed);
    }
};

BARO_TEST(DiskstatsTest)
#include "DiskstatsTest.moc"
