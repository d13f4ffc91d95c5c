#include "platform/linux/Gpu.h"

#include <QtTest>
#include <tuple>

#include "platform/linux/GpuFiles.h"
#include "platform/linux/RuntimePower.h"
#include "tests/platform/linux/GpuMachine.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;
using test::GpuMachine;

class GpuTest : public QObject {
    Q_OBJECT

  private slots:
    void readsAmd() {
        GpuMachine machine;
        machine.addAmd();
        const Gpu gpu = machine.sample().at(0);
        QCOMPARE(gpu.identity, std::string("0000:03:00.0"));
        QCOMPARE(gpu.driver, std::string("amdgpu"));
        QCOMPARE(gpu.model, std::string("AMD 0x1234"));
        QVERIFY(gpu.discrete && !gpu.asleep && gpu.problem.empty());
        QCOMPARE(gpu.busyRatio.value(), 0.37);
        QCOMPARE(gpu.memoryBusyRatio.value(), 0.05);
        QCOMPARE(gpu.memoryUsedBytes.value(), 1073741824.0);
        QCOMPARE(gpu.memoryTotalBytes.value(), 8573157376.0);
        QCOMPARE(gpu.coreClockHertz.value(), 2.526e9);
        QCOMPARE(gpu.memoryClockHertz.value(), 96e6);
        QCOMPARE(gpu.temperatureCelsius.value(), 52.0);
        QCOMPARE(gpu.temperatureLimitCelsius.value(), 110.0);
        QCOMPARE(gpu.powerWatts.value(), 65.5);
        QCOMPARE(gpu.powerLimitWatts.value(), 165.0);
        QCOMPARE(gpu.fanRpm.value(), 1200.0);
    }

    void absurdFiguresAreUnknown() {
        GpuMachine machine;
        const auto device = machine.addAmd();
        machine.tree.write(device + "gpu_busy_percent", "4294967295\n");
        machine.tree.write(device + "mem_info_vram_used", "much\n");
        machine.tree.write(device + "pp_dpm_sclk", "0: fast *\n");
        machine.tree.write(device + "mem_busy_percent", "");
        const Gpu gpu = machine.sample().at(0);
        QVERIFY(!gpu.busyRatio && !gpu.memoryUsedBytes && !gpu.coreClockHertz && !gpu.memoryBusyRatio);
        QVERIFY(!gpu.problem.empty());
    }

    void aSleepingDeviceIsListedAndNotRead() {
        GpuMachine machine;
        const auto device = machine.addAmd();
        machine.suspend(device);
        const Gpu gpu = machine.sample().at(0);
        QVERIFY(gpu.asleep && gpu.discrete);
        QCOMPARE(gpu.problem, std::string("asleep"));
        QVERIFY(!gpu.busyRatio && !gpu.temperatureCelsius && !gpu.memoryTotalBytes);
    }

    void anIdleDeviceThatMaySleepIsLeftAlone() {
        GpuMachine machine;
        const auto device = machine.addAmd();
        machine.maySleep(device);
        machine.tree.write(device + "gpu_busy_percent", "0\n");
        QVERIFY(machine.sample().at(0).busyRatio);
        QVERIFY(!machine.sample(std::chrono::seconds(1)).at(0).busyRatio);
        QVERIFY(!machine.sample(std::chrono::seconds(1)).at(0).problem.empty());
        QVERIFY(machine.sample(RuntimePower::restTime).at(0).busyRatio);
    }

