#include "core/remotewrite/ServerEntries.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <mutex>
#include <optional>
#include <utility>

#include "core/config/ConfigFile.h"
#include "core/http/HeaderText.h"
#include "core/promql/NumberScan.h"
#include "core/remotewrite/RemoteWriteFile.h"
#include "core/yaml/YamlEdit.h"
#include "core/yaml/YamlText.h"

namespace baro::remotewrite {
namespace {

using http::Connection;

constexpr const char* askedList = "servers";
constexpr const char* writtenList = "remote_write";

// The file is read, changed and written: by one at a time.
std::mutex& serversMutex() {
    static std::mutex mutex;
    return mutex;
}

bool isReachedAlike(const Connection& a, const Connection& b) {
    return a.name == b.name && a.user == b.user && a.hasToken == b.hasToken && a.tokenType == b.tokenType &&
           a.secretFile == b.secretFile && a.secret == b.secret && a.headers == b.headers && a.tls == b.tls;
}

// Relative to the folder of the file where it is in there.
std::string pathText(const std::string& path, const std::filesystem::path& folder) {
    const std::string begin = folder.string() + "/";
    return path.starts_with(begin) ? path.substr(begin.size()) : path;
}

void setText(YamlNode& map, const char* key, const std::string& text) {
    if (!text.empty()) setYaml(map, key, yamlScalar(text));
}

YamlNode basicOf(const Connection& connection, const std::filesystem::path& folder) {
    YamlNode node;
    if (connection.user.empty()) return node;
    setText(node, "username", connection.user);
    setText(node, "password_file", pathText(connection.secretFile, folder));
    setText(node, "password", connection.secret);
    return node;
}

YamlNode tokenOf(const Connection& connection, const std::filesystem::path& folder) {
    YamlNode node;
    if (!connection.hasToken) return node;
    setText(node, "type", connection.tokenType);
    setText(node, "credentials_file", pathText(connection.secretFile, folder));
    setText(node, "credentials", connection.secret);
    return node;
}

YamlNode tlsOf(const http::Tls& tls, const std::filesystem::path& folder) {
    YamlNode node;
    setText(node, "ca_file", pathText(tls.caFile, folder));
    setText(node, "cert_file", pathText(tls.certificateFile, folder));
    setText(node, "key_file", pathText(tls.keyFile, folder));
    setText(node, "server_name", tls.serverName);
    if (tls.skipsVerification) {
        YamlNode yes = yamlScalar("true");
        setYaml(node, "insecure_skip_verify", std::move(yes));
    }
    return node;
}

YamlNode headersOf(const std::vector<http::Header>& headers) {
    YamlNode node;
    for (const auto& [name, value] : headers)
        setYaml(node, name, yamlScalar(value));
    return node;
}

std::string durationOf(std::chrono::milliseconds duration) {
    return promql::durationText(duration.count());
}

// Only what is another than before.
std::vector<YamlChange> changesOf(const Connection& before, const Connection& wanted,
                                  const std::filesystem::path& folder) {
    std::vector<YamlChange> changes;
    const auto change = [&changes](const char* key, YamlNode value) {
        changes.push_back({key, std::move(value)});
    };
    if (before.name != wanted.name) change("name", yamlScalar(wanted.name));
    if (before.url != wanted.url) change("url", yamlScalar(wanted.url));
    const bool isSameSecret = before.secretFile == wanted.secretFile && before.secret == wanted.secret;
    if (!isSameSecret || before.user != wanted.user) change("basic_auth", basicOf(wanted, folder));
    if (!isSameSecret || before.hasToken != wanted.hasToken || before.tokenType != wanted.tokenType)
        change("authorization", tokenOf(wanted, folder));
    if (before.headers != wanted.headers) change("headers", headersOf(wanted.headers));
    if (before.tls != wanted.tls) change("tls_config", tlsOf(wanted.tls, folder));
    if (before.timeout != wanted.timeout) change("remote_timeout", yamlScalar(durationOf(wanted.timeout)));
    return changes;
}

YamlNode itemOf(const std::vector<YamlChange>& changes) {
    YamlNode item;
    for (const auto& [key, value] : changes)
        if (!value.isNull()) setYaml(item, key, value);
    return item;
}

// What one list of the file says of an entry, before and afterwards.
struct Part {
    const char* list;
    std::optional<Connection> before;
    std::optional<std::size_t> place;  // of before
    std::optional<Connection> wanted;
    std::vector<YamlChange> more;  // beside those of the connection
};

Result<std::string> withPart(std::string_view text, const Part& part, const std::filesystem::path& folder) {
    if (!part.before && !part.wanted) return std::string(text);
    if (part.before && !part.place)
        return failed(part.before->name + " does not stand in the file any more; look at it again");
    if (!part.wanted) return withItemRemoved(text, part.list, *part.place);
    auto changes = changesOf(part.before.value_or(Connection{}), *part.wanted, folder);
    changes.insert(changes.end(), part.more.begin(), part.more.end());
    if (!part.before) return withItemAdded(text, part.list, itemOf(changes));
    if (changes.empty()) return std::string(text);
    return withItemChanged(text, part.list, *part.place, changes);
}

Part askedPart(std::string_view text, const std::string& path, const ServerEntry* before,
               const ServerEntry* wanted) {
    Part part{askedList, {}, {}, {}, {}};
    if (before != nullptr && before->isAsked()) part.before = before->connection;
    if (wanted != nullptr && wanted->isAsked()) part.wanted = wanted->connection;
    const auto file = http::parseServersFile(text, path, false);
    for (std::size_t at = 0; part.before && at < file.servers.size(); ++at)
        if (file.servers[at] == *part.before) part.place = file.places[at];
    return part;
}

Part writtenPart(std::string_view text, const std::string& path, const ServerEntry* before,
                 const ServerEntry* wanted) {
    Part part{writtenList, {}, {}, {}, {}};
    if (wanted != nullptr && wanted->isWritten()) part.wanted = wanted->writeConnection();
    const std::int64_t usual = before != nullptr && before->isWritten() ? before->writeInterval : 15'000;
    if (part.wanted && wanted->writeInterval != usual)
        part.more.push_back(
            {"interval", yamlScalar(durationOf(std::chrono::milliseconds(wanted->writeInterval)))});
    if (before == nullptr || !before->isWritten()) return part;
    part.before = before->writeConnection();
    const auto file = parseRemoteWrite(text, path, false);
    for (std::size_t at = 0; at < file.servers.size(); ++at) {
        const Connection& connection = file.servers[at].connection;
        if (!isReachedAlike(connection, *part.before) || connection.url != part.before->url) continue;
        part.place = file.places[at];
        part.before = connection;
        // Its time is its own, unless that of the entry was changed.
        if (part.wanted && before->isAsked() && wanted->connection.timeout == before->connection.timeout)
            part.wanted->timeout = connection.timeout;
    }
    return part;
}

void addKeys(std::vector<http::SecretKey>& keys, const ServerEntry& entry) {
    if (!entry.keepsSecret()) return;
    if (entry.isAsked()) keys.push_back({entry.connection.url, entry.connection.user});
    if (entry.isWritten()) keys.push_back({entry.writeUrl, entry.connection.user});
}

std::vector<http::SecretKey> keysOf(const ServerEntry& entry) {
    std::vector<http::SecretKey> keys;
    addKeys(keys, entry);
    return keys;
}

// Those of the entry that no entry of the text needs.
void forgetUnneeded(http::SecretStore& secrets, const ServerEntry& before, const ServerEntries& now) {
    std::vector<http::SecretKey> needed;
    for (const ServerEntry& entry : now.all)
        addKeys(needed, entry);
    for (const http::SecretKey& key : keysOf(before))
        if (std::ranges::find(needed, key) == needed.end()) (void)secrets.forget(key);
}

Result<std::string> keptSecret(http::SecretStore& secrets, const ServerEntry& entry,
                               const std::string& typed) {
    Result<std::string> place = std::string();
    for (const http::SecretKey& key : keysOf(entry))
        if (place = secrets.keep(key, typed); !place) return place;
    return place;
}

// The password of an address that is asked is that of the address that is written to, too.
Status passSecretOn(http::SecretStore& secrets, const ServerEntry* before, const ServerEntry& wanted) {
    if (before == nullptr || !wanted.keepsSecret() || before->connection.user != wanted.connection.user ||
        before->connection.url != wanted.connection.url || before->isWritten() || !wanted.isWritten())
        return Done{};
    const auto known = secrets.find(http::SecretKey::of(wanted.connection));
    if (!known) return Done{};
    const auto kept = secrets.keep({wanted.writeUrl, wanted.connection.user}, *known);
    return kept ? Status(Done{}) : Status(kept.error());
}

Result<http::ConnectionText> textOfFile(const std::string& path) {
    auto text = http::readConnectionText(path);
    if (!text && text.error().kind == ErrorKind::Absent) return http::ConnectionText{};
    return text;
}

Error nowhereToSave() {
    return absent("there is no folder for settings, so no server can be kept; set HOME or XDG_CONFIG_HOME");
}

}  // namespace

bool ServerEntry::keepsSecret() const {
    return (!connection.user.empty() || connection.hasToken) && connection.secretFile.empty() &&
           connection.secret.empty();
}

Connection ServerEntry::writeConnection() const {
    Connection written = connection;
    written.url = writeUrl;
    return written;
}

ServerEntries serverEntries(std::string_view text, const std::string& path, bool isForAll) {
    ServerEntries entries;
    const auto asked = http::parseServersFile(text, path, isForAll);
    const auto written = parseRemoteWrite(text, path, isForAll);
    for (const Connection& connection : asked.servers)
        entries.all.push_back({connection, {}, 15'000});
    for (const WrittenServer& server : written.servers) {
        const auto same = std::ranges::find_if(entries.all, [&server](const ServerEntry& entry) {
            return entry.isAsked() && !entry.isWritten() &&
                   isReachedAlike(entry.connection, server.connection);
        });
        const bool isNew = same == entries.all.end();
        ServerEntry& entry = isNew ? entries.all.emplace_back() : *same;
        if (isNew) {
            entry.connection = server.connection;
            entry.connection.url.clear();
        }
        entry.writeUrl = server.connection.url;
        entry.writeInterval = server.windows.interval;
    }
    for (const auto* problems : {&asked.problems, &written.problems})
        for (const FileProblem& problem : *problems)
            if (std::ranges::find(entries.problems, problem) == entries.problems.end())
                entries.problems.push_back(problem);
    return entries;
}

ServerEntries readServerEntries(const std::string& path) {
    if (path.empty()) return {};
    const auto read = textOfFile(path);
    if (read) return serverEntries(read->text, path, read->isForAll);
    return {{}, {{path, 0, read.error().message}}};
}

Result<std::string> withEntry(std::string_view text, const std::string& path, bool isForAll,
                              const ServerEntry* before, const ServerEntry& wanted) {
    const auto folder = std::filesystem::path(path).parent_path();
    if (!wanted.isAsked() && !wanted.isWritten())
        return malformed("a server has an address that is asked, or one that is written to");
    if (before != nullptr && before->isWritten() && wanted.isWritten() &&
        before->connection.name != wanted.connection.name)
        return malformed("what was sent to a server is known by its name, which stays as it is");
    auto changed = withPart(text, askedPart(text, path, before, &wanted), folder);
    if (changed) changed = withPart(*changed, writtenPart(*changed, path, before, &wanted), folder);
    if (!changed) return failed(path + ", " + changed.error().message);
    // What the file then says is what was wanted.
    const ServerEntries now = serverEntries(*changed, path, isForAll);
    const auto isIt = [&wanted](const ServerEntry& entry) {
        return isReachedAlike(entry.connection, wanted.connection) &&
               entry.connection.url == wanted.connection.url && entry.writeUrl == wanted.writeUrl;
    };
    if (std::ranges::any_of(now.all, isIt)) return changed;
    const ServerEntries was = serverEntries(text, path, isForAll);
    for (const FileProblem& problem : now.problems)
        if (std::ranges::none_of(was.problems,
                                 [&problem](const auto& old) { return old.message == problem.message; }))
            return malformed(problem.message);
    return failed("the file would not say of this server what it should");
}

Result<std::string> withoutEntry(std::string_view text, const std::string& path, const ServerEntry& before) {
    const auto folder = std::filesystem::path(path).parent_path();
    auto changed = withPart(text, askedPart(text, path, &before, nullptr), folder);
    if (changed) changed = withPart(*changed, writtenPart(*changed, path, &before, nullptr), folder);
    if (!changed) return failed(path + ", " + changed.error().message);
    return changed;
}

Result<std::string> saveEntry(const std::string& path, http::SecretStore& secrets, const ServerEntry* before,
                              ServerEntry wanted, const std::string& typed) {
    if (path.empty()) return nowhereToSave();
    const std::lock_guard lock(serversMutex());
    const auto read = textOfFile(path);
    if (!read) return read.error();
    if (!typed.empty()) {
        if (!http::isHeaderValue(typed)) return malformed("a password or token has one line");
        wanted.connection.secret.clear();
        wanted.connection.secretFile.clear();
    }
    const auto changed = withEntry(read->text, path, read->isForAll, before, wanted);
    if (!changed) return changed;
    Result<std::string> place = std::string();
    if (!typed.empty())
        place = keptSecret(secrets, wanted, typed);
    else if (const Status passed = passSecretOn(secrets, before, wanted); !passed)
        return passed.error();
    if (!place) return place;
    if (const Status written = replaceKeepingAccess(path, *changed); !written) return written.error();
    if (before != nullptr) forgetUnneeded(secrets, *before, serverEntries(*changed, path, read->isForAll));
    return place;
}

Status removeEntry(const std::string& path, http::SecretStore& secrets, const ServerEntry& before) {
    const std::lock_guard lock(serversMutex());
    const auto read = textOfFile(path);
    if (!read) return read.error();
    const auto changed = withoutEntry(read->text, path, before);
    if (!changed) return changed.error();
    if (const Status written = replaceKeepingAccess(path, *changed); !written) return written;
    forgetUnneeded(secrets, before, serverEntries(*changed, path, read->isForAll));
    return Done{};
}

}  // namespace baro::remotewrite
