#include "ui/hosts/ThisMachineThere.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "ui/FrameFeed.h"
#include "ui/hosts/ServerPast.h"

namespace baro::ui {
namespace {

bool isTarget(const HostTarget& target, const HostTarget& named) {
    return target.instance == named.instance && target.job == named.job;
}

// As the file has it; what is known of the host says whether there is a Barograph.
WatchedHost namedHost(const HostDirectory& directory, const HostDirectory::Client& client,
                      const std::string& name) {
    HostTarget named;
    for (const auto& [label, value] : client->connection().thisMachine) {
        if (label == "instance")
            named.instance = value;
        else if (label == "job")
            named.job = value;
        else
            named.others.push_back({label, LabelMatcher::Kind::Equal, value});
    }
    for (const ListedHost& listed : directory.hosts())
        if (listed.client == client && isTarget(listed.host.target, named))
            named.hasBarograph = listed.host.target.hasBarograph;
    return {client, std::move(named), name};
}

}  // namespace

std::optional<WatchedHost> thisMachineIn(const HostDirectory& directory, const Frame& frame) {
    const auto& host = frame.readings.host;
    const std::string name = host ? host->name : std::string();
    for (const HostDirectory::Client& client : directory.servers())
        if (!client->connection().thisMachine.empty()) return namedHost(directory, client, name);
    if (!host || !host->bootTimeSeconds) return std::nullopt;
    std::vector<KnownHost> known;
    for (const ListedHost& listed : directory.hosts())
        known.push_back(listed.host);
    const auto found = machineIn(known, name, *host->bootTimeSeconds);
    if (!found) return std::nullopt;
    const ListedHost& listed = directory.hosts()[*found];
    return WatchedHost{listed.client, listed.host.target, listed.host.name};
}

ThisMachineThere::ThisMachineThere(HostDirectory& directory, const FrameFeed& frames, ServerPast& past,
                                   QObject* parent)
    : QObject(parent), directory_(directory), frames_(frames), past_(past) {
    connect(&past, &ServerPast::sought, this, &ThisMachineThere::look);
    connect(&directory, &HostDirectory::serversChanged, this, [this] {
        isSought_ = false;
        past_.setHasServers(!directory_.servers().empty());
    });
    connect(&directory, &HostDirectory::changed, this, &ThisMachineThere::takeChange);
}

void ThisMachineThere::look() {
    isSought_ = true;
    directory_.refresh();
    takeChange();
}

// A server that is away for a moment still knows it: what is there stays.
void ThisMachineThere::takeChange() {
    if (!isSought_ || directory_.isAsking() || frames_.newest() == nullptr) return;
    if (const auto host = thisMachineIn(directory_, *frames_.newest())) return past_.setHost(*host);
    if (!past_.isThere()) past_.setUnknown(directory_.problems().join(QLatin1Char('\n')));
}

}  // namespace baro::ui
