#include "core/model/ReapedTraffic.h"

#include <algorithm>

namespace baro {
namespace {

const Process* findPid(const ProcessTable& table, std::int32_t pid) {
    const auto byPid = [](const Process& process) { return process.identity.pid; };
    const auto found = std::ranges::lower_bound(table.processes, pid, {}, byPid);
    return found != table.processes.end() && found->identity.pid == pid ? &*found : nullptr;
}

bool livesOn(const Process& process, const ProcessTable& now) {
    const Process* found = findPid(now, process.identity.pid);
    return found != nullptr && found->identity == process.identity;
}

// Parents that ended as well handed theirs on.
const Process* livingAncestor(const Process& process, const ProcessTable& before, const ProcessTable& now) {
    constexpr int deepest = 64;  // a damaged recording may hold a circle
    const Process* ancestor = findPid(before, process.parentPid);
    for (int depth = 0; ancestor != nullptr && depth < deepest; ++depth) {
        if (livesOn(*ancestor, now)) return ancestor;
        ancestor = findPid(before, ancestor->parentPid);
    }
    return nullptr;
}

}  // namespace

std::unordered_map<std::int32_t, Traffic> reapedTraffic(const ProcessTable& before, const ProcessTable& now) {
    std::unordered_map<std::int32_t, Traffic> reaped;
    for (const Process& process : before.processes) {
        if ((!process.diskReadBytes && !process.diskWrittenBytes) || livesOn(process, now)) continue;
        const Process* heir = livingAncestor(process, before, now);
        if (heir == nullptr) continue;
        Traffic& traffic = reaped[heir->identity.pid];
        traffic.readBytes += process.diskReadBytes.value_or(0);
        traffic.writtenBytes += process.diskWrittenBytes.value_or(0);
    }
    return reaped;
}

}  // namespace baro
