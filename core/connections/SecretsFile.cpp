#include "core/connections/SecretsFile.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "core/base/Escape.h"
#include "core/base/Json.h"
#include "core/base/JsonWriter.h"
#include "core/config/ConfigFile.h"
#include "core/connections/ServersFile.h"

namespace baro::http {
namespace {

bool isUtf8(std::string_view text) {
    return validUtf8(text) == text;
}

// A token may stand without a user.
bool isSecret(const Json& entry) {
    const auto isText = [&entry](std::string_view name) {
        const Json* const found = entry.member(name);
        return found != nullptr && found->text() != nullptr;
    };
    return isText("url") && isText("secret") && (isText("user") || entry.member("user") == nullptr);
}

}  // namespace

std::string secretsPath(const std::string& settingsPath) {
    return (std::filesystem::path(settingsPath).parent_path() / secretsFileName).string();
}

Result<std::vector<KeptSecret>> parseSecrets(std::string_view text) {
    // What reads as something else would be sent to a server, and written over with the next change.
    const auto json = isUtf8(text) ? Json::parse(text) : malformed("");
    const Json::Array* const entries = json ? json->array() : nullptr;
    if (entries == nullptr || !std::ranges::all_of(*entries, isSecret))
        return malformed("no list of secrets");
    std::vector<KeptSecret> all;
    for (const Json& entry : *entries)
        all.push_back({{std::string(textOf(entry, "url")), std::string(textOf(entry, "user"))},
                       std::string(textOf(entry, "secret"))});
    return all;
}

std::string secretsText(const std::vector<KeptSecret>& all) {
    JsonWriter json;
    json.open('[');
    for (const KeptSecret& kept : all) {
        json.open('{');
        json.key("url");
        json.text(kept.key.url);
        json.key("user");
        json.text(kept.key.user);
        json.key("secret");
        json.text(kept.secret);
        json.close('}');
    }
    json.close(']');
    return std::move(json).take() + "\n";
}

Result<std::vector<KeptSecret>> SecretsFile::read() const {
    const auto content = readConnectionText(path_);
    if (!content && content.error().kind == ErrorKind::Absent) return std::vector<KeptSecret>();
    if (!content) return content.error();
    if (content->isForAll)
        return denied(path_ + " may be read by others; take their right: chmod 600 " + path_);
    auto all = parseSecrets(content->text);
    if (!all) return malformed(path_ + " is damaged; delete it and give the passwords again");
    return all;
}

Status SecretsFile::write(const std::vector<KeptSecret>& all) const {
    return replaceConfigText(path_, secretsText(all));
}

Result<std::string> SecretsFile::find(const SecretKey& key) {
    const auto all = read();
    if (!all) return all.error();
    const auto found = std::ranges::find(*all, key, &KeptSecret::key);
    if (found == all->end()) return absent(path_ + " has no secret for " + key.url);
    return found->secret;
}

Result<std::string> SecretsFile::keep(const SecretKey& key, const std::string& secret) {
    if (!isUtf8(key.url) || !isUtf8(key.user) || !isUtf8(secret))
        return malformed("a password that is no UTF-8 cannot be kept in " + path_);
    auto all = read();
    if (!all) return all.error();
    std::erase_if(*all, [&key](const KeptSecret& kept) { return kept.key == key; });
    all->push_back({key, secret});
    if (const Status written = write(*all); !written) return written.error();
    return path_;
}

Status SecretsFile::forget(const SecretKey& key) {
    auto all = read();
    if (!all) return all.error();
    if (std::erase_if(*all, [&key](const KeptSecret& kept) { return kept.key == key; }) == 0) return Done{};
    return write(*all);
}

}  // namespace baro::http
