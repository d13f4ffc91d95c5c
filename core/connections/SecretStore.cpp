#include "core/connections/SecretStore.h"

namespace baro::http {

Result<std::string> SecretStores::find(const SecretKey& key) {
    Error why = absent("no secret is kept for " + key.url);
    for (const auto& store : stores_) {
        auto found = store->find(key);
        if (found) return found;
        if (found.error().kind != ErrorKind::Absent) why = found.error();
    }
    return why;
}

// One that stays in a later store would come back when the first is not there.
Result<std::string> SecretStores::keep(const SecretKey& key, const std::string& secret) {
    Result<std::string> kept = failed("there is no place to keep a secret");
    bool isKept = false;
    for (const auto& store : stores_) {
        if (isKept) {
            (void)store->forget(key);
            continue;
        }
        kept = store->keep(key, secret);
        isKept = kept.ok();
        if (!kept && kept.error().kind != ErrorKind::Absent) return kept;
    }
    return kept;
}

// A store that is not there has nothing to forget.
Status SecretStores::forget(const SecretKey& key) {
    Status forgotten = Done{};
    for (const auto& store : stores_)
        if (Status one = store->forget(key); !one && one.error().kind != ErrorKind::Absent) forgotten = one;
    return forgotten;
}

Result<std::string> SecretStores::place() {
    Result<std::string> place = absent("there is no place to keep a secret");
    for (const auto& store : stores_)
        if (place = store->place(); place) return place;
    return place;
}

}  // namespace baro::http
