// A machine with graphics processors as sysfs shows them, and an NVIDIA library that is told what to answer.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "platform/linux/Gpu.h"
#include "platform/linux/GpuFiles.h"
#include "tests/support/FakeClock.h"
#include "tests/support/TemporaryTree.h"

namespace baro::test {

// What was asked of NVIDIA's library, and what it answers.
struct NvmlScript {
    Status openAnswer = Done{};
    Status readAnswer = Done{};
    double busyRatio = 0.5;
    std::vector<std::string> calls;
};

class FakeNvml final : public platform::Nvml {
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
    TemporaryTree tree;
    FakeClock clock;
    NvmlScript nvml;
    std::unique_ptr<Collector> collector =
        platform::makeGpuCollector({.sysfs = tree.path()}, std::make_unique<FakeNvml>(nvml),
                                   platform::PciNames(std::vector<std::string>()));
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

}  // namespace baro::test
