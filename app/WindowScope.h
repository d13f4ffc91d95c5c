// Which parts the window has, by what it was started to show: this machine, a recording, a moment file, or a
// picture of any of them. Pure but for the environment, which names the usual folder of the record.
#pragma once

#include <string>

#include "app/WindowOptions.h"
#include "core/config/Settings.h"

namespace baro::app {

struct WindowScope {
    // A picture, a recording or a moment file: it is not this machine's history, and what is played happened
    // to nobody. Nothing is recorded, told, sent or served, and it stands beside a window that is open.
    bool isForItself = false;
    bool showsFile = false;    // a moment file, at whose end the window stands still
    bool records = false;      // the record is kept, and written to other servers
    bool showsRecord = false;  // else a recording that is played is its own past
    bool showsOthers = false;  // hosts that servers know
    // Of the record that is shown: its folder, or the moment file. Empty as well where there is no place for
    // one.
    std::string recordPath = {};
};

// momentFile: empty when none was opened.
WindowScope scopeOf(const WindowOptions& options, const Settings& settings, const std::string& momentFile);

}  // namespace baro::app
