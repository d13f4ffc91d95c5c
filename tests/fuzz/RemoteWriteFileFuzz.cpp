#include "core/remotewrite/RemoteWriteFile.h"
#include "tests/fuzz/FuzzInput.h"

using namespace baro;

// A server that is of use can be written to, and its rules can be asked; what is wrong has a place.
BARO_FUZZ_TARGET(RemoteWriteFileFuzz, text) {
    const auto file = remotewrite::parseRemoteWrite(text, "/d/servers.yml", false);
    const Labels labels({{"__name__", "node_load1"}, {"device", "sda"}, {"job", "a"}});
    for (const remotewrite::WrittenServer& server : file.servers) {
        fuzz::require(server.connection.url.starts_with("http") && !server.key.empty());
        fuzz::require(server.windows.interval >= 1000);
        if (const auto changed = server.rules.applied(labels)) fuzz::require(!changed->pairs().empty());
    }
    for (const FileProblem& problem : file.problems)
        fuzz::require(toString(problem).starts_with("/d/servers.yml:"));
}
