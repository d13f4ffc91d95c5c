#include "platform/linux/Memory.h"

#include <QtTest>

#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

namespace {

std::string_view view(const QByteArray& text) {
    return {text.data(), static_cast<std::size_t>(text.size())};
}

const std::string arcHeading = "11 1 0x01 147 39984 5312220712 356418119265921\nname   type data\n";

}  // namespace

class MemoryTest : public QObject {
    Q_OBJECT

  private slots:
    void kilobytesBecomeBytesAndCountsStay() {
        const auto meminfo =
            parseMeminfo("MemTotal:    2 kB\nActive(anon):  3 kB\nHugePages_Total:   7\n", nullptr);
        QVERIFY(meminfo);
        QCOMPARE(meminfo->values, (std::vector<double>{2048, 3072, 7}));
        QCOMPARE(*meminfo->find("Active(anon)"), 3072.0);
        QCOMPARE(*meminfo->find("HugePages_Total"), 7.0);
    }

    void sharesTheNamesOfTheReadingBefore() {
        const auto first = parseMeminfo("MemTotal: 2 kB\nMemFree: 1 kB\n", nullptr);
        const auto second = parseMeminfo("MemTotal: 2 kB\nMemFree: 0 kB\n", first->names);
        QVERIFY(first && second);
        QCOMPARE(second->names.get(), first->names.get());
        QCOMPARE(*second->find("MemFree"), 0.0);
    }

