#include "platform/linux/OperatingSystem.h"

#include <QtTest>

#include "tests/support/FamilyLines.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;
using test::linesOf;

class OperatingSystemTest : public QObject {
    Q_OBJECT

  private slots:

    void tellsEveryField() {
        const test::TemporaryTree tree;
        tree.write(
            "os-release",
            "PRETTY_NAME=\"Ubuntu 24.04.1 LTS\"\nNAME=\"Ubuntu\"\nVERSION_ID=\"24.04.1\"\n"
            "VERSION=\"24.04.1 LTS (Noble Numbat)\"\nVERSION_CODENAME=noble\nID=ubuntu\nID_LIKE=debian\n"
            "VARIANT=Desktop\nVARIANT_ID=desktop\nBUILD_ID=b\nIMAGE_ID=i\nIMAGE_VERSION=7\n"
            "SUPPORT_END=2029-05-31\n");
        const auto collector = makeOperatingSystemCollector({.etc = tree.path()});
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(
            linesOf(*readings.families.os),
            QStringList({"node_os_info{b,ubuntu,debian,i,7,Ubuntu,Ubuntu 24.04.1 LTS,Desktop,desktop,24.04.1 "
                         "LTS (Noble Numbat),noble,24.04.1} 1",
                         "node_os_version{ubuntu,debian,Ubuntu} 24.04",
                         "node_os_support_end_timestamp_seconds{} 1874880000"}));
    }

    void readsVersions_data() {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("number");
        QTest::newRow("whole") << "12"
                               << "12";
        QTest::newRow("with a point") << "12."
                                      << "12";
        QTest::newRow("letters behind") << "8.1beta"
                                        << "8.1";
        QTest::newRow("none") << "rolling"
                              << "";
        QTest::newRow("empty") << ""
                               << "";
    }
    void readsVersions() {
        QFETCH(QString, version);
        QFETCH(QString, number);
        OsRelease release;
        release.properties["VERSION_ID"] = version.toStdString();
        const QStringList lines = linesOf(operatingSystemFrom(release));
        QCOMPARE(lines.size(), number.isEmpty() ? 1 : 2);
        if (!number.isEmpty()) QCOMPARE(lines.last(), "node_os_version{,,} " + number);
    }

    void readsAnEndThatMeansNever() {
        OsRelease release;
        release.properties["SUPPORT_END"] = "9999-12-31";
        QCOMPARE(linesOf(operatingSystemFrom(release)).last(),
                 "node_os_support_end_timestamp_seconds{} 253402214400");
    }

    void leavesOutAnEndThatIsNoDate_data() {
        QTest::addColumn<QString>("date");
        for (const char* date : {"2029-02-30", "2029-5-31", "soon", "2029/05/31", "20290531aa"})
            QTest::newRow(date) << date;
    }
    void leavesOutAnEndThatIsNoDate() {
        QFETCH(QString, date);
        OsRelease release;
        release.properties["SUPPORT_END"] = date.toStdString();
        QCOMPARE(linesOf(operatingSystemFrom(release)).size(), 1);
    }

    void readsTheOtherPlace() {
        const test::TemporaryTree tree;
        tree.write("etc/hostname", "x\n");
        tree.write("usr/lib/os-release", "NAME=Void\nID=void\n");
        const auto collector = makeOperatingSystemCollector({.etc = tree.path("etc")});
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(linesOf(*readings.families.os), QStringList({"node_os_info{,void,,,,Void,,,,,,} 1"}));
    }

    void isAbsentWithoutTheFile() {
        const test::TemporaryTree tree;
        const auto collector = makeOperatingSystemCollector({.etc = tree.path()});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(readings.families.os.reason().kind, ErrorKind::Absent);
    }
};

BARO_TEST(OperatingSystemTest)
#include "OperatingSystemTest.moc"
