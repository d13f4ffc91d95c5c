#include "platform/linux/Mdstat.h"

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

namespace {

constexpr std::string_view twoArrays = R"(Personalities : [raid1] [raid6] [raid5] [raid4] [raid0]
md1 : active raid1 sdb2[2](F) sdc1[1](S) sda2[0]
      195310144 blocks super 1.2 [2/1] [U_]
      [=>...................]  recovery =  8.5% (16775552/195310144) finish=17.0min speed=259783K/sec
      bitmap: 0/30 pages [0KB], 65536KB chunk

md0 : active raid0 sdd1[1] sde1[0] sdf1[2]
      314159265 blocks super 1.2 512k chunks

unused devices: <none>
)";

// The array that the lines below the first one describe.
MdArray arrayOf(const std::string& lines) {
    const auto arrays = parseMdstat("Personalities : [raid1]\n" + lines + "\nunused devices: <none>\n");
    if (!arrays || arrays->size() != 1) return {};
    return arrays->front();
}

}  // namespace

Q_DECLARE_METATYPE(baro::platform::MdState)

class MdstatTest : public QObject {
    Q_OBJECT

  private slots:
    void readsDisksAndProgress() {
        const auto arrays = parseMdstat(twoArrays);
        QVERIFY(arrays);
        QCOMPARE(arrays->size(), 2u);
        const MdArray& mirror = arrays->front();
        QCOMPARE(mirror.name, std::string("md1"));
        QCOMPARE(mirror.state, MdState::Recovering);
        QCOMPARE(mirror.requiredDisks, std::optional<std::uint64_t>(2));
        QCOMPARE(mirror.activeDisks, std::optional<std::uint64_t>(1));
        QCOMPARE(mirror.failedDisks, 1u);
        QCOMPARE(mirror.spareDisks, 1u);
        QCOMPARE(mirror.blocks, std::optional<std::uint64_t>(195310144));
        QCOMPARE(mirror.syncedBlocks, std::optional<std::uint64_t>(16775552));
    }

    void countsTheDisksOfAnArrayWithoutRedundancy() {
        const auto arrays = parseMdstat(twoArrays);
        QVERIFY(arrays);
        const MdArray& stripes = arrays->back();
        QCOMPARE(stripes.state, MdState::Active);
        QCOMPARE(stripes.requiredDisks, std::optional<std::uint64_t>(3));
        QCOMPARE(stripes.activeDisks, std::optional<std::uint64_t>(3));
        QCOMPARE(stripes.syncedBlocks, stripes.blocks);
    }

    void anInactiveArrayNeedsAndHasNoDisk() {
        const MdArray array =
            arrayOf("md9 : inactive sdb[1](S) sdc[0](S)\n      7932 blocks super external:imsm\n");
        QCOMPARE(array.state, MdState::Inactive);
        QCOMPARE(array.requiredDisks, std::optional<std::uint64_t>(0));
        QCOMPARE(array.activeDisks, std::optional<std::uint64_t>(0));
        QCOMPARE(array.spareDisks, 2u);
        QCOMPARE(array.blocks, std::optional<std::uint64_t>(7932));
    }

    void knowsEveryAction_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<MdState>("state");
        QTest::addColumn<quint64>("synced");
        QTest::newRow("check") << QByteArray("[==>..]  check =  5.7% (57/1000) finish=0.2min speed=1K/sec")
                               << MdState::Check << quint64(57);
        QTest::newRow("resync") << QByteArray("[==>..]  resync = 20.0% (200/1000) finish=0.2min speed=1K/sec")
                                << MdState::Resync << quint64(200);
        QTest::newRow("reshape") << QByteArray("[==>..]  reshape = 20.0% (200/1000) finish=1min speed=1K/sec")
                                 << MdState::Reshape << quint64(200);
        QTest::newRow("delayed") << QByteArray("\tresync=DELAYED") << MdState::Resync << quint64(0);
        QTest::newRow("pending") << QByteArray("\tresync=PENDING") << MdState::Resync << quint64(0);
        QTest::newRow("none") << QByteArray("bitmap: 0/1 pages [0KB], 65536KB chunk") << MdState::Active
                              << quint64(1000);
    }
    void knowsEveryAction() {
        QFETCH(QByteArray, line);
        QFETCH(MdState, state);
        QFETCH(quint64, synced);
        const MdArray array = arrayOf(
            "md2 : active (auto-read-only) raid1 sda[0] sdb[1]\n      1000 blocks [2/2] [UU]\n      " +
            line.toStdString() + "\n");
        QCOMPARE(array.state, state);
        QCOMPARE(array.syncedBlocks, std::optional<std::uint64_t>(synced));
        QCOMPARE(array.activeDisks, std::optional<std::uint64_t>(2));
    }

    void whatTheFileDoesNotSayIsUnknown() {
        const MdArray array = arrayOf("md3 : active raid1 sda[0]\n");
        QCOMPARE(array.name, std::string("md3"));
        QVERIFY(!array.blocks && !array.syncedBlocks && !array.activeDisks && !array.requiredDisks);
    }

    void aMachineWithoutArraysHasNone() {
        const auto arrays = parseMdstat("Personalities : \nunused devices: <none>\n");
        QVERIFY(arrays);
        QVERIFY(arrays->empty());
    }

    void refusesWhatIsNotMdstat_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("another file") << QByteArray("cpu 1 2 3\n");
        QTest::newRow("cut after the name") << QByteArray("Personalities : [raid1]\nmd0 : ");
        QTest::newRow("no state") << QByteArray("Personalities : [raid1]\nmd0 : perhaps raid1 sda[0]\n");
    }
    void refusesWhatIsNotMdstat() {
        QFETCH(QByteArray, text);
        const auto arrays = parseMdstat({text.data(), static_cast<std::size_t>(text.size())});
        QVERIFY(!arrays);
        QCOMPARE(arrays.error().kind, ErrorKind::Malformed);
    }
};

BARO_TEST(MdstatTest)
#include "MdstatTest.moc"
