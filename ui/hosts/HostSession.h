// One host that a server knows, as the window shows it: what a page needs, from the server's series. It asks
// nothing while it is not on screen. GUI thread only.
#pragma once

#include <QObject>
#include <QString>
#include <memory>
#include <stop_token>

#include "core/base/Subscription.h"
#include "core/hosts/HostSampler.h"
#include "core/hosts/ServerSource.h"
#include "core/sampling/CollectionLog.h"
#include "core/sampling/DeniedProcesses.h"
#include "core/sampling/FrameHub.h"
#include "ui/FrameFeed.h"
#include "ui/Navigation.h"
#include "ui/PageContext.h"
#include "ui/SeriesFeed.h"
#include "ui/TimeCursor.h"
#include "ui/alerts/AlertFeed.h"
#include "ui/alerts/ServerAlertFeed.h"
#include "ui/alerts/SilenceFeed.h"

namespace baro::ui {

class HostSession : public QObject {
    Q_OBJECT
  public:
    // thisMachine: whose theme, settings and pages of the user's it shares; outlives it.
    HostSession(const PageContext& thisMachine, const WatchedHost& host, QObject* parent = nullptr);
    ~HostSession() override;

    const PageContext& context() const { return context_; }
    void setWatched(bool isWatched) {
        sampler_.setWatched(isWatched);
        serverAlerts_.setWatched(isWatched);
    }
    // Why what is shown may be out of date; empty: it is not.
    const QString& problem() const { return problem_; }

  signals:
    void problemChanged();

  private:
    void takeAnswer(const QString& problem);

    const WatchedHost host_;
    std::stop_source ending_;
    FrameHub hub_;
    TimeCursor cursor_;
    Navigation navigation_;
    ServerSource source_;
    CollectionLog collection_;
    Subscription collecting_;
    FrameFeed frames_;
    SeriesFeed series_;
    AlertFeed alerts_;
    SilenceFeed silences_;
    ServerAlertFeed serverAlerts_;
    DeniedProcessControl processControl_;
    DeniedProcessInspector processInspector_;
    const PageContext context_;
    QString problem_;
    HostSampler sampler_;  // last: its thread uses the rest
};

}  // namespace baro::ui
