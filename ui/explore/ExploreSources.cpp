#include "ui/explore/ExploreSources.h"

#include <utility>

#include "core/hosts/HostSampler.h"
#include "ui/MachineText.h"
#include "ui/TimeCursor.h"
#include "ui/explore/ExploreResult.h"
#include "ui/explore/SourceChoice.h"
#include "ui/hosts/HostDirectory.h"

namespace baro::ui {
namespace {

constexpr std::int64_t namesReach = 86'400'000;  // of servers, whose past is long

}  // namespace

ExploreSources::ExploreSources(const PageContext& context, SourceChoice& choice, ExploreResult& result,
                               SeriesNames& names, QObject* parent)
    : QObject(parent), context_(context), choice_(choice), result_(result), names_(names) {
    connect(&serverNames_, &ServerNames::changed, this, [this] { names_.setOthers(serverNames_.index()); });
    connect(&context.hosts, &HostDirectory::serversChanged, this, &ExploreSources::takeServers);
    takeServers();
    tick(home());
    apply();
    connect(&choice_, &SourceChoice::changed, this, &ExploreSources::changed);
}

ExploreSources::~ExploreSources() = default;

QStringList ExploreSources::home() const {
    if (context_.host == nullptr) return {SourceChoice::thisMachine()};
    return {machineText(context_.host->client->connection().name)};
}

const QStringList& ExploreSources::ticked() const {
    return choice_.ticked();
}

bool ExploreSources::asksHere() const {
    return ticked().contains(SourceChoice::thisMachine());
}

bool ExploreSources::asksServers() const {
    return ticked() != QStringList(SourceChoice::thisMachine());
}

void ExploreSources::tick(const QStringList& sources) {
    const QSignalBlocker quiet(&choice_);
    choice_.tick(sources);
}

// Those of before go when nobody asks them any more.
void ExploreSources::takeServers() {
    std::vector<std::unique_ptr<ExploreServer>> servers;
    QStringList names;
    for (const HostDirectory::Client& client : context_.hosts.servers()) {
        servers.push_back(std::make_unique<ExploreServer>(client));
        names << servers.back()->name();
    }
    servers_.swap(servers);
    {
        const QSignalBlocker quiet(&choice_);
        choice_.setServers(names);
    }
    isApplied_ = false;
    apply();
    emit changed();
}

void ExploreSources::apply() {
    if (std::exchange(isApplied_, true) && applied_ == ticked()) return;
    applied_ = ticked();
    std::vector<ExploreServer*> asked;
    std::vector<HostDirectory::Client> clients;
    for (const auto& server : servers_)
        if (applied_.contains(server->name())) {
            asked.push_back(server.get());
            clients.push_back(server->client());
        }
    result_.setSources(asksHere(), std::move(asked));
    names_.setOffersOwn(asksHere());
    serverNames_.setServers(clients);
}

void ExploreSources::letGo() {
    result_.setSources(true, {});
}

void ExploreSources::readNames() {
    const std::int64_t newest = context_.cursor.newest();
    if (newest > 0) serverNames_.refresh({newest - namesReach, newest});
}

void ExploreSources::wantLabels(const QString& metric) {
    serverNames_.wantLabels(metric.toStdString());
}

}  // namespace baro::ui
