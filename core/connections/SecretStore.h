// Where passwords and tokens are kept that stand in no file of the user's: the desktop's keyring, or a file.
// No message holds one of them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/Result.h"
#include "core/http/Connection.h"

namespace baro::http {

// A secret belongs to an address: to no other one it is ever sent.
struct SecretKey {
    std::string url;
    std::string user;  // empty: a token
    bool operator==(const SecretKey&) const = default;

    static SecretKey of(const Connection& connection) { return {connection.url, connection.user}; }
};

// Any thread, one at a time. May wait for a person who unlocks a keyring.
class SecretStore {
  public:
    virtual ~SecretStore() = default;
    // Absent: there is none for this key.
    virtual Result<std::string> find(const SecretKey& key) = 0;
    virtual Status keep(const SecretKey& key, const std::string& secret) = 0;
    virtual Status forget(const SecretKey& key) = 0;  // also when there is none
};

// Several stores as one: the first that has it, the first that takes it.
class SecretStores final : public SecretStore {
  public:
    explicit SecretStores(std::vector<std::unique_ptr<SecretStore>> stores) : stores_(std::move(stores)) {}
    // Where no store has it, why one could not say, if one could not.
    Result<std::string> find(const SecretKey& key) override;
    Status keep(const SecretKey& key, const std::string& secret) override;
    Status forget(const SecretKey& key) override;

  private:
    const std::vector<std::unique_ptr<SecretStore>> stores_;
};

}  // namespace baro::http
