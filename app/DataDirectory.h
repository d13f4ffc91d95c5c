// Where the record is kept.
#pragma once

#include <string>

#include "core/history/RecordKeeper.h"

namespace baro {
class Settings;
}

namespace baro::app {

// $BAROGRAPH_DATA_DIR, else barograph below $XDG_DATA_HOME, else below ~/.local/share. Relative ones are
// ignored, as the XDG base directory specification says; empty when the environment names none.
std::string dataDirectory();

// The chosen one, else the usual one.
std::string dataDirectoryOr(const std::string& chosen);

// name: who records, for others. How much is kept is as the settings say.
history::RecordKeeperSettings keeperFor(const std::string& directory, const std::string& name,
                                        const Settings& settings);

}  // namespace baro::app
