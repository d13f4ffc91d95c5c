// What goes on while the window runs, looked at or not: the record is kept and written to servers, rules are
// watched, alerts are told and sent, metrics are served. GUI thread only.
#pragma once

#include <optional>

#include "app/EndpointSwitch.h"
#include "app/PageSources.h"
#include "app/PastFailures.h"
#include "app/SampledMachine.h"
#include "app/WatchedRules.h"
#include "app/WindowAlerts.h"
#include "app/WindowRecord.h"
#include "app/WindowScope.h"
#include "app/WindowSending.h"
#include "app/WindowWriting.h"

namespace baro::app {

// Whom they serve. All of it must outlive them.
struct ServicedWindow {
    const WindowScope& scope;
    Settings& settings;
    SampledMachine& machine;
    PageSources& sources;
    ui::TrayIcon& tray;
    ui::MainWindow& window;
};

class WindowServices {
  public:
    explicit WindowServices(const ServicedWindow& serviced);

    // Until one of them, no rule is read and nothing recorded. The first picture waits neither for the disk
    // nor for a processor that reads rules; there may be none.
    void begin();
    void beginAfterFirstPicture();
    void stop();  // when the sampler has ended, before any of them goes

  private:
    void keepRecord();
    void watchRules();
    void showAlerts();
    void serveMetrics();
    Families ownFamilies() const;

    const ServicedWindow for_;
    std::optional<WindowWriting> writing_;
    std::optional<WindowRecord> recording_;
    std::optional<WindowSending> sending_;
    std::optional<WatchedRules> rules_;
    std::optional<WindowAlerts> telling_;
    std::optional<EndpointSwitch> endpoint_;
    std::optional<RememberedFailures> remembered_;
    bool hasBegun_ = false;
};

}  // namespace baro::app