    void aWorkingOrDisplayingDeviceIsReadEverySecond_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("text");
        QTest::newRow("works") << "gpu_busy_percent"
                               << "37";
        QTest::newRow("display") << "drm/card1/card1-DP-1/enabled"
                                 << "enabled";
        QTest::newRow("may not sleep") << "power/control"
                                       << "on";
    }
    void aWorkingOrDisplayingDeviceIsReadEverySecond() {
        QFETCH(QString, file);
        QFETCH(QString, text);
        GpuMachine machine;
        const auto device = machine.addAmd();
        machine.maySleep(device);
        machine.tree.write(device + "gpu_busy_percent", "0\n");
        machine.tree.write(device + file.toStdString(), text.toStdString() + "\n");
        QVERIFY(machine.sample().at(0).busyRatio);
        QVERIFY(machine.sample(std::chrono::seconds(1)).at(0).busyRatio);
    }

    void nvidiaIsReadThroughItsLibrary() {
        GpuMachine machine;
        machine.addNvidia("0000:01:00.0");
        const Gpu gpu = machine.sample().at(0);
        machine.sample(std::chrono::seconds(1));
        QVERIFY(gpu.discrete);
        QCOMPARE(gpu.driver, std::string("nvidia"));
        QCOMPARE(gpu.busyRatio.value(), 0.5);
        QCOMPARE(machine.nvml.calls,
                 (std::vector<std::string>{"open", "read 0000:01:00.0", "read 0000:01:00.0"}));
    }

    void theLibraryIsNotTouchedWhileNvidiaSleeps() {
        GpuMachine machine;
        const auto device = machine.addNvidia("0000:01:00.0");
        machine.suspend(device);
        QVERIFY(machine.sample().at(0).asleep);
        machine.sample(std::chrono::seconds(60));
        QVERIFY(machine.nvml.calls.empty());
    }

    void theLibraryIsClosedWhenNvidiaIsIdleAndMaySleep() {
        GpuMachine machine;
        machine.maySleep(machine.addNvidia("0000:01:00.0"));
        machine.nvml.busyRatio = 0;
        machine.sample();
        machine.sample(std::chrono::seconds(1));
        QCOMPARE(machine.nvml.calls, (std::vector<std::string>{"open", "read 0000:01:00.0", "close"}));
    }

    void anotherSleepingNvidiaDeviceIsNotWoken() {
        GpuMachine machine;
        machine.addNvidia("0000:01:00.0");
        machine.suspend(machine.addNvidia("0000:02:00.0"));
        const auto& gpus = machine.sample();
        QVERIFY(!gpus.at(0).asleep && !gpus.at(0).busyRatio);
        QVERIFY(gpus.at(0).problem.find("asleep") != std::string::npos);
        QVERIFY(gpus.at(1).asleep);
        QVERIFY(machine.nvml.calls.empty());
    }

    void aMissingLibraryIsSaid() {
        GpuMachine machine;
        machine.addNvidia("0000:01:00.0");
        machine.nvml.openAnswer = absent("not installed");
        const Gpu gpu = machine.sample().at(0);
        QCOMPARE(gpu.problem, std::string("not installed"));
        QVERIFY(!gpu.busyRatio);
    }

    void aLostDeviceIsLookedForAnew() {
        GpuMachine machine;
        machine.addNvidia("0000:01:00.0");
        machine.nvml.readAnswer = failed("GPU is lost");
        QCOMPARE(machine.sample().at(0).problem, std::string("GPU is lost"));
        machine.nvml.readAnswer = Done{};
        QVERIFY(machine.sample(std::chrono::seconds(1)).at(0).busyRatio);
        QCOMPARE(machine.nvml.calls, (std::vector<std::string>{"open", "read 0000:01:00.0", "close", "open",
                                                               "read 0000:01:00.0"}));
    }

    void aDriverWithoutFiguresIsNamed() {
        GpuMachine machine;
        machine.addCard("card0", "0000:01:00.0", "nouveau", "0x10de");
        QCOMPARE(machine.sample().at(0).problem, std::string("the driver nouveau tells no load"));
    }

    void aDeviceThatIsUnpluggedIsGoneAtOnce() {
        GpuMachine machine;
        machine.addCard("card0", "0000:00:02.0", "i915", "0x8086");
        const auto device = machine.addAmd();
        QCOMPARE(machine.sample().size(), 2u);
        machine.tree.remove("class/drm/card1");
        machine.tree.remove(device);
        QCOMPARE(machine.sample(std::chrono::seconds(1)).size(), 1u);
    }

    void aMachineWithNothingSaysSo() {
        GpuMachine machine;
        QVERIFY(!machine.collector->collect({}, machine.readings));
        QCOMPARE(machine.readings.gpus.reason().kind, ErrorKind::Absent);
    }

    void refusesWhatIsNoClockTable_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("nothing marked") << QByteArray("0: 500Mhz\n1: 600Mhz\n");
        QTest::newRow("two marked") << QByteArray("0: 500Mhz *\n1: 600Mhz *\n");
        QTest::newRow("no colon") << QByteArray("500Mhz *\n");
        QTest::newRow("negative") << QByteArray("0: -500Mhz *\n");
        QTest::newRow("no unit") << QByteArray("0: 500 *\n");
        QTest::newRow("NUL") << QByteArrayLiteral("0: 500Mhz *\0\n");
        QTest::newRow("another table's mark before the colon") << QByteArray("* 0:500Mhz\n1: 600Mhz *\n");
        QTest::newRow("a 1 MB line") << QByteArray(1 << 20, '0');
    }
    void refusesWhatIsNoClockTable() {
        QFETCH(QByteArray, text);
        QVERIFY(!parseCurrentDpmClock({text.data(), static_cast<std::size_t>(text.size())}));
    }

    void readsTheDeepSleepLevelOfAClockTable() {
        QCOMPARE(*parseCurrentDpmClock("S: 19Mhz *\n0: 500Mhz\n1: 2526Mhz\n"), 19e6);
    }

    void aLibraryThatIsNotInstalledIsAbsent() {
        const auto nvml = makeNvmlLibrary("libnvidia-ml-not-here.so");
        const Status opened = nvml->open();
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::Absent);
        Gpu gpu;
        QVERIFY(!nvml->read("0000:01:00.0", gpu));
    }

    void aLibraryThatLacksFunctionsIsRefused() {
        const auto nvml = makeNvmlLibrary("libm.so.6");
        const Status opened = nvml->open();
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::Failed);
    }
};

BARO_TEST(GpuTest)
#include "GpuTest.moc"
