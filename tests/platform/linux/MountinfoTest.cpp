#include "platform/linux/Mountinfo.h"

#include <QtTest>

#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

class MountinfoTest : public QObject {
    Q_OBJECT

  private slots:
    void parsesEveryField() {
        const auto mounts = parseMountinfo(
            "36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 propagate_from:2 - ext3 /dev/root "
            "rw,errors=continue\n"
            "37 35 0:44 / /net ro,relatime - nfs4 server:/export rw\n"
            "38 35 8:1 / /cd rw - ext4 /dev/sda1 ro,errors=remount-ro\n");
        QVERIFY(mounts);
        QCOMPARE(mounts->size(), 3u);
        QVERIFY((*mounts)[0] == (Mount{{98, 0}, "/mnt1", "/mnt2", "ext3", "/dev/root", false}));
        QVERIFY((*mounts)[1] == (Mount{{0, 44}, "/", "/net", "nfs4", "server:/export", true}));
        QVERIFY((*mounts)[2].readOnly);
    }

    void keepsAnEmptySource() {
        const auto mounts = parseMountinfo("36 35 0:7 / /mnt rw - tmpfs  rw\n");
        QVERIFY(mounts);
        QCOMPARE(mounts->front().source, std::string());
    }

    void decodesStrangeNames_data() {
        QTest::addColumn<QByteArray>("escaped");
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("blank") << QByteArray("/mnt/My\\040Disk") << QByteArray("/mnt/My Disk");
        QTest::newRow("newline and tab") << QByteArray("/a\\012b\\011c") << QByteArray("/a\nb\tc");
        QTest::newRow("backslash") << QByteArray("/a\\134040") << QByteArray("/a\\040");
        QTest::newRow("Korean") << QByteArray("/mnt/기압") << QByteArray("/mnt/기압");
        QTest::newRow("invalid UTF-8") << QByteArray("/mnt/\xff\xc0") << QByteArray("/mnt/\xff\xc0");
        QTest::newRow("not an escape") << QByteArray("/a\\09x\\4") << QByteArray("/a\\09x\\4");
        QTest::newRow("more than a byte") << QByteArray("/a\\777") << QByteArray("/a\\777");
    }
    void decodesStrangeNames() {
        QFETCH(QByteArray, escaped);
        QFETCH(QByteArray, name);
        const auto mounts =
            parseMountinfo("36 35 8:1 / " + escaped.toStdString() + " rw - ext4 /dev/sda1 rw\n");
        QVERIFY(mounts);
        QCOMPARE(mounts->front().mountPoint, name.toStdString());
    }

    void refusesWhatIsNotMountinfo_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("cut") << QByteArray("36 35 8:1 / /mnt rw - ext4 /dev/sda1 rw");
        QTest::newRow("no separator") << QByteArray("36 35 8:1 / /mnt rw shared:1 ext4 /dev/sda1 rw\n");
        QTest::newRow("no device number") << QByteArray("36 35 8 / /mnt rw - ext4 /dev/sda1 rw\n");
        QTest::newRow("overflow") << QByteArray("36 35 8:99999999999 / /mnt rw - ext4 /dev/sda1 rw\n");
        QTest::newRow("negative") << QByteArray("36 35 -8:1 / /mnt rw - ext4 /dev/sda1 rw\n");
        QTest::newRow("relative mount point") << QByteArray("36 35 8:1 / mnt rw - ext4 /dev/sda1 rw\n");
        QTest::newRow("blank line") << QByteArray("\n");
        QTest::newRow("NUL") << QByteArrayLiteral("36 35 8:1 / /m\0t rw - ext4 /dev/sda1 rw\n");
        QTest::newRow("a 1 MB line") << QByteArray(1 << 20, '1') + "\n";
    }
    void refusesWhatIsNotMountinfo() {
        QFETCH(QByteArray, text);
        const auto mounts = parseMountinfo({text.data(), static_cast<std::size_t>(text.size())});
        QVERIFY(!mounts);
        QCOMPARE(mounts.error().kind, ErrorKind::Malformed);
    }

    void fallsBackOnTheFirstProcess() {
        const test::TemporaryTree tree;
        MountTable table({.procfs = tree.path()});
        QCOMPARE(table.refresh().error().kind, ErrorKind::Absent);
        tree.write("1/mountinfo", "36 35 8:1 / /one rw - ext4 /dev/sda1 rw\n");
        QVERIFY(table.refresh());
        QCOMPARE(table.mounts().front().mountPoint, std::string("/one"));
        tree.write("self/mountinfo", "36 35 8:1 / /self rw - ext4 /dev/sda1 rw\n");
        QVERIFY(table.refresh());
        QCOMPARE(table.mounts().front().mountPoint, std::string("/self"));
    }

    void tellsWhetherTheTableChanged() {
        const test::TemporaryTree tree;
        tree.write("self/mountinfo", "36 35 8:1 / /a rw - ext4 /dev/sda1 rw\n");
        MountTable table({.procfs = tree.path()});
        QVERIFY(table.refresh()->changed);
        QVERIFY(!table.refresh()->changed);
        tree.write("self/mountinfo", "36 35 8:1 / /b rw - ext4 /dev/sda1 rw\n");
        QVERIFY(table.refresh()->changed);
        // Which no kernel tells: something stands at "/".
        tree.write("self/mountinfo", "");
        QCOMPARE(table.refresh().error().kind, ErrorKind::Malformed);
        QCOMPARE(table.refresh().error().kind, ErrorKind::Malformed);
    }
};

BARO_TEST(MountinfoTest)
#include "MountinfoTest.moc"
