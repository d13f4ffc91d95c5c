#include "ui/alerts/ServerAlertFeed.h"

#include <QDateTime>
#include <algorithm>
#include <chrono>
#include <functional>
#include <utility>

#include "ui/MachineText.h"
#include "ui/hosts/GuiThread.h"

namespace baro::ui {
namespace {

using prometheus::RuleState;
using prometheus::ServerAlert;

constexpr std::chrono::seconds pauseBetween{15};  // as often as rules are usually evaluated, or oftener

int gravityOf(const ServerAlert& alert) {
    const int state = alert.state == RuleState::Firing ? 4 : 0;
    const auto severity = alert.labels.value("severity");
    return state + (severity == "critical" ? 2 : severity == "warning" ? 1 : 0);
}

}  // namespace

ServerAlertFeed::ServerAlertFeed(Client client, std::vector<HostTarget> targets, QObject* parent)
    : QObject(parent), client_(std::move(client)), targets_(std::move(targets)) {
    pause_.setSingleShot(true);
    pause_.setInterval(pauseBetween);
    connect(&pause_, &QTimer::timeout, this, &ServerAlertFeed::ask);
}

ServerAlertFeed::~ServerAlertFeed() = default;

QString ServerAlertFeed::serverName() const {
    return machineText(client_->connection().name);
}

void ServerAlertFeed::setWatched(bool isWatched) {
    if (isWatched == isWatched_) return;
    isWatched_ = isWatched;
    if (isWatched_) return ask();
    ++round_;
    asked_.clear();
    pause_.stop();
}

void ServerAlertFeed::setRulesWatched(bool isWatched) {
    if (isWatched == areRulesWatched_) return;
    areRulesWatched_ = isWatched;
    if (areRulesWatched_) refresh();
}

void ServerAlertFeed::refresh() {
    if (isWatched_) ask();
}

// What an earlier round brings is dropped.
void ServerAlertFeed::ask() {
    ++round_;
    asked_.clear();
    pause_.stop();
    roundProblem_.clear();
    underWay_ = areRulesWatched_ ? 2 : 1;
    const auto told = [this](void (ServerAlertFeed::*take)(const Result<prometheus::TreeAnswer>&)) {
        return toldOnGuiThread<prometheus::TreeAnswer>(
            this, [this, take, round = round_](const Result<prometheus::TreeAnswer>& answer) {
                if (round == round_) (this->*take)(answer);
            });
    };
    asked_.push_back(client_->alerts(told(&ServerAlertFeed::takeAlerts)));
    if (areRulesWatched_) asked_.push_back(client_->rules(told(&ServerAlertFeed::takeRules)));
}

void ServerAlertFeed::takeAlerts(const Result<prometheus::TreeAnswer>& answer) {
    if (!answer) return settle(answer.error());
    auto alerts = prometheus::readAlerts(answer->data);
    if (!alerts)
        return settle(Error{alerts.error().kind, client_->connection().name + ": " + alerts.error().message});
    std::erase_if(*alerts, [this](const ServerAlert& alert) {
        return isOfOneHost() && std::ranges::none_of(targets_, [&](const HostTarget& target) {
                   return isOf(target, alert.labels);
               });
    });
    std::ranges::stable_sort(*alerts, std::greater{}, gravityOf);
    alerts_ = std::move(*alerts);
    alertsAt_ = QDateTime::currentMSecsSinceEpoch();
    settle(Done{});
}

void ServerAlertFeed::takeRules(const Result<prometheus::TreeAnswer>& answer) {
    if (!answer) return settle(answer.error());
    auto groups = prometheus::readRules(answer->data);
    if (!groups)
        return settle(Error{groups.error().kind, client_->connection().name + ": " + groups.error().message});
    groups_ = std::move(*groups);
    rulesAt_ = QDateTime::currentMSecsSinceEpoch();
    settle(Done{});
}

void ServerAlertFeed::settle(const Status& status) {
    if (!status && roundProblem_.isEmpty()) roundProblem_ = machineText(status.error().message);
    if (--underWay_ > 0) return;
    asked_.clear();
    problem_ = roundProblem_;
    pause_.start();
    emit changed();
}

std::size_t ServerAlertFeed::firing() const {
    return static_cast<std::size_t>(std::ranges::count(alerts_, RuleState::Firing, &ServerAlert::state));
}

}  // namespace baro::ui
