// Who listens on a TCP port: for a person whose program cannot.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace baro::platform {

struct PortHolder {
    std::string address;              // "0.0.0.0:9100"
    std::optional<std::int32_t> pid;  // nothing when its descriptors are hidden from this user
    std::string name;                 // of the process; empty without a pid
    std::uint32_t userId = 0;
};

// Looks through every process that this user may look into: tens of milliseconds, so not on a thread that
// must be quick. A listening socket that several processes share is told once, with the lowest pid.
std::vector<PortHolder> holdersOf(const std::string& procfs, std::uint16_t port);

// "prometheus-node (pid 812) listens on 0.0.0.0:9100"; several are joined. Empty for none. Text of the
// machine is escaped.
std::string inWords(const std::vector<PortHolder>& holders);

}  // namespace baro::platform
