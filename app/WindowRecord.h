// Keeps the record while the window runs, unless another process does, and tells the window how that goes.
// GUI thread only.
#pragma once

#include <QTimer>
#include <string>

#include "core/base/Subscription.h"
#include "core/config/Settings.h"
#include "core/history/RecordKeeper.h"
#include "core/sampling/FrameHub.h"
#include "core/series/SeriesSource.h"
#include "ui/Navigation.h"

namespace baro::app {

class WindowRecord {
  public:
    // All of them must outlive it. live: keeps what it has for an hour.
    WindowRecord(const std::string& directory, const Settings& settings, FrameHub& hub,
                 const SeriesSource& live, ui::Navigation& navigation);

  private:
    void tell();

    const std::string directory_;
    ui::Navigation& navigation_;
    history::RecordKeeper keeper_;
    const Subscription feeding_;
    QTimer telling_;
};

// One sentence for people; empty while nothing is known.
QString inWords(const history::RecordKeeper::State& state, const std::string& directory);

}  // namespace baro::app
