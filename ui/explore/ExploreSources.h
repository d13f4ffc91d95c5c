// Whom a page of Explore asks: what is ticked, the servers behind it, and their names for completion. GUI
// thread only.
#pragma once

#include <QObject>
#include <QStringList>
#include <memory>
#include <vector>

#include "ui/PageContext.h"
#include "ui/explore/ExploreServer.h"
#include "ui/explore/SeriesNames.h"
#include "ui/explore/ServerNames.h"

namespace baro::ui {

class ExploreResult;
class SourceChoice;

class ExploreSources : public QObject {
    Q_OBJECT
  public:
    // choice and result outlive what is asked: letGo() comes before they go.
    ExploreSources(const PageContext& context, SourceChoice& choice, ExploreResult& result,
                   SeriesNames& names, QObject* parent = nullptr);
    ~ExploreSources() override;

    // Whom these pages are about: this machine, or the server of the host.
    QStringList home() const;
    const QStringList& ticked() const;
    bool asksHere() const;
    bool asksServers() const;
    // Quietly: nothing is asked before apply().
    void tick(const QStringList& sources);
    // The result asks whoever is ticked from the next question on.
    void apply();
    void letGo();
    // Names of servers, unless they were read lately.
    void readNames();
    void wantLabels(const QString& metric);

  signals:
    void
    changed();  // somebody ticked others, or there are other servers: what is written is to be asked anew

  private:
    void takeServers();

    const PageContext context_;
    SourceChoice& choice_;
    ExploreResult& result_;
    SeriesNames& names_;
    ServerNames serverNames_;
    std::vector<std::unique_ptr<ExploreServer>> servers_;
    QStringList applied_;
    bool isApplied_ = false;
};

}  // namespace baro::ui
