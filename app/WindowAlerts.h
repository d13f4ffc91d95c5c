// Lets the window tell of alerts. GUI thread only.
#pragma once

#include <memory>

#include "core/alerts/AlertEngine.h"
#include "core/base/Clock.h"
#include "ui/PageContext.h"

namespace baro::ui {
class AlertTeller;
class MainWindow;
class TrayIcon;
}  // namespace baro::ui

namespace baro::app {

class WindowAlerts {
  public:
    // Nothing is told without an engine (null). All of them must outlive it.
    WindowAlerts(alerts::AlertEngine* engine, const Clock& clock, const ui::PageContext& context,
                 ui::TrayIcon& tray, ui::MainWindow& window);
    ~WindowAlerts();

  private:
    std::unique_ptr<ui::AlertTeller> teller_;
};

}  // namespace baro::app
