#include "ui/hosts/HostDirectory.h"

#include <chrono>
#include <string>
#include <utility>

#include "ui/MachineText.h"
#include "ui/hosts/GuiThread.h"

namespace baro::ui {
namespace {

constexpr std::chrono::seconds newEnough{10};

// Of an instant query, whose points have the time of the question.
std::vector<HostSample> samplesOf(const prometheus::QueryAnswer& answer) {
    return newestSamples(answer.series);
}

}  // namespace

HostDirectory::HostDirectory(QObject* parent) : QObject(parent) {
    pause_.setSingleShot(true);
    pause_.setInterval(newEnough);
}

HostDirectory::~HostDirectory() = default;

void HostDirectory::setServers(std::vector<Client> servers) {
    ++round_;
    underWay_ = 0;
    servers_ = std::move(servers);
    known_.clear();
    for (const Client& client : servers_)
        known_.push_back({client, {}, {}, 0, {}, {}, {}});
    pause_.stop();
    emit serversChanged();
    list();
}

void HostDirectory::refresh() {
    if (isAsking() || pause_.isActive() || known_.empty()) return;
    ++round_;
    pause_.start();
    for (std::size_t place = 0; place < known_.size(); ++place) {
        known_[place].asked.clear();
        known_[place].missing = 2;
        known_[place].problem.clear();
        underWay_ += 2;
        ask(place, hostsNowQuery, &Known::now);
        ask(place, hostsLatelyQuery, &Known::lately);
    }
}

void HostDirectory::ask(std::size_t place, std::string_view question, std::vector<HostSample> Known::*into) {
    Known& known = known_[place];
    known.asked.push_back(known.client->query(
        {std::string(question), {}},
        toldOnGuiThread<prometheus::QueryAnswer>(
            this, [this, round = round_, place, into](Result<prometheus::QueryAnswer> answer) {
                take(round, place, into, std::move(answer));
            })));
}

void HostDirectory::take(std::uint64_t round, std::size_t place, std::vector<HostSample> Known::*into,
                         Result<prometheus::QueryAnswer> answer) {
    if (round != round_) return;
    Known& known = known_[place];
    --underWay_;
    if (answer)
        known.*into = samplesOf(*answer);
    else
        known.problem = machineText(answer.error().message);
    if (--known.missing > 0) return;
    known.asked.clear();
    // A server that is away for a moment has not lost its hosts.
    if (known.problem.isEmpty()) known.hosts = hostsIn(known.now, known.lately);
    list();
}

void HostDirectory::list() {
    hosts_.clear();
    std::vector<NamedHost> named;
    for (const Known& known : known_)
        for (const KnownHost& host : known.hosts) {
            hosts_.push_back({known.client, host, {}});
            named.push_back({&host, known.client->connection().name});
        }
    const std::vector<std::string> names = menuNames(named);
    for (std::size_t place = 0; place < hosts_.size(); ++place)
        hosts_[place].menuName = machineText(names[place]);
    emit changed();
}

QStringList HostDirectory::problems() const {
    QStringList all;
    for (const Known& known : known_)
        if (!known.problem.isEmpty()) all << known.problem;
    return all;
}

}  // namespace baro::ui
