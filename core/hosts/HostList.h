// The hosts that one server knows, from what it says of its targets.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/hosts/HostSeries.h"
#include "core/hosts/HostTarget.h"

namespace baro {

// What to ask, as two instant queries: what there is now, and which machines there were within a day, for one
// that is down has only `up` left.
inline constexpr std::string_view hostsNowQuery =
    R"({__name__=~"up|node_uname_info|node_boot_time_seconds|node_exporter_build_info|barograph_build_info"})";
inline constexpr std::string_view hostsLatelyQuery = "last_over_time(node_uname_info[1d])";

enum class HostState {
    Up,
    Down,    // its last scrape failed
    Silent,  // it sends its samples by itself and has sent none lately, or is scraped no more
};

// A machine. Two targets on it (a node_exporter and a Barograph) are one host when they say the same of
// kernel, name and time of start.
struct KnownHost {
    std::string name;  // nodename
    HostState state = HostState::Up;
    std::string exporter;  // "Barograph 1.2", "node_exporter 1.5.0"; empty: something else, or not known
    HostTarget target;     // the one that tells most: Barograph before others, up before down
    std::vector<HostTarget> others;
    std::optional<double> bootedAt = {};  // seconds since 1970-01-01 UTC

    bool operator==(const KnownHost&) const = default;
};

// Ascending by name, then instance and job. Targets that never told of a kernel are no machines (a database,
// the server itself) and are left out. Times do not matter: the server left out what is stale.
std::vector<KnownHost> hostsIn(std::span<const HostSample> now, std::span<const HostSample> lately);

// The place of the one that is a certain machine: of this name, and started at the same time, save for
// rounding. Names alone are also those of copies. Nothing: none of them is.
std::optional<std::size_t> machineIn(std::span<const KnownHost> hosts, std::string_view name,
                                     double bootedAt);

// Names for a menu, one for each and each once: "office", or with as much of instance, job and server as
// tells equal ones apart: "office (10.0.0.7:9100, node)".
struct NamedHost {
    const KnownHost* host = nullptr;
    std::string server;
};
std::vector<std::string> menuNames(std::span<const NamedHost> hosts);

}  // namespace baro
