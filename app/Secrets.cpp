#include "app/Secrets.h"

#include <utility>
#include <vector>

#include "core/connections/BackgroundSecrets.h"
#include "core/connections/SecretsFile.h"
#include "platform/linux/Keyring.h"

namespace baro::app {
namespace {

std::shared_ptr<http::SecretStore> besideFile(std::unique_ptr<http::SecretStore> keyring,
                                              const std::string& settingsPath) {
    if (settingsPath.empty()) return nullptr;
    std::vector<std::unique_ptr<http::SecretStore>> stores;
    stores.push_back(std::move(keyring));
    stores.push_back(std::make_unique<http::SecretsFile>(http::secretsPath(settingsPath)));
    return std::make_shared<http::SecretStores>(std::move(stores));
}

}  // namespace

std::shared_ptr<http::SecretStore> secretStore(const std::string& settingsPath, bool mayPrompt) {
    return besideFile(platform::makeKeyring({.mayPrompt = mayPrompt}), settingsPath);
}

std::shared_ptr<http::SecretStore> backgroundSecretStore(const std::string& settingsPath, bool mayPrompt) {
    return besideFile(std::make_unique<http::BackgroundSecrets>(
                          platform::makeKeyring({.mayPrompt = mayPrompt}), http::BackgroundSecrets::Pace{}),
                      settingsPath);
}

}  // namespace baro::app
