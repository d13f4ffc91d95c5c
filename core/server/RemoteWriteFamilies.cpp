#include "core/server/RemoteWriteFamilies.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "core/model/FamilyBuilder.h"

namespace baro {
namespace {

FamilyDescription perDestination(MetricKind kind, std::string help) {
    return {kind, std::move(help), {"destination"}};
}

}  // namespace

// prometheus_remote_storage_* are of a queue, and there is none here: the record is what waits.
Families remoteWriteFamilies(const std::vector<remotewrite::DestinationState>& states) {
    using enum MetricKind;
    const auto sent = perDestination(Counter, "Samples that a server took");
    const auto bytes = perDestination(Counter, "Bytes of requests that a server took, compressed");
    const auto dropped = perDestination(Counter, "Samples that a server will never take: too old, or wrong");
    const auto retried = perDestination(Counter, "Samples that were sent again, each time they were");
    const auto failing = perDestination(Gauge, "Whether samples do not reach a server at the moment");
    const auto missing = perDestination(Gauge, "Seconds of the record that a server has not got yet");
    const auto newest =
        perDestination(Gauge, "Time of the newest sample that a server has, in seconds since 1970");
    const auto lag =
        perDestination(Gauge, "Seconds by which a server's newest sample is behind the record's");
    FamilyBuilder families;
    for (const remotewrite::DestinationState& state : states) {
        const auto add = [&](std::string_view name, const FamilyDescription& description, auto value) {
            families.add(name, description, {state.name}, static_cast<double>(value));
        };
        add("barograph_remote_write_samples_total", sent, state.sent);
        add("barograph_remote_write_bytes_total", bytes, state.bytes);
        add("barograph_remote_write_samples_dropped_total", dropped, state.dropped);
        add("barograph_remote_write_samples_retried_total", retried, state.retried);
        add("barograph_remote_write_failing", failing, state.problem.empty() ? 0 : 1);
        // Unknown until this process records.
        if (state.recorded == 0) continue;
        add("barograph_remote_write_missing_seconds", missing, static_cast<double>(state.missing) / 1000);
        if (state.newest == 0) continue;
        add("barograph_remote_write_newest_timestamp_seconds", newest,
            static_cast<double>(state.newest) / 1000);
        add("barograph_remote_write_lag_seconds", lag,
            static_cast<double>(std::max<std::int64_t>(state.recorded - state.newest, 0)) / 1000);
    }
    return families.take();
}

}  // namespace baro
