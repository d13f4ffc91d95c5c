#include "app/ShownMachine.h"

#include <array>
#include <filesystem>
#include <utility>

#include "platform/linux/LinuxClock.h"
#include "platform/linux/LinuxPlatform.h"
#include "platform/replay/ReplayPlatform.h"

namespace baro::app {
namespace {

// Beside an installed program, else in the source tree that the build folder stands in.
Result<std::string> demoRecording() {
    std::error_code error;
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
    const std::filesystem::path folder = program.parent_path();
    const std::array candidates{folder / "../share/barograph/demo.baroframes",
                                folder / "../../../resources/demo.baroframes"};
    for (const std::filesystem::path& candidate : candidates)
        if (std::filesystem::exists(candidate, error)) return candidate.lexically_normal().string();
    return absent("the demo recording is missing; it belongs at " +
                  candidates.front().lexically_normal().string());
}

}  // namespace

Result<ShownMachine> openMachine(const WindowOptions& options, const ServedSources& served) {
    ShownMachine machine;
    if (!options.playsRecording()) {
        machine.platform = platform::makeLinuxPlatform(
            {.procfs = options.procfs, .sysfs = options.sysfs, .textfile = served.textfile},
            served.collectors);
        return machine;
    }
    std::string path = options.recording;
    if (options.demo) {
        Result<std::string> found = demoRecording();
        if (!found) return found.error();
        path = std::move(found).value();
    }
    Result<platform::Recording> recording = platform::readRecording(path);
    if (!recording) return recording.error();
    machine.liveClock = std::make_unique<platform::LinuxClock>();
    platform::Replay replay = platform::makeReplay(std::move(recording).value(), *machine.liveClock);
    machine.platform = std::move(replay.platform);
    machine.past = std::move(replay.past);
    return machine;
}

}  // namespace baro::app
