// What the pages are shown from: the record and what is in memory of it, the feeds that bring both to the
// window, what the person has added, and the servers that are known. GUI thread only.
#pragma once

#include <memory>

#include "app/SampledMachine.h"
#include "app/WindowScope.h"
#include "core/connections/SecretStore.h"
#include "core/history/Record.h"
#include "core/series/JoinedSeries.h"
#include "ui/Formatting.h"
#include "ui/FrameFeed.h"
#include "ui/Navigation.h"
#include "ui/PageContext.h"
#include "ui/SeriesFeed.h"
#include "ui/TimeCursor.h"
#include "ui/UserPages.h"
#include "ui/alerts/AlertFeed.h"
#include "ui/alerts/SilenceFeed.h"
#include "ui/connections/ServerBook.h"
#include "ui/hosts/HostDirectory.h"
#include "ui/hosts/ServerPast.h"
#include "ui/theme/Theme.h"

namespace baro::app {

class PageSources {
  public:
    // All of them must outlive it. From the machine it takes the past of a recording, where that is shown.
    PageSources(const WindowScope& scope, Settings& settings, SampledMachine& machine);

    // Of all that is in here, and so as long as that.
    const ui::PageContext& context() const { return context_; }
    const history::Record& record() const { return record_; }
    ui::ServerPast& serverPast() { return serverPast_; }
    const std::shared_ptr<http::SecretStore>& secrets() const { return secrets_; }

  private:
    ui::Theme theme_;
    ui::Formatting format_;
    ui::TimeCursor cursor_;
    ui::Navigation navigation_;
    const history::Record record_;
    const JoinedSeries all_;
    ui::FrameFeed frames_;
    ui::ServerPast serverPast_;
    ui::SeriesFeed series_;
    const Subscription following_;
    ui::UserPages userPages_;
    ui::UserPages historyPages_;
    ui::AlertFeed alertFeed_;
    ui::SilenceFeed silences_;
    ui::HostDirectory directory_;
    const std::shared_ptr<http::SecretStore> secrets_;
    ui::ServerBook serverBook_;
    const ui::PageContext context_;
};

}  // namespace baro::app
