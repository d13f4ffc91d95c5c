#include "core/connections/SecretsFile.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "core/base/Json.h"
#include "core/base/JsonWriter.h"
#include "core/config/ConfigFile.h"
#include "core/connections/ServersFile.h"

namespace baro::http {

std::string secretsPath(const std::string& settingsPath) {
    return (std::filesystem::path(settingsPath).parent_path() / secretsFileName).string();
}

Result<std::vector<SecretsFile::Kept>> SecretsFile::read() const {
    std::vector<Kept> all;
    const auto content = readConnectionText(path_);
    if (!content && content.error().kind == ErrorKind::Absent) return all;
    if (!content) return content.error();
    if (content->isForAll)
        return denied(path_ + " may be read by others; take their right: chmod 600 " + path_);
    const auto json = Json::parse(content->text);
    const Json::Array* const entries = json ? json->array() : nullptr;
    if (entries == nullptr) return malformed(path_ + " is damaged; delete it and give the passwords again");
    for (const Json& entry : *entries)
        all.push_back({{std::string(textOf(entry, "url")), std::string(textOf(entry, "user"))},
                       std::string(textOf(entry, "secret"))});
    return all;
}

Status SecretsFile::write(const std::vector<Kept>& all) const {
    JsonWriter json;
    json.open('[');
    for (const Kept& kept : all) {
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
    return replaceConfigText(path_, std::move(json).take() + "\n");
}

Result<std::string> SecretsFile::find(const SecretKey& key) {
    const auto all = read();
    if (!all) return all.error();
    const auto found = std::ranges::find(*all, key, &Kept::key);
    if (found == all->end()) return absent(path_ + " has no secret for " + key.url);
    return found->secret;
}

Result<std::string> SecretsFile::keep(const SecretKey& key, const std::string& secret) {
    auto all = read();
    if (!all) return all.error();
    std::erase_if(*all, [&key](const Kept& kept) { return kept.key == key; });
    all->push_back({key, secret});
    if (const Status written = write(*all); !written) return written.error();
    return path_;
}

Status SecretsFile::forget(const SecretKey& key) {
    auto all = read();
    if (!all) return all.error();
    if (std::erase_if(*all, [&key](const Kept& kept) { return kept.key == key; }) == 0) return Done{};
    return write(*all);
}

}  // namespace baro::http
