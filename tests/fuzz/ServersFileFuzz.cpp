#include "core/connections/ServersFile.h"
#include "tests/fuzz/FuzzInput.h"

using namespace baro;

// What is of use is whole, and what is wrong has a place.
BARO_FUZZ_TARGET(ServersFileFuzz, text) {
    const auto file = http::parseServersFile(text, "/d/servers.yml", false);
    for (const http::Connection& server : file.servers)
        fuzz::require(server.url.starts_with("http") && !server.name.empty());
    for (const FileProblem& problem : file.problems)
        fuzz::require(toString(problem).starts_with("/d/servers.yml:"));
}
