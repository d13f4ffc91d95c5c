// The machine that the window shows: this one, one below other roots, a recording, or a moment file.
#pragma once

#include <memory>
#include <string>

#include "app/WindowOptions.h"
#include "core/config/Settings.h"
#include "core/metrics/ExposedCollectors.h"
#include "core/sampling/Platform.h"
#include "platform/replay/Recording.h"

namespace baro::app {

struct ShownMachine {
    std::unique_ptr<Clock> liveClock;  // of a recording: what drives it
    std::unique_ptr<Platform> platform;
    std::vector<FramePtr> past;  // of a recording, so that charts are full at once; empty for a live machine
    // Of a moment file: where it is, and its last moment, at which the window stands still.
    std::string momentFile = {};
    FramePtr lastMoment = {};
};

// Of a live machine, for metrics that only an endpoint serves: the collectors, and a folder of other
// programs' metrics.
struct ServedSources {
    CollectorChoice collectors;
    std::string textfile;
};
// A choice that cannot be used is logged, and the usual one taken.
ServedSources servedSources(const Settings& settings);

Result<ShownMachine> openMachine(const WindowOptions& options, const ServedSources& served);

}  // namespace baro::app
