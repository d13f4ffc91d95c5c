#include "platform/linux/CpuVulnerabilities.h"

#include <QtTest>

#include "tests/support/FamilyLines.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;
using test::linesOf;

class CpuVulnerabilitiesTest : public QObject {
    Q_OBJECT

  private slots:

    void tellsStateAndMitigation_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("mitigation");
        QTest::newRow("not affected") << "Not affected\n"
                                      << "not affected"
                                      << "";
        QTest::newRow("vulnerable") << "Vulnerable\n"
                                    << "vulnerable"
                                    << "";
        QTest::newRow("vulnerable and why") << "Vulnerable: Clear CPU buffers attempted, no microcode\n"
                                            << "vulnerable"
                                            << "Clear CPU buffers attempted, no microcode";
        QTest::newRow("mitigated") << "Mitigation: Retpolines, IBPB: conditional, RSB filling\n"
                                   << "mitigation"
                                   << "Retpolines, IBPB: conditional, RSB filling";
        QTest::newRow("of guests") << "KVM: Mitigation: Split huge pages\n"
                                   << "mitigation"
                                   << "Split huge pages";
        QTest::newRow("unknown") << "Unknown: Dependent on hypervisor status\n"
                                 << "unknown"
                                 << "Dependent on hypervisor status";
        QTest::newRow("another word") << "Processor vulnerable\n"
                                      << "unknown"
                                      << "Processor vulnerable";
        QTest::newRow("empty") << ""
                               << "unknown"
                               << "";
    }
    void tellsStateAndMitigation() {
        QFETCH(QString, text);
        QFETCH(QString, state);
        QFETCH(QString, mitigation);
        const CpuVulnerability told = parseCpuVulnerability(text.toStdString());
        QCOMPARE(QString::fromStdString(told.state), state);
        QCOMPARE(QString::fromStdString(told.mitigation), mitigation);
    }

    void tellsEachFlaw() {
        const test::TemporaryTree tree;
        const auto collector = makeCpuVulnerabilitiesCollector({.sysfs = tree.path()});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(readings.families.cpuVulnerabilities.reason().kind, ErrorKind::Absent);

        tree.write("devices/system/cpu/vulnerabilities/mds", "Not affected\n");
        tree.write("devices/system/cpu/vulnerabilities/meltdown", "Mitigation: PTI\n");
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(linesOf(*readings.families.cpuVulnerabilities),
                 QStringList({"node_cpu_vulnerabilities_info{mds,,not affected} 1",
                              "node_cpu_vulnerabilities_info{meltdown,PTI,mitigation} 1"}));
    }
};

BARO_TEST(CpuVulnerabilitiesTest)
#include "CpuVulnerabilitiesTest.moc"
