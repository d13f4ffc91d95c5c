// A recording in the place of a machine: the same sampler, rates and pages, and nothing that could be acted
// upon.
#pragma once

#include <memory>

#include "core/sampling/Platform.h"
#include "platform/replay/Recording.h"

namespace baro::platform {

struct Replay {
    std::unique_ptr<Platform> platform;
    std::vector<FramePtr> past;  // what was recorded before the moment at which it begins, for charts
};

// Plays the recording over and over, beginning well inside; between two rounds every rate has one gap.
// recording: at least one Frame. live: must outlive the platform. Acting on or looking into a process is
// denied.
Replay makeReplay(Recording recording, const Clock& live);

}  // namespace baro::platform
