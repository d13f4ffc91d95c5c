#include "platform/linux/Zfs.h"

#include <QtTest>

#include "platform/linux/Kstat.h"
#include "tests/support/FamilyValues.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;
using test::valueOf;

namespace {

const std::string arcstats =
    "6 1 0x01 4 1088 5266997922 97951858082072\n"
    "name                            type data\n"
    "hits                            4    8772612\n"
    "memory_available_bytes          3    -922337203\n"
    "needcopy-bytes                  4    18446744073709537686\n"
    "note                            7    some text\n";

Families read(const test::TemporaryTree& tree) {
    const auto collector = makeZfsCollector({.procfs = tree.path()});
    Readings readings;
    if (!collector->collect({}, readings)) return {};
    return *readings.families.zfs;
}

}  // namespace

class ZfsTest : public QObject {
    Q_OBJECT

  private slots:
    void readsNumbersOfEveryKind() {
        const auto kstat = parseNamedKstat(arcstats);
        QVERIFY(kstat);
        QCOMPARE(kstat->values.size(), 3u);
        QCOMPARE(kstat->values[0].value, 8772612.0);
        QCOMPARE(kstat->values[1].value, -922337203.0);
        QCOMPARE(kstat->values[2].value, 18446744073709537686.0);
    }

    void leavesOutWhatIsNoNumber_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<std::size_t>("unreadable");
        QTest::newRow("empty") << QByteArray("") << std::size_t{0};
        QTest::newRow("cut after the name") << QByteArray("hits") << std::size_t{1};
        QTest::newRow("cut after the type") << QByteArray("hits 4") << std::size_t{1};
        QTest::newRow("not a number") << QByteArray("hits 4 x") << std::size_t{1};
        QTest::newRow("negative where there is no sign") << QByteArray("hits 4 -1") << std::size_t{1};
        QTest::newRow("too large") << QByteArray("hits 4 99999999999999999999999") << std::size_t{1};
        QTest::newRow("an unknown type") << QByteArray("hits 9 1") << std::size_t{0};
    }
    void leavesOutWhatIsNoNumber() {
        QFETCH(QByteArray, line);
        const std::string text = "1 1 0x01\nname type data\n" + line.toStdString() + "\nmisses 4 5\n";
        const auto kstat = parseNamedKstat(text);
        QVERIFY(kstat);
        QCOMPARE(kstat->values.size(), 1u);
        QCOMPARE(kstat->values[0].value, 5.0);
        QTEST(kstat->unreadable, "unreadable");
    }

    void tellsWhatCannotBeRead() {
        const test::TemporaryTree tree;
        tree.write("spl/kstat/zfs/arcstats", "1 1 0x01\nname type data\nhits 4 x\nmisses 4 5\n");
        const auto collector = makeZfsCollector({.procfs = tree.path()});
        Readings readings;
        const Status read = collector->collect({}, readings);
        QVERIFY(!read);
        QVERIFY(read.error().message.find("zfs/arcstats") != std::string::npos);
        QCOMPARE(valueOf(*readings.families.zfs, "node_zfs_arc_misses"), std::optional(5.0));
    }

    void refusesWhatIsNoKstat() {
        QVERIFY(!parseNamedKstat(""));
        QVERIFY(!parseNamedKstat("hits 4 1\nmisses 4 2\n"));
        QVERIFY(!parseIoKstat(""));
        QVERIFY(!parseIoKstat("12 3 0x00\nnread nwritten\n1\n"));
        QVERIFY(!parseIoKstat("12 3 0x00\nnread\n1 2\n"));
    }

    void tellsStatisticsOfTheModule() {
        const test::TemporaryTree tree;
        tree.write("spl/kstat/zfs/arcstats", arcstats);
        const Families families = read(tree);
        QCOMPARE(valueOf(families, "node_zfs_arc_hits"), std::optional(8772612.0));
        QCOMPARE(valueOf(families, "node_zfs_arc_needcopy_bytes"), std::optional(18446744073709537686.0));
        const Family* hits = test::familyOf(families, "node_zfs_arc_hits");
        QVERIFY(hits != nullptr && hits->description);
        QCOMPARE(hits->description->kind, MetricKind::Untyped);
    }

    void tellsPoolsAndDatasets() {
        const test::TemporaryTree tree;
        tree.write("spl/kstat/zfs/tank/state", "DEGRADED\n");
        tree.write("spl/kstat/zfs/tank/io",
                   "12 3 0x00 1 80 79205351707403 395818011156865\nnread    nwritten\n1884160  3206144\n");
        tree.write("spl/kstat/zfs/tank/objset-36",
                   "24 1 0x01 7 2160 221611904716 7145015038451\nname type data\n"
                   "dataset_name                    7    tank/two  blanks\nwrites                          4 "
                   "   4\n");
        const Families families = read(tree);
        QCOMPARE(valueOf(families, "node_zfs_zpool_state", {"degraded", "tank"}), std::optional(1.0));
        QCOMPARE(valueOf(families, "node_zfs_zpool_state", {"online", "tank"}), std::optional(0.0));
        QCOMPARE(valueOf(families, "node_zfs_zpool_nread", {"tank"}), std::optional(1884160.0));
        QCOMPARE(valueOf(families, "node_zfs_zpool_dataset_writes", {"tank", "tank/two  blanks"}),
                 std::optional(4.0));
    }

    void aStateThatNobodyKnowsIsNotToldAsNoneOfThem() {
        const test::TemporaryTree tree;
        tree.write("spl/kstat/zfs/tank/state", "RESTING\n");
        QVERIFY(!valueOf(read(tree), "node_zfs_zpool_state", {"online", "tank"}));
    }

    void isAbsentWithoutTheModule() {
        const test::TemporaryTree tree;
        const auto collector = makeZfsCollector({.procfs = tree.path()});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(readings.families.zfs.reason().kind, ErrorKind::Absent);
    }
};

BARO_TEST(ZfsTest)
#include "ZfsTest.moc"
