// Secrets in memory; or a store that is out of order.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "core/connections/SecretStore.h"

namespace baro {

class FakeSecrets final : public http::SecretStore {
  public:
    Result<std::string> find(const http::SecretKey& key) override {
        if (problem) return *problem;
        const auto found = secrets.find({key.url, key.user});
        if (found == secrets.end()) return absent("none");
        return found->second;
    }
    Result<std::string> keep(const http::SecretKey& key, const std::string& secret) override {
        if (problem) return *problem;
        secrets[{key.url, key.user}] = secret;
        return std::string("memory");
    }
    Status forget(const http::SecretKey& key) override {
        if (problem) return *problem;
        secrets.erase({key.url, key.user});
        return Done{};
    }
    Result<std::string> place() override {
        if (problem) return *problem;
        return std::string("memory");
    }

    std::map<std::pair<std::string, std::string>, std::string> secrets;
    std::optional<Error> problem;
};

}  // namespace baro
