#include "platform/linux/Selinux.h"

#include <QtTest>

#include "tests/support/FamilyLines.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

class SelinuxTest : public QObject {
    Q_OBJECT

    static QStringList told(const test::TemporaryTree& tree) {
        Roots roots;
        roots.sysfs = tree.path() + "/sys";
        roots.etc = tree.path() + "/etc";
        Readings readings;
        if (!makeSelinuxCollector(roots)->collect({}, readings)) return {"failed"};
        return test::linesOf(*readings.families.selinux);
    }

  private slots:
    void saysThatItIsOffWhereTheKernelHasNone() {
        test::TemporaryTree tree;
        tree.write("sys/fs/ext4/features/lazy_itable_init", "supported");
        QCOMPARE(told(tree), QStringList({"node_selinux_enabled{} 0"}));
    }

    void isUnknownWithoutSysfs() {
        const test::TemporaryTree tree;
        QCOMPARE(told(tree), QStringList({"failed"}));
    }

    void tellsTheModeNowAndTheConfiguredOne() {
        test::TemporaryTree tree;
        tree.write("sys/fs/selinux/enforce", "0");
        tree.write("etc/selinux/config",
                   "# SELINUX= can take three values\nSELINUX=enforcing\nSELINUXTYPE=targeted\n");
        QCOMPARE(told(tree), QStringList({"node_selinux_enabled{} 1", "node_selinux_current_mode{} 0",
                                          "node_selinux_config_mode{} 1"}));
    }

    void leavesAConfiguredModeAwayThatNobodySays() {
        test::TemporaryTree tree;
        tree.write("sys/fs/selinux/enforce", "1");
        QCOMPARE(told(tree), QStringList({"node_selinux_enabled{} 1", "node_selinux_current_mode{} 1"}));
    }

    void readsTheConfiguration_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("mode");
        QTest::newRow("enforcing") << "SELINUX=enforcing" << 1;
        QTest::newRow("permissive") << " SELINUX=permissive \n" << 0;
        QTest::newRow("disabled") << "SELINUXTYPE=mls\nSELINUX=disabled\n" << -1;
        QTest::newRow("a word that is none") << "SELINUX=strict" << 99;
        QTest::newRow("commented") << "#SELINUX=enforcing" << 99;
        QTest::newRow("empty") << "" << 99;
    }
    void readsTheConfiguration() {
        QFETCH(QString, text);
        QFETCH(int, mode);
        QCOMPARE(parseSelinuxConfig(text.toStdString()).value_or(99), mode);
    }
};

BARO_GUILESS_TEST(SelinuxTest)
#include "SelinuxTest.moc"
