// Keeps the record while the window runs, unless another process does, and tells the window how that goes.
// GUI thread only.
#pragma once

#include <QTimer>
#include <cstdint>
#include <functional>
#include <string>

#include "app/SharedFrames.h"
#include "core/base/Subscription.h"
#include "core/config/Settings.h"
#include "core/history/RecordKeeper.h"
#include "core/sampling/FrameHub.h"
#include "core/series/SeriesSource.h"
#include "ui/Navigation.h"

namespace baro::app {

// Where the Frames of this window come from, and go to.
struct WindowFrames {
    FrameHub& hub;
    const Sampler& sampler;
    FollowedFrames& followed;
    std::string source;  // see frameSource()
};

class WindowRecord {
  public:
    // All of them must outlive it. live: keeps what it has for an hour. written: see RecordKeeperSettings.
    WindowRecord(const std::string& directory, const Settings& settings, const WindowFrames& frames,
                 const SeriesSource& live, ui::Navigation& navigation,
                 std::function<void(std::int64_t newest)> written);
    ~WindowRecord();

    // What came before is recorded too.
    void start();
    history::RecordKeeper& keeper() { return keeper_; }

  private:
    void tell();

    const std::string directory_;
    ui::Navigation& navigation_;
    FollowedFrames& followed_;
    history::RecordKeeper keeper_;
    SentFrames sent_;
    const Subscription feeding_;
    QTimer telling_;
};

// One sentence for people; empty while nothing is known.
QString inWords(const history::RecordKeeper::State& state, const std::string& directory);

}  // namespace baro::app
