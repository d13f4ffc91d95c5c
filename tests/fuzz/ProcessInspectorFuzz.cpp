#include "platform/linux/ProcessConnections.h"
#include "platform/linux/ProcessInspector.h"
#include "tests/fuzz/FuzzInput.h"

BARO_FUZZ_TARGET(ProcessInspectorFuzz, text) {
    using namespace baro::platform;
    const std::set<std::uint64_t> wanted{0, 1, 2, 3, 11, 111, 222};
    for (const auto& connection : parseInternetSockets(text, "tcp", wanted))
        baro::fuzz::require(connection.local.find(':') != std::string::npos);
    (void)parseInternetSockets(text, "udp6", wanted);
    for (const auto& connection : parseUnixSockets(text, wanted))
        baro::fuzz::require(connection.local.find('\n') == std::string::npos);
    for (const auto& [key, value] : parseStatusLines(text))
        baro::fuzz::require(!key.empty());
    for (const auto& [name, value] : parseEnvironment(text))
        baro::fuzz::require(name.find('=') == std::string::npos);
    (void)socketInode(text);
}