    void refusesWhatIsNotMeminfo_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("no total") << QByteArray("MemFree: 1 kB\n");
        QTest::newRow("cut") << QByteArray("MemTotal: 2468");
        QTest::newRow("cut in the unit") << QByteArray("MemTotal: 24 kB\nMemFree: 1 k\n");
        QTest::newRow("negative") << QByteArray("MemTotal: -1 kB\n");
        QTest::newRow("nan") << QByteArray("MemTotal: nan kB\n");
        QTest::newRow("inf") << QByteArray("MemTotal: inf kB\n");
        QTest::newRow("beyond 64 bits") << QByteArray("MemTotal: 99999999999999999999 kB\n");
        QTest::newRow("another unit") << QByteArray("MemTotal: 1 MB\n");
        QTest::newRow("no name") << QByteArray("MemTotal: 1 kB\n: 2 kB\n");
        QTest::newRow("no colon") << QByteArray("MemTotal 1 kB\n");
        QTest::newRow("NUL") << QByteArrayLiteral("MemTotal: 1\0 kB\n");
        QTest::newRow("an empty line") << QByteArray("MemTotal: 1 kB\n\n");
        QTest::newRow("a 1 MB line") << QByteArray(1 << 20, 'M') + "\n";
    }
    void refusesWhatIsNotMeminfo() {
        QFETCH(QByteArray, text);
        const auto meminfo = parseMeminfo(view(text), nullptr);
        QVERIFY(!meminfo);
        QCOMPARE(meminfo.error().kind, ErrorKind::Malformed);
        QVERIFY(meminfo.error().message.size() < 200);
    }

    void readsArcSizes() {
        const auto arc =
            parseArcstats(arcHeading + "size_other 4 9\nc_min  4  1048576\nc_max 4 5\nsize  4  2097152\n");
        QVERIFY(arc);
        QCOMPARE(arc->sizeBytes, 2097152.0);
        QCOMPARE(arc->minimumBytes, 1048576.0);
    }

    void refusesWhatIsNotArcstats_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("no minimum") << QByteArray("size 4 2097152\n");
        QTest::newRow("cut") << QByteArray("c_min 4 1\nsize 4 20");
        QTest::newRow("no type") << QByteArray("c_min 4 1\nsize 20\n");
        QTest::newRow("negative") << QByteArray("c_min 4 1\nsize 4 -20\n");
        QTest::newRow("huge") << QByteArray("c_min 4 1\nsize 4 99999999999999999999\n");
        QTest::newRow("NUL") << QByteArrayLiteral("c_min 4 1\nsize 4 2\0\n");
    }
    void refusesWhatIsNotArcstats() {
        QFETCH(QByteArray, text);
        const auto arc = parseArcstats(view(text));
        QVERIFY(!arc);
        QCOMPARE(arc.error().kind, ErrorKind::Malformed);
    }

    void readsWholeMachines_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<double>("totalKilobytes");
        QTest::addColumn<double>("usedBytes");
        QTest::addColumn<bool>("zfs");
        QTest::newRow("hybrid laptop")
            << QByteArray("intel-hybrid-laptop") << 16123456.0 << (16123456.0 - 8837120.0) * 1024 << false;
        QTest::newRow("desktop with ZFS")
            << QByteArray("amd-desktop") << 32768000.0
            << (32768000.0 - 9000000.0) * 1024 - (14512345088.0 - 1048576000.0) << true;
    }
    void readsWholeMachines() {
        QFETCH(QByteArray, name);
        QFETCH(double, totalKilobytes);
        QFETCH(double, usedBytes);
        QFETCH(bool, zfs);
        const auto collector =
            makeMemoryCollector({.procfs = BARO_FIXTURES "/machines/" + name.toStdString() + "/proc"});
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(readings.memory->zfsArcBytes.has_value(), zfs);
        const auto use = memoryUse(*readings.memory);
        QVERIFY(use);
        QCOMPARE(use->total, totalKilobytes * 1024);
        QCOMPARE(use->used, usedBytes);
    }

    void aDamagedArcIsToldAndTheRestIsRead_data() {
        QTest::addColumn<QByteArray>("text");
        const QByteArray heading = QByteArray::fromStdString(arcHeading);
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("cut") << heading + "c_min 4 1\nsize 4 2";
        QTest::newRow("without a size") << heading + "c_min 4 1\n";
        QTest::newRow("negative") << heading + "c_min 4 1\nsize 4 -2\n";
        QTest::newRow("overflow") << heading + "c_min 4 1\nsize 4 99999999999999999999\n";
        QTest::newRow("NUL") << heading + QByteArrayLiteral("c_min 4 1\nsize 4 2\0\n");
    }
    void aDamagedArcIsToldAndTheRestIsRead() {
        QFETCH(QByteArray, text);
        const test::TemporaryTree tree;
        tree.write("meminfo", "MemTotal: 2 kB\nMemFree: 1 kB\n");
        tree.write("spl/kstat/zfs/arcstats", text.toStdString());
        const auto collector = makeMemoryCollector({.procfs = tree.path()});
        Readings readings;
        const Status status = collector->collect({}, readings);
        QVERIFY(!status);
        QCOMPARE(status.error().kind, ErrorKind::Malformed);
        QVERIFY(status.error().message.find("arcstats") != std::string::npos);
        QCOMPARE(*readings.memory->meminfo.find("MemTotal"), 2048.0);
        QVERIFY(!readings.memory->zfsArcBytes && !readings.memory->zfsArcMinimumBytes);

        tree.write("spl/kstat/zfs/arcstats", arcHeading + "c_min 4 1\nsize 4 2\n");
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(readings.memory->zfsArcBytes, std::optional<double>(2));
    }

    void looksForZfsOnceAMinute() {
        const test::TemporaryTree tree;
        tree.write("meminfo", "MemTotal: 2 kB\nMemFree: 1 kB\n");
        const auto collector = makeMemoryCollector({.procfs = tree.path()});
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        tree.write("spl/kstat/zfs/arcstats", arcHeading + "c_min 4 1\nsize 4 2\n");
        for (int second = 1; second < 60; ++second) {
            QVERIFY(collector->collect({}, readings));
            QVERIFY(!readings.memory->zfsArcBytes);
        }
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(readings.memory->zfsArcBytes, std::optional<double>(2));
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(readings.memory->zfsArcMinimumBytes, std::optional<double>(1));
    }

    void collectorSaysWhyThereIsNone() {
        const test::TemporaryTree tree;
        const auto collector = makeMemoryCollector({.procfs = tree.path()});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(readings.memory.reason().kind, ErrorKind::Absent);

        tree.write("meminfo", "MemTotal: 2 kB\n");
        QVERIFY(collector->collect({}, readings));
        QVERIFY(readings.memory);
    }
};

BARO_TEST(MemoryTest)
#include "MemoryTest.moc"
