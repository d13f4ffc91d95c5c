// Which hosts the servers know. Asked when somebody wants to see them, and now and then while they do. GUI
// thread only.
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>
#include <memory>
#include <optional>
#include <vector>

#include "core/hosts/HostList.h"
#include "core/prometheus/ServerClient.h"

namespace baro::ui {

struct ListedHost {
    std::shared_ptr<const prometheus::ServerClient> client;
    KnownHost host;
    QString menuName;  // each once, as it is shown
};

class HostDirectory : public QObject {
    Q_OBJECT
  public:
    using Client = std::shared_ptr<const prometheus::ServerClient>;

    explicit HostDirectory(QObject* parent = nullptr);
    ~HostDirectory() override;

    // Those of before are forgotten, and so are their hosts.
    void setServers(std::vector<Client> servers);
    const std::vector<Client>& servers() const { return servers_; }
    // Asks every server, unless that was done a moment ago.
    void refresh();

    const std::vector<ListedHost>& hosts() const { return hosts_; }
    // A sentence for each server that did not answer.
    QStringList problems() const;
    bool isAsking() const { return underWay_ > 0; }
    // Shows it in the window. Nothing: this machine.
    void choose(const std::optional<ListedHost>& host) { emit chosen(host); }
    // Where servers are named; empty: nowhere.
    void setPlace(const QString& path) { place_ = path; }
    const QString& place() const { return place_; }

  signals:
    void serversChanged();  // before changed()
    void changed();
    void chosen(const std::optional<baro::ui::ListedHost>& host);

  private:
    struct Known {
        Client client;
        std::vector<HostSample> now, lately;
        int missing = 0;  // answers of the round under way
        QString problem;
        std::vector<KnownHost> hosts;
        std::vector<std::unique_ptr<http::Carriage>> asked;
    };
    void ask(std::size_t place, std::string_view question, std::vector<HostSample> Known::*into);
    void take(std::uint64_t round, std::size_t place, std::vector<HostSample> Known::*into,
              Result<prometheus::QueryAnswer> answer);
    void list();

    std::vector<Client> servers_;
    std::vector<Known> known_;
    std::vector<ListedHost> hosts_;
    std::uint64_t round_ = 0;
    int underWay_ = 0;
    QString place_;
    QTimer pause_;  // while it runs, what is known is new enough
};

}  // namespace baro::ui
