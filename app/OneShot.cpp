#include "app/OneShot.h"

#include <cstdio>
#include <thread>

#include "core/sampling/Sampler.h"
#include "platform/linux/LinuxPlatform.h"

namespace baro::app {

platform::Roots rootsOf(const CommandLine& line) {
    platform::Roots roots;
    roots.procfs = line.procfs;
    roots.sysfs = line.sysfs;
    roots.udev = line.udev;
    roots.textfile = line.textfile;
    return roots;
}

FramePtr frameWithRates(const CommandLine& line) {
    const auto platform = platform::makeLinuxPlatform(rootsOf(line), line.collectors);
    FrameHub hub;
    Sampler sampler(platform->makeCollectors(), platform->clock(), hub);
    sampler.sampleOnce();
    std::this_thread::sleep_for(std::chrono::seconds(1));
    return sampler.sampleOnce();
}

int printed(const char* command, const std::string& text) {
    const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
    if (std::fflush(stdout) == 0 && written) return 0;
    std::perror((std::string(command) + ": cannot write to standard output").c_str());
    return 1;
}

}  // namespace baro::app
