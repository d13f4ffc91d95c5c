// A store that may take long, such as a keyring that a person must unlock: asked on a thread of its own, so
// that who wants a secret for a request waits for a moment only. What was found is kept for a minute, and as
// long as the store does not say otherwise: one that is locked with the screen must not end the writing.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "core/connections/SecretStore.h"

namespace baro::http {

class BackgroundSecrets final : public SecretStore {
  public:
    struct Pace {
        std::chrono::milliseconds patience{250};            // for a secret that is wanted
        std::chrono::milliseconds patienceToKeep{120'000};  // until somebody has unlocked it
        std::chrono::milliseconds keptFor{60'000};
        std::chrono::milliseconds askedAgainAfter{5'000};  // what was not found
        std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;
    };

    // The store is used by the thread alone. One that hangs is left behind: it owns all that it uses.
    BackgroundSecrets(std::unique_ptr<SecretStore> store, Pace pace);
    ~BackgroundSecrets() override;
    BackgroundSecrets(const BackgroundSecrets&) = delete;
    BackgroundSecrets& operator=(const BackgroundSecrets&) = delete;

    // Any threads at once. Failed: not answered yet; asked again it may be.
    Result<std::string> find(const SecretKey& key) override;
    Result<std::string> keep(const SecretKey& key, const std::string& secret) override;
    Status forget(const SecretKey& key) override;
    Result<std::string> place() override;

  private:
    struct State;
    const std::shared_ptr<State> state_;  // shared with the thread, which may outlive this
};

}  // namespace baro::http
