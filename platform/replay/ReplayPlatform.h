// A recording in the place of a machine: the same sampler, rates and pages, and nothing that could be acted
// upon.
#pragma once

#include <memory>

#include "core/sampling/Platform.h"
#include "platform/replay/Recording.h"

namespace baro::platform {

// Plays the recording from its beginning, over and over; between two rounds every rate has one gap.
// recording: at least one Frame. live: must outlive the platform. Acting on or looking into a process is
// denied.
std::unique_ptr<Platform> makeReplayPlatform(Recording recording, const Clock& live);

}  // namespace baro::platform
