#include "platform/linux/Gpu.h"

#include <QtTest>
#include <tuple>

#include "platform/linux/GpuFiles.h"
#include "platform/linux/RuntimePower.h"
#include "tests/support/FakeClock.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

namespace {

// What was asked of NVIDIA's library, and what it answers.
struct NvmlScript {
    Status openAnswer = Done{};
    Status readAnswer = Done{};
    double busyRatio = 0.5;
    std::vector<std::string> calls;
};

class FakeNvml final : public Nvml {
  public:
    explicit FakeNvml(NvmlScript& script) : script_(script) {}
    Status open() override {
        if (!isOpen_) script_.calls.emplace_back("open");
        isOpen_ = script_.openAnswer.ok();
        return script_.openAnswer;
    }
    void close() override {
        if (isOpen_) script_.calls.emplace_back("close");
        isOpen_ = false;
    }
    Status read(const std::string& address, Gpu& into) override {
        script_.calls.push_back("read " + address);
        if (script_.readAnswer) into.busyRatio = script_.busyRatio;
        return script_.readAnswer;
    }

  private:
    NvmlScript& script_;
    bool isOpen_ = false;
};

struct GpuMachine {
    test::TemporaryTree tree;
    test::FakeClock clock;
    NvmlScript nvml;
    std::unique_ptr<Collector> collector = makeGpuCollector(
        {.sysfs = tree.path()}, std::make_unique<FakeNvml>(nvml), PciNames(std::vector<std::string>()));
    Readings readings;

    std::string addDevice(const std::string& address, const std::string& driver,
                          const std::string& vendor) const {
        const std::string device = "devices/pci0000:00/" + address + "/";
        tree.write(device + "vendor", vendor + "\n");
        tree.write(device + "device", "0x1234\n");
        tree.write(device + "power/runtime_status", "active\n");
        tree.write(device + "power/control", "on\n");
        tree.link(device + "driver", "../../../bus/pci/drivers/" + driver);
        return device;
    }
    // With a DRM card, as most drivers make one.
    std::string addCard(const std::string& card, const std::string& address, const std::string& driver,
                        const std::string& vendor) const {
        const std::string device = addDevice(address, driver, vendor);
        tree.write(device + "drm/" + card + "/dev", "226:0\n");
        tree.link(device + "drm/" + card + "/device", tree.path(device));
        tree.link("class/drm/" + card, tree.path(device + "drm/" + card));
        return device;
    }
    std::string addAmd() const {
        const std::string device = addCard("card1", "0000:03:00.0", "amdgpu", "0x1002");
        tree.write(device + "gpu_busy_percent", "37\n");
        tree.write(device + "mem_busy_percent", "5\n");
        tree.write(device + "mem_info_vram_used", "1073741824\n");
        tree.write(device + "mem_info_vram_total", "8573157376\n");
        tree.write(device + "pp_dpm_sclk", "0: 500Mhz \n1: 2526Mhz *\n2: 2900Mhz \n");
        tree.write(device + "pp_dpm_mclk", "0: 96Mhz *\n1: 1249Mhz \n");
        tree.write(device + "hwmon/hwmon5/temp1_input", "52000\n");
        tree.write(device + "hwmon/hwmon5/temp1_crit", "110000\n");
        tree.write(device + "hwmon/hwmon5/power1_average", "65500000\n");
        tree.write(device + "hwmon/hwmon5/power1_cap", "165000000\n");
        tree.write(device + "hwmon/hwmon5/fan1_input", "1200\n");
        return device;
    }
    std::string addNvidia(const std::string& address) const {
        const std::string device = addDevice(address, "nvidia", "0x10de");
        tree.link("bus/pci/drivers/nvidia/" + address, tree.path(device));
        return device;
    }
    void maySleep(const std::string& device) const { tree.write(device + "power/control", "auto\n"); }
    void suspend(const std::string& device) const {
        tree.write(device + "power/runtime_status", "suspended\n");
    }

