// The command line of `barograph`, read into values. No side effects: printing and exiting is main's.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/Result.h"

namespace baro::app {

struct WindowOptions {
    bool help = false;
    bool version = false;
    std::string page;        // id; empty: as the settings say
    std::string search;      // for the page
    std::string screenshot;  // file; empty: none
    int width = 0;           // of the window in device-independent pixels; 0: as it was
    int height = 0;
    std::string theme;          // system, light, dark; empty: as the settings say
    bool demo = false;          // play the recording that comes with the program
    std::string recording;      // play this one
    std::string dataDirectory;  // of the record; empty: the usual one
    std::string at;             // a moment, as people type it; empty: live
    bool hidden = false;        // start in the tray
    std::string host;           // as the menu of hosts names it; empty: this machine
    std::string report;         // file; empty: none
    std::string from;           // of the report, as people type it; empty: an hour ago
    std::string to;             // empty: now
    std::optional<std::chrono::milliseconds> interval;
    std::string procfs = "/proc";
    std::string sysfs = "/sys";

    bool playsRecording() const { return demo || !recording.empty(); }
};

// The error is one line that says what is wrong and what would be right. Arguments without the program's
// name.
Result<WindowOptions> parseWindowOptions(const std::vector<std::string>& arguments);

std::string_view windowUsageText();

}  // namespace baro::app
