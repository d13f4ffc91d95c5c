// A workstation that never was: the same hardware, processes and load curves at every run. Its recording is
// what `barograph --demo` plays and what tests of pages look at.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/model/Frame.h"
#include "tests/support/DemoProcesses.h"

namespace baro::test {

inline constexpr int demoCpus = 24;  // 8 performance cores with two threads each, 8 efficiency cores

// What goes on at one second of the demo.
struct DemoLoad {
    double compiling = 0;      // processors' worth
    double playingVideo = 0;   // 0 to 1: how much of the graphics card
    double downloading = 0;    // bytes per second
    double writing = 0;        // bytes per second to the disk
    double browserGrowth = 0;  // bytes above its start
    double noise = 1;          // around 1
};

class DemoMachine {
  public:
    // The next second; the first call gives the state at the start. Rates are those of deriveRates().
    FramePtr next();
    // Seconds in which nobody looks: much quicker than as many Frames.
    void pass(int seconds);

  private:
    DemoLoad loadNow();
    double random();  // 0 to 1, the same sequence at every run
    void spend(const DemoLoad& load);
    Readings readings(const DemoLoad& load);
    CpuActivity cpuActivity() const;
    void readSlowSections(const DemoLoad& load, Readings& into);

    int second_ = -1;
    std::uint64_t randomState_ = 0x9E3779B97F4A7C15u;
    FramePtr previous_;
    DemoProcesses processes_;
    std::array<CpuTimes, demoCpus> cpus_{};
    DiskCounters nvme_, sata_;
    NetworkCounters received_, transmitted_;
    double joules_ = 41'000;
    double batteryJoules_ = 270'000;
    double warmth_ = 0;  // follows the load slowly; 0 to 1
    double stalledCpu_ = 412.5, stalledIo_ = 88.25;
    double interrupts_ = 91'000'000, switches_ = 204'000'000, forks_ = 48'000;
    double ioWaitShare_ = 0;
};

}  // namespace baro::test
