// Where passwords and tokens are kept that stand in no file of the user's: the desktop's keyring, or a file.
// No message holds one of them.
#pragma once

#include <compare>
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
    auto operator<=>(const SecretKey&) const = default;

    static SecretKey of(const Connection& connection) { return {connection.url, connection.user}; }
};

// Any thread, one at a time. May wait for a person who unlocks a keyring.
class SecretStore {
  public:
    virtual ~SecretStore() = default;
    // Absent: there is none for this key.
    virtual Result<std::string> find(const SecretKey& key) = 0;
    // Gives where it is now, as place() says it. Absent: this store is not there.
    virtual Result<std::string> keep(const SecretKey& key, const std::string& secret) = 0;
    virtual Status forget(const SecretKey& key) = 0;  // also when there is none
    // Where a secret would be kept, for people: "the desktop's keyring", a path. Absent: nowhere.
    virtual Result<std::string> place() = 0;
};

// Several stores as one: the first that has it, the first that takes it.
class SecretStores final : public SecretStore {
  public:
    explicit SecretStores(std::vector<std::unique_ptr<SecretStore>> stores) : stores_(std::move(stores)) {}
    // Where no store has it, why one could not say, if one could not.
    Result<std::string> find(const SecretKey& key) override;
    // One that is there and does not take it is not gone round: who does not unlock the keyring wants no file
    // instead, and what it has of before would be found first.
    Result<std::string> keep(const SecretKey& key, const std::string& secret) override;
    Status forget(const SecretKey& key) override;
    Result<std::string> place() override;

  private:
    const std::vector<std::unique_ptr<SecretStore>> stores_;
};

}  // namespace baro::http
