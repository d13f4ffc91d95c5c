// The desktop's keyring (GNOME Keyring, KWallet, KeePassXC) as a place of secrets: the Secret Service, asked
// over D-Bus (specifications.freedesktop.org/secret-service, sd-bus(3)). Why so:
// docs/adr/0034-secrets-are-kept-in-the-keyring.md.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "core/connections/SecretStore.h"

struct sd_bus;

namespace baro::platform {

struct KeyringManner {
    bool mayPrompt = false;  // whether somebody may be asked to unlock it; else a locked one says that it is
    std::chrono::milliseconds patience{5'000};          // with a call
    std::chrono::milliseconds promptPatience{100'000};  // with a person
};

// Gives a started connection, or a negative errno.
using OpenKeyringBus = std::function<int(sd_bus** bus)>;

// Connects when it is asked first, and anew after an error. Where no bus or no such service is, all is
// Absent; where it is locked, Denied. A person who does not unlock it is not asked again before something is
// to be kept. One thread at a time, which it may block as long as the manner says.
std::unique_ptr<http::SecretStore> makeKeyring(OpenKeyringBus open, KeyringManner manner);

// On the session bus.
std::unique_ptr<http::SecretStore> makeKeyring(KeyringManner manner);

}  // namespace baro::platform