    const std::vector<Gpu>& sample(std::chrono::seconds after = {}) {
        clock.advance(after);
        if (!collector->collect(clock.now(), readings)) qFatal("no graphics processors");
        return readings.gpus->gpus;
    }
};

}  // namespace

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

    void readsI915() {
        GpuMachine machine;
        const auto device = machine.addCard("card0", "0000:00:02.0", "i915", "0x8086");
        machine.tree.write(device + "drm/card0/gt_act_freq_mhz", "350\n");
        machine.tree.write(device + "drm/card0/power/rc6_residency_ms", "123456\n");
        const Gpu gpu = machine.sample().at(0);
        QVERIFY(!gpu.discrete && gpu.problem.empty() && !gpu.busyRatio);
        QCOMPARE(gpu.coreClockHertz.value(), 350e6);
        QCOMPARE(gpu.idleResidencySeconds.value(), 123.456);
    }

    void readsXe() {
        GpuMachine machine;
        const auto device = machine.addCard("card0", "0000:03:00.0", "xe", "0x8086");
        machine.tree.write(device + "tile0/gt0/freq0/act_freq", "1200\n");
        machine.tree.write(device + "tile0/gt0/gtidle/idle_residency_ms", "5000\n");
        const Gpu gpu = machine.sample().at(0);
        QVERIFY(gpu.discrete);
        QCOMPARE(gpu.coreClockHertz.value(), 1.2e9);
        QCOMPARE(gpu.idleResidencySeconds.value(), 5.0);
    }

    void readsTheSensorsOfXe() {
        GpuMachine machine;
        const auto device = machine.addCard("card0", "0000:03:00.0", "xe", "0x8086");
        machine.tree.write(device + "hwmon/hwmon4/temp2_input", "41000\n");
        machine.tree.write(device + "hwmon/hwmon4/temp2_crit", "100000\n");
        machine.tree.write(device + "hwmon/hwmon4/power1_max", "190000000\n");
        machine.tree.write(device + "hwmon/hwmon4/power1_cap", "237000000\n");
        const Gpu gpu = machine.sample().at(0);
        QCOMPARE(gpu.temperatureCelsius.value(), 41.0);
        QCOMPARE(gpu.temperatureLimitCelsius.value(), 100.0);
        QCOMPARE(gpu.powerLimitWatts.value(), 190.0);
        QVERIFY(!gpu.powerWatts);
    }

    void aLimitOfNothingIsNone() {
        GpuMachine machine;
        const auto device = machine.addCard("card0", "0000:03:00.0", "xe", "0x8086");
        machine.tree.write(device + "hwmon/hwmon4/power1_max", "0\n");
        QVERIFY(!machine.sample().at(0).powerLimitWatts);
        machine.tree.write(device + "hwmon/hwmon4/power1_cap", "237000000\n");
        QCOMPARE(machine.sample().at(0).powerLimitWatts.value(), 237.0);
    }

    // Meteor Lake: one GT draws, the other is for video.
    void readsEveryGtOfI915() {
        GpuMachine machine;
        const auto device = machine.addCard("card0", "0000:00:02.0", "i915", "0x8086");
        for (const auto& [gt, megahertz, idle] :
             {std::tuple("gt0", "0\n", "60000\n"), {"gt1", "1300\n", "5000\n"}}) {
            machine.tree.write(device + "drm/card0/gt/" + gt + "/rps_act_freq_mhz", megahertz);
            machine.tree.write(device + "drm/card0/gt/" + gt + "/rc6_residency_ms", idle);
        }
        machine.tree.write(device + "drm/card0/gt_act_freq_mhz", "0\n");
        const Gpu gpu = machine.sample().at(0);
        QVERIFY(gpu.problem.empty());
        QCOMPARE(gpu.coreClockHertz.value(), 1.3e9);
        QCOMPARE(gpu.idleResidencySeconds.value(), 60.0);
        QCOMPARE(gpu.parts.size(), std::size_t{2});
        QCOMPARE(gpu.parts[1].name, std::string("gt1"));
        QCOMPARE(gpu.parts[1].clockHertz.value(), 1.3e9);
        QCOMPARE(gpu.parts[1].idleResidencySeconds.value(), 5.0);
    }

    void readsEveryTileOfXe() {
        GpuMachine machine;
        const auto device = machine.addCard("card0", "0000:03:00.0", "xe", "0x8086");
        for (const char* gt : {"tile0/gt0", "tile0/gt1", "tile1/gt2", "tile1/gt10"}) {
            machine.tree.write(device + gt + "/freq0/act_freq", "1200\n");
            machine.tree.write(device + gt + "/gtidle/idle_residency_ms", "5000\n");
        }
        machine.tree.write(device + "tile0/gt1/freq0/act_freq", "fast\n");
        machine.tree.write(device + "tile0/gtidle/name", "none of them\n");
        const Gpu gpu = machine.sample().at(0);
        QCOMPARE(gpu.coreClockHertz.value(), 1.2e9);
        QCOMPARE(gpu.parts.size(), std::size_t{4});
        QVERIFY(!gpu.parts[1].clockHertz);
        QCOMPARE(gpu.parts[2].name, std::string("tile1/gt2"));
        QCOMPARE(gpu.parts[3].name, std::string("tile1/gt10"));
    }

    void anIntelDeviceThatCountsNothingSaysSo() {
        GpuMachine machine;
        const auto device = machine.addCard("card0", "0000:00:02.0", "i915", "0x8086");
        machine.tree.write(device + "drm/card0/gt/gt0/rps_act_freq_mhz", "");
        const Gpu gpu = machine.sample().at(0);
        QVERIFY(!gpu.coreClockHertz && !gpu.idleResidencySeconds && gpu.parts.empty());
        QVERIFY(!gpu.problem.empty());
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
