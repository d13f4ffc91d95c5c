// The alerts and rules of a server, which evaluates them: read-only, as of now, asked again and again while
// somebody looks. GUI thread only.
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/hosts/HostTarget.h"
#include "core/prometheus/ServerClient.h"
#include "core/prometheus/ServerRules.h"

namespace baro::ui {

class ServerAlertFeed : public QObject {
    Q_OBJECT
  public:
    using Client = std::shared_ptr<const prometheus::ServerClient>;

    // targets: those of one machine, whose alerts alone are given; none: the alerts of all.
    ServerAlertFeed(Client client, std::vector<HostTarget> targets, QObject* parent = nullptr);
    ~ServerAlertFeed() override;

    const Client& client() const { return client_; }
    QString serverName() const;
    bool isOfOneHost() const { return !targets_.empty(); }

    // Alerts are asked while this holds,
    void setWatched(bool isWatched);
    // and rules while this does, too.
    void setRulesWatched(bool isWatched);
    void refresh();

    // The gravest first: firing before pending, critical before warning before the rest.
    const std::vector<prometheus::ServerAlert>& alerts() const { return alerts_; }
    const std::vector<prometheus::ServerRuleGroup>& groups() const { return groups_; }
    std::size_t firing() const;
    // When each was answered last, milliseconds since 1970; nothing: not yet.
    std::optional<std::int64_t> alertsAt() const { return alertsAt_; }
    std::optional<std::int64_t> rulesAt() const { return rulesAt_; }
    // Why what is there may be out of date, or is not there; empty: it is neither.
    const QString& problem() const { return problem_; }

  signals:
    void changed();

  private:
    void ask();
    void takeAlerts(const Result<prometheus::TreeAnswer>& answer);
    void takeRules(const Result<prometheus::TreeAnswer>& answer);
    void settle(const Status& status);

    const Client client_;
    const std::vector<HostTarget> targets_;
    bool isWatched_ = false;
    bool areRulesWatched_ = false;
    std::vector<prometheus::ServerAlert> alerts_;
    std::vector<prometheus::ServerRuleGroup> groups_;
    std::optional<std::int64_t> alertsAt_;
    std::optional<std::int64_t> rulesAt_;
    QString problem_;
    QString roundProblem_;
    std::uint64_t round_ = 0;
    int underWay_ = 0;
    std::vector<std::unique_ptr<http::Carriage>> asked_;
    QTimer pause_;
};

}  // namespace baro::ui
