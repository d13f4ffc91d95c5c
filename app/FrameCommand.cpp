#include "app/FrameCommand.h"

#include <algorithm>
#include <cstdio>
#include <thread>

#include "core/sampling/Sampler.h"
#include "platform/linux/LinuxPlatform.h"

namespace baro::app {

const ProcessRate* rateOf(const Frame& frame, const ProcessIdentity& identity) {
    if (!frame.rates.processes) return nullptr;
    const auto& rates = frame.rates.processes->processes;
    const auto found = std::ranges::lower_bound(rates, identity, {}, &ProcessRate::identity);
    return found != rates.end() && found->identity == identity ? &*found : nullptr;
}

int printFrame(const CommandLine& line) {
    platform::Roots roots;
    roots.procfs = line.procfs;
    roots.sysfs = line.sysfs;
    const auto platform = platform::makeLinuxPlatform(roots);
    FrameHub hub;
    Sampler sampler(platform->makeCollectors(), platform->clock(), hub);
    sampler.sampleOnce();
    std::this_thread::sleep_for(std::chrono::seconds(1));
    const FramePtr frame = sampler.sampleOnce();
    const std::string output = line.json ? frameJson(*frame) : frameText(*frame);
    const bool written = std::fwrite(output.data(), 1, output.size(), stdout) == output.size();
    if (std::fflush(stdout) == 0 && written) return 0;
    std::perror("baro frame: cannot write to standard output");
    return 1;
}

}  // namespace baro::app
