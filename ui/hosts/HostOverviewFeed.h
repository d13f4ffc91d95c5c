// All hosts at a glance: this machine and those of every server, worst first, as of the cursor's moment.
// Asked only while somebody looks. GUI thread only.
#pragma once

#include <QObject>
#include <QString>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/hosts/HostFigures.h"
#include "ui/PageContext.h"
#include "ui/SeriesFeed.h"
#include "ui/hosts/HostDirectory.h"
#include "ui/hosts/ServerFigures.h"

namespace baro::ui {

// What is known of a host.
struct OverviewHost {
    QString key;                       // unique and stable
    std::optional<ListedHost> listed;  // nothing: this machine
    QString name;                      // as shown
    QString server;                    // empty: this machine
    HostState state = HostState::Up;
    std::optional<std::int64_t> lastSeen = {};  // of one that is not up; milliseconds since 1970
    QString problem = {};                       // why its last scrape failed
    bool isStale = false;                       // its server does not answer
    HostStanding standing = {};
    std::array<std::vector<double>, hostTrends.size()> trends = {};  // oldest first, NaN where unknown
};
using OverviewHostPtr = std::shared_ptr<const OverviewHost>;  // sealed

class HostOverviewFeed : public QObject {
    Q_OBJECT
  public:
    explicit HostOverviewFeed(const PageContext& context, QObject* parent = nullptr);
    ~HostOverviewFeed() override;

    void setWatched(bool isWatched);
    void refresh();

    // Worst first.
    const std::vector<OverviewHostPtr>& hosts() const { return hosts_; }
    // A sentence for each server that did not answer, with how old is what is shown of it.
    QStringList problems() const;
    // Some server has not answered for the first time yet.
    bool isLoading() const;

  signals:
    void changed();

  private:
    void followServers();
    void followCursor();
    void watchThisMachine();
    void takeThisMachine(const SeriesAnswer& answer);
    void takeTrends(const SeriesAnswer& answer);
    void askDown();
    void listServers();
    void arrange();
    OverviewHost thisMachine() const;
    OverviewHost hostOf(const ListedHost& listed, const ServerFigures& figures) const;

    const PageContext context_;
    std::vector<std::unique_ptr<ServerFigures>> servers_;
    OverviewHost here_;
    std::unique_ptr<SeriesWatch> figures_;  // of this machine
    std::unique_ptr<SeriesWatch> trends_;
    bool isWatched_ = false;
    std::vector<OverviewHostPtr> elsewhere_;  // server by server
    std::vector<OverviewHostPtr> hosts_;
};

}  // namespace baro::ui
