// Secrets in a file that only the user may read: where there is no keyring.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/connections/SecretStore.h"

namespace baro::http {

inline constexpr std::string_view secretsFileName = "secrets";  // beside the file of settings

std::string secretsPath(const std::string& settingsPath);

struct KeptSecret {
    SecretKey key;
    std::string secret;
    bool operator==(const KeptSecret&) const = default;
};

// What the file says. Malformed, without any of it, when a part of it is no secret: an entry without "url" or
// "secret", one that is no text, bytes that are no UTF-8.
Result<std::vector<KeptSecret>> parseSecrets(std::string_view text);
// The file; everything must be UTF-8.
std::string secretsText(const std::vector<KeptSecret>& all);

class SecretsFile final : public SecretStore {
  public:
    // Read at each call, written whole with the rights 0600. Refused when others may read it; Malformed when
    // it is damaged, and for a secret to keep that is not UTF-8.
    explicit SecretsFile(std::string path) : path_(std::move(path)) {}

    Result<std::string> find(const SecretKey& key) override;
    Result<std::string> keep(const SecretKey& key, const std::string& secret) override;
    Status forget(const SecretKey& key) override;
    Result<std::string> place() override { return path_; }

  private:
    Result<std::vector<KeptSecret>> read() const;
    Status write(const std::vector<KeptSecret>& all) const;

    const std::string path_;
};

}  // namespace baro::http
