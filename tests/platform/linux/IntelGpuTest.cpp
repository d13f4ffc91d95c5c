#include <QtTest>

#include "tests/platform/linux/GpuMachine.h"
#include "tests/support/TestMain.h"

using namespace baro;
using test::GpuMachine;

// i915 and xe: https://docs.kernel.org/gpu/i915.html, Documentation/ABI/testing/sysfs-driver-intel-xe-hwmon.
class IntelGpuTest : public QObject {
    Q_OBJECT

  private slots:
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
};

BARO_TEST(IntelGpuTest)
#include "IntelGpuTest.moc"
