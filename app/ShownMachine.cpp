#include "app/ShownMachine.h"

#include <array>
#include <filesystem>
#include <utility>

#include "core/base/Log.h"
#include "core/history/Record.h"
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

// Time stands still at the last tick, which may be seconds after the last Frame. Where the recorder was ended
// all is unknown at the very last one.
FramePtr atTheEnd(const FramePtr& newest, const TimeRange& extent) {
    auto frame = newest ? std::make_shared<Frame>(*newest) : std::make_shared<Frame>();
    frame->takenAt.wall = std::chrono::milliseconds(extent.to - 1);
    return frame;
}

Result<ShownMachine> openMoment(const std::string& file) {
    const auto record = history::Record::open(file);
    if (!record) return record.error();
    const auto extent = (*record)->extent();
    if (!extent) return extent.error();
    if (extent->from > extent->to) return absent(file + " is empty: there is no moment in it");
    const auto newest = (*record)->frameAt(extent->to);
    if (!newest) return newest.error();
    ShownMachine machine;
    machine.momentFile = file;
    machine.lastMoment = atTheEnd(*newest, *extent);
    machine.liveClock = std::make_unique<platform::LinuxClock>();
    platform::Recording recording;
    recording.frames = {machine.lastMoment};
    machine.platform = platform::makeReplay(std::move(recording), *machine.liveClock).platform;
    return machine;
}

CollectorChoice chosenCollectors(const Settings& settings) {
    auto choice = CollectorChoice::parse(settings.text("endpoint.collectors"));
    if (choice) return std::move(choice).value();
    log(Severity::Warning, "the setting endpoint.collectors is left aside: " + choice.error().message);
    return {};
}

}  // namespace

ServedSources servedSources(const Settings& settings) {
    return {chosenCollectors(settings), settings.text("endpoint.textfile")};
}

Result<ShownMachine> openMachine(const WindowOptions& options, const ServedSources& served) {
    std::error_code ignored;
    if (!options.playsRecording() && std::filesystem::is_regular_file(options.dataDirectory, ignored))
        return openMoment(options.dataDirectory);
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
