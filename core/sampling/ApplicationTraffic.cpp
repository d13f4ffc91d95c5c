#include "core/sampling/ApplicationTraffic.h"

#include <algorithm>

#include "core/sampling/CounterRise.h"

namespace baro {
namespace {

const ProcessFacts* factsOf(const ProcessIdentity& identity, const ProcessTable& table) {
    const auto found = std::ranges::lower_bound(table.processes, identity, {}, &Process::identity);
    return found != table.processes.end() && found->identity == identity ? found->facts.get() : nullptr;
}

}  // namespace

std::vector<ApplicationTraffic::Increase> ApplicationTraffic::settle(const Section<SocketTraffic>& traffic,
                                                                     const ProcessTable& now,
                                                                     const ProcessTable* before) {
    std::vector<Increase> increases;
    if (hasSettled(traffic)) return increases;
    settled_ = traffic.shared();
    if (!traffic) return increases;
    std::map<ProcessIdentity, Known> stillThere;
    for (const ProcessTraffic& process : traffic->processes) {
        Known known;
        if (const auto found = known_.find(process.identity); found != known_.end())
            known = std::move(found->second);
        else if (!counts_)
            known.told = process;
        const ProcessFacts* facts = factsOf(process.identity, now);
        if (facts == nullptr && before != nullptr) facts = factsOf(process.identity, *before);
        if (facts != nullptr) known.application = facts->application;
        if (facts != nullptr || !known.application.empty()) {
            increases.push_back({.application = known.application,
                                 .receivedBytes = rise(known.told.receivedBytes, process.receivedBytes),
                                 .sentBytes = rise(known.told.sentBytes, process.sentBytes)});
            known.told = process;
        }
        stillThere.insert_or_assign(process.identity, std::move(known));
    }
    known_ = std::move(stillThere);
    counts_ = true;
    return increases;
}

}  // namespace baro
