#include "platform/linux/Cpuinfo.h"

#include <QtTest>

#include "platform/linux/Files.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

class CpuinfoTest : public QObject {
    Q_OBJECT

  private slots:
    void readsAHybridLaptop() {
        const auto text = readFile(BARO_FIXTURES "/machines/intel-hybrid-laptop/proc/cpuinfo");
        QVERIFY(text);
        const auto info = parseCpuinfo(text.value());
        QVERIFY(info);
        QCOMPARE(info->model, std::string("12th Gen Intel(R) Core(TM) i3-1215U"));
        QCOMPARE(info->vendor, std::string("GenuineIntel"));
        QCOMPARE(info->microcode, std::string("0x436"));
        QVERIFY(!info->underHypervisor);
        QCOMPARE(info->processors.size(), std::size_t{8});
        QCOMPARE(info->processors[0].hertz, std::optional(1.2e9));
        QCOMPARE(info->processors[3].core, std::optional(4));
        QCOMPARE(info->processors[3].package, std::optional(0));
    }

    void offlineProcessorsLeaveHoles() {
        const auto text = readFile(BARO_FIXTURES "/machines/amd-desktop/proc/cpuinfo");
        QVERIFY(text);
        const auto info = parseCpuinfo(text.value());
        QVERIFY(info);
        QCOMPARE(info->processors.size(), std::size_t{11});
        QCOMPARE(info->processors[5].cpu, 6);
    }

    void findsTheHypervisorFlag_data() {
        QTest::addColumn<QByteArray>("flags");
        QTest::addColumn<bool>("found");
        QTest::newRow("there") << QByteArray("fpu hypervisor sse") << true;
        QTest::newRow("not there") << QByteArray("fpu sse") << false;
        QTest::newRow("part of another") << QByteArray("fpu nohypervisor sse") << false;
    }
    void findsTheHypervisorFlag() {
        QFETCH(QByteArray, flags);
        QFETCH(bool, found);
        const auto info = parseCpuinfo("processor\t: 0\nflags\t\t: " + flags.toStdString() + "\n");
        QVERIFY(info);
        QCOMPARE(info->underHypervisor, found);
    }

    void armSaysNumbersAndNoFrequency() {
        const auto info =
            parseCpuinfo("processor\t: 0\nBogoMIPS\t: 108.00\nCPU implementer\t: 0x41\nCPU part\t: 0xd08\n");
        QVERIFY(info);
        QCOMPARE(info->model, std::string("Cortex-A72"));
        QCOMPARE(info->vendor, std::string("ARM"));
        QCOMPARE(info->processors.size(), std::size_t{1});
        QVERIFY(!info->processors[0].hertz);
    }

    void namesCoresOfArm_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("vendor");
        const auto core = [](const char* implementer, const char* part) {
            return QByteArray("CPU implementer\t: ") + implementer + "\nCPU part\t: " + part + "\n";
        };
        QTest::newRow("Apple") << core("0x61", "0x022") + core("0x61", "0x023") << "Icestorm-M1, Firestorm-M1"
                               << "Apple";
        QTest::newRow("Ampere") << core("0xc0", "0xac3") << "Ampere-1"
                                << "Ampere";
        QTest::newRow("Qualcomm") << core("0x51", "0x805") + core("0x51", "0x804")
                                  << "Kryo-4XX-Silver, Kryo-4XX-Gold"
                                  << "Qualcomm";
        QTest::newRow("another core of ARM") << core("0x41", "0xfff") << "ARM part 0xfff"
                                             << "ARM";
        QTest::newRow("another maker") << core("0x99", "0x1") << "implementer 0x99 part 0x001"
                                       << "";
        QTest::newRow("known and unknown")
            << core("0x41", "0xd05") + core("0x41", "0xfff") << "Cortex-A55, ARM part 0xfff"
            << "ARM";
        // 32 bits name the architecture.
        const QByteArray seven("model name\t: ARMv7 Processor rev 4 (v7l)\n");
        QTest::newRow("32 bits") << seven + core("0x41", "0xc07") << "Cortex-A7"
                                 << "ARM";
        QTest::newRow("32 bits, unknown") << seven + core("0x41", "0xfff") << "ARMv7 Processor rev 4 (v7l)"
                                          << "ARM";
    }
    void namesCoresOfArm() {
        QFETCH(QByteArray, text);
        const auto info = parseCpuinfo("processor\t: 0\n" + text.toStdString());
        QVERIFY(info);
        QTEST(QString::fromStdString(info->model), "model");
        QTEST(QString::fromStdString(info->vendor), "vendor");
    }

    void zeroMegahertzIsUnknown() {
        const auto info = parseCpuinfo("processor\t: 0\ncpu MHz\t\t: 0.000\n");
        QVERIFY(info);
        QVERIFY(!info->processors[0].hertz);
    }

    void refusesWhatIsNotCpuinfo_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("cut") << QByteArray("processor : 0\nmodel name : AMD Ry");
        QTest::newRow("no colon") << QByteArray("processor 0\n");
        QTest::newRow("negative processor") << QByteArray("processor : -1\n");
        QTest::newRow("a processor twice") << QByteArray("processor : 1\nprocessor : 1\n");
        QTest::newRow("negative frequency") << QByteArray("processor : 0\ncpu MHz : -1\n");
        QTest::newRow("inf") << QByteArray("processor : 0\ncpu MHz : inf\n");
        QTest::newRow("nan") << QByteArray("processor : 0\ncpu MHz : nan\n");
        QTest::newRow("a part of ARM in words") << QByteArray("CPU implementer : 0x41\nCPU part : A53\n");
        QTest::newRow("an implementer without end")
            << QByteArray("CPU implementer : 0x41414141414141\nCPU part : 0xd03\n");
        QTest::newRow("a core of words") << QByteArray("processor : 0\ncore id : two\n");
        QTest::newRow("NUL") << QByteArrayLiteral("processor : 0\nmodel name : A\0B\n");
        QTest::newRow("a 1 MB line") << QByteArray(1 << 20, 'p') + "\n";
    }
    void refusesWhatIsNotCpuinfo() {
        QFETCH(QByteArray, text);
        const auto info = parseCpuinfo({text.data(), static_cast<std::size_t>(text.size())});
        QVERIFY(!info);
        QCOMPARE(info.error().kind, ErrorKind::Malformed);
    }
};

BARO_TEST(CpuinfoTest)
#include "CpuinfoTest.moc"
