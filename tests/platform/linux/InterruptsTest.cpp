#include "platform/linux/Interrupts.h"

#include <QtTest>

#include "tests/support/FamilyLines.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;
using test::linesOf;

class InterruptsTest : public QObject {
    Q_OBJECT

  private slots:

    void tellsChipAndDevicesOfNumberedInterrupts() {
        const auto parsed = parseInterrupts(
            "            CPU0       CPU2       \n"
            "  16:     328511     322879  IR-IO-APIC-fasteoi   ehci_hcd:usb1, mmc0\n"
            "  10: 3287008667 3310445093     GICv3  27 Level     arch_timer\n"
            " 199:          0          7  IR-PCI-MSIX-0000:00:01.0\n");
        QVERIFY(parsed);
        QCOMPARE(linesOf(*parsed),
                 QStringList({"node_interrupts_total{0,ehci_hcd:usb1, mmc0,IR-IO-APIC-fasteoi,16} 328511",
                              "node_interrupts_total{2,ehci_hcd:usb1, mmc0,IR-IO-APIC-fasteoi,16} 322879",
                              "node_interrupts_total{0,27 Level arch_timer,GICv3,10} 3287008667",
                              "node_interrupts_total{2,27 Level arch_timer,GICv3,10} 3310445093",
                              "node_interrupts_total{0,,IR-PCI-MSIX-0000:00:01.0,199} 0",
                              "node_interrupts_total{2,,IR-PCI-MSIX-0000:00:01.0,199} 7"}));
    }

    void tellsWhatNamedInterruptsAre() {
        const auto parsed = parseInterrupts(
            "            CPU0       CPU1\n"
            " NMI:         47       5031   Non-maskable interrupts\n"
            "IPI0:2437008667 3310445093       Rescheduling interrupts\n");
        QVERIFY(parsed);
        QCOMPARE(linesOf(*parsed),
                 QStringList({"node_interrupts_total{0,,Non-maskable interrupts,NMI} 47",
                              "node_interrupts_total{1,,Non-maskable interrupts,NMI} 5031",
                              "node_interrupts_total{0,,Rescheduling interrupts,IPI0} 2437008667",
                              "node_interrupts_total{1,,Rescheduling interrupts,IPI0} 3310445093"}));
    }

    void passesOverWhatIsNotCountedPerProcessor() {
        const auto parsed =
            parseInterrupts("            CPU0       CPU1\n ERR:          0\n MIS:          0\n");
        QVERIFY(parsed);
        QVERIFY(parsed->families.empty());
    }

    void tellsSoftirqs() {
        const auto parsed = parseSoftirqs(
            "                    CPU0       CPU1       \n"
            "          HI:          7          1\n"
            "      NET_RX:      43066     104508\n");
        QVERIFY(parsed);
        QCOMPARE(linesOf(*parsed), QStringList({"node_softirqs_functions_total{0,HI} 7",
                                                "node_softirqs_functions_total{1,HI} 1",
                                                "node_softirqs_functions_total{0,NET_RX} 43066",
                                                "node_softirqs_functions_total{1,NET_RX} 104508"}));
    }

    void refusesWhatIsNeither_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("no processors") << QByteArray("\n 1: 5 x\n");
        QTest::newRow("not processors") << QByteArray("CPU0 GPU1\n 1: 5 6 x\n");
        QTest::newRow("cut in a count") << QByteArray("CPU0\n 1: 5");
        QTest::newRow("cut in a word") << QByteArray("CPU0\n HI: 5 or m");
        QTest::newRow("no name") << QByteArray("CPU0\n 5 x\n");
        QTest::newRow("not a number") << QByteArray("CPU0 CPU1\n 1: 5 x\n");
        QTest::newRow("negative") << QByteArray("CPU0\n 1: -5 x\n");
        QTest::newRow("too large") << QByteArray("CPU0\n 1: 99999999999999999999999 x\n");
    }
    void refusesWhatIsNeither() {
        QFETCH(QByteArray, text);
        for (const auto& parsed : {parseInterrupts(text.toStdString()), parseSoftirqs(text.toStdString())}) {
            QVERIFY(!parsed);
            QCOMPARE(parsed.error().kind, ErrorKind::Malformed);
            QVERIFY(!parsed.error().message.empty());
        }
    }

    void refusesSoftirqsThatAreCut() { QVERIFY(!parseSoftirqs("CPU0 CPU1\n HI: 7")); }

    void collectorOfInterruptsSaysWhyThereIsNone() {
        const test::TemporaryTree tree;
        const auto collector = makeInterruptsCollector({.procfs = tree.path()});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(readings.families.interrupts.reason().kind, ErrorKind::Absent);

        tree.write("interrupts", " CPU0\n NMI: 47 Non-maskable\n");
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(linesOf(*readings.families.interrupts).first(),
                 QString("node_interrupts_total{0,,Non-maskable,NMI} 47"));
    }

    void collectorOfSoftirqsSaysWhyThereIsNone() {
        const test::TemporaryTree tree;
        const auto collector = makeSoftirqsCollector({.procfs = tree.path()});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(readings.families.softirqs.reason().kind, ErrorKind::Absent);

        tree.write("softirqs", " CPU0\n HI: 7\n");
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(linesOf(*readings.families.softirqs).first(),
                 QString("node_softirqs_functions_total{0,HI} 7"));
    }
};

BARO_TEST(InterruptsTest)
#include "InterruptsTest.moc"
