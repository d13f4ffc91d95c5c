// The servers of servers.yml as people see them: what is asked and what is written to under one name is one
// entry. Entries are read out of the text, and changed in it: whatever else stands there stays as it is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/Result.h"
#include "core/connections/SecretStore.h"
#include "core/connections/ServersFile.h"

namespace baro::remotewrite {

struct ServerEntry {
    http::Connection connection;          // url: that is asked; empty: it is only written to
    std::string writeUrl;                 // empty: nothing is written to it
    std::int64_t writeInterval = 15'000;  // milliseconds

    bool isAsked() const { return !connection.url.empty(); }
    bool isWritten() const { return !writeUrl.empty(); }
    // Whether its password or token is in the SecretStore.
    bool keepsSecret() const;
    http::Connection writeConnection() const;
    bool operator==(const ServerEntry&) const = default;
};

struct ServerEntries {
    std::vector<ServerEntry> all;       // those that are right: those that are asked, then the others
    std::vector<FileProblem> problems;  // each once
};

ServerEntries serverEntries(std::string_view text, const std::string& path, bool isForAll);
ServerEntries readServerEntries(const std::string& path);  // empty without such a file

// The text with the entry in the place of another one, or, where that is null, as a new one. What is not
// changed of the entry is not touched; of a name that it is written to by, nothing can be changed, for the
// cursor has it. Fails with what is wrong with the entry, or stands in the way.
Result<std::string> withEntry(std::string_view text, const std::string& path, bool isForAll,
                              const ServerEntry* before, const ServerEntry& wanted);
Result<std::string> withoutEntry(std::string_view text, const std::string& path, const ServerEntry& before);

// The file with those changes, replaced at once or not at all; who may read it stays as it was. typed: a new
// password or token, for the store; empty: there is none. It is kept first, so that no file names a server
// whose password is lost; what nobody needs any more is forgotten last. Gives where a typed one is kept, for
// people; else nothing. May wait for a keyring.
Result<std::string> saveEntry(const std::string& path, http::SecretStore& secrets, const ServerEntry* before,
                              ServerEntry wanted, const std::string& typed);
Status removeEntry(const std::string& path, http::SecretStore& secrets, const ServerEntry& before);

}  // namespace baro::remotewrite
