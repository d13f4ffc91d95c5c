// Secrets in a file that only the user may read: where there is no keyring.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/connections/SecretStore.h"

namespace baro::http {

inline constexpr std::string_view secretsFileName = "secrets";  // beside the file of settings

std::string secretsPath(const std::string& settingsPath);

class SecretsFile final : public SecretStore {
  public:
    // Read at each call, written whole with the rights 0600. Refused when others may read it.
    explicit SecretsFile(std::string path) : path_(std::move(path)) {}

    Result<std::string> find(const SecretKey& key) override;
    Result<std::string> keep(const SecretKey& key, const std::string& secret) override;
    Status forget(const SecretKey& key) override;
    Result<std::string> place() override { return path_; }

  private:
    struct Kept {
        SecretKey key;
        std::string secret;
    };
    Result<std::vector<Kept>> read() const;
    Status write(const std::vector<Kept>& all) const;

    const std::string path_;
};

}  // namespace baro::http
