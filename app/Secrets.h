// Where passwords and tokens of servers are: the desktop's keyring where there is one, and the file beside
// the settings that only the user may read.
#pragma once

#include <memory>
#include <string>

#include "core/connections/SecretStore.h"

namespace baro::app {

// settingsPath: of the file of settings; null where that is empty. mayPrompt: somebody who is there may be
// asked to unlock the keyring. For commands, which wait for it.
std::shared_ptr<http::SecretStore> secretStore(const std::string& settingsPath, bool mayPrompt);

// For programs that stay: nothing waits long for the keyring, and any threads may ask at once.
std::shared_ptr<http::SecretStore> backgroundSecretStore(const std::string& settingsPath, bool mayPrompt);

}  // namespace baro::app
