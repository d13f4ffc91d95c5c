// Settings kept in a temporary folder, where the files that belong beside them (servers.yml) are written too.
#pragma once

#include "core/config/Settings.h"
#include "tests/support/TemporaryTree.h"

namespace baro::test {

inline Settings settingsIn(const TemporaryTree& folder) {
    SettingsSources sources;
    sources.path = folder.path("barograph/barograph.conf");
    return Settings::load(sources);
}

}  // namespace baro::test
