#include "core/base/Json.h"
#include "core/connections/SecretsFile.h"
#include "tests/fuzz/FuzzInput.h"
#include "tests/fuzz/TwistedBytes.h"

using namespace baro;

namespace {

constexpr std::string_view seedSecrets =
    R"([{"url":"https://a","user":"me","secret":"s3cret"},{"url":"https://a","secret":"\u00fc\"\\"}])";

// Every entry is there as it stands, none is made of something else, and what is read is written and read
// again as the same.
void checkSecrets(std::string_view text) {
    const auto all = http::parseSecrets(text);
    if (!all) {
        fuzz::require(all.error().kind == ErrorKind::Malformed);
        return fuzz::require(all.error().message.find("s3cret") == std::string::npos);
    }
    const auto json = Json::parse(text);
    fuzz::require(json && json->array() != nullptr && json->array()->size() == all->size());
    for (std::size_t i = 0; i < all->size(); ++i) {
        const Json& entry = *json->element(i);
        const Json* const secret = entry.member("secret");
        fuzz::require(entry.member("url")->text() != nullptr &&
                      *entry.member("url")->text() == (*all)[i].key.url);
        fuzz::require(secret->text() != nullptr && *secret->text() == (*all)[i].secret);
        fuzz::require(entry.member("user") == nullptr ? (*all)[i].key.user.empty()
                                                      : *entry.member("user")->text() == (*all)[i].key.user);
    }
    const auto again = http::parseSecrets(http::secretsText(*all));
    fuzz::require(again && *again == *all);
}

}  // namespace

BARO_FUZZ_TARGET(SecretsFileFuzz, text) {
    checkSecrets(text);
    checkSecrets(fuzz::twisted(std::string(seedSecrets), text));
}
