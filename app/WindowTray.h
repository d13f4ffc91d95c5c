// The icon in the tray, and what it has to do with closing the window. GUI thread only.
#pragma once

#include <vector>

#include "app/WindowOptions.h"
#include "core/base/Subscription.h"
#include "ui/MainWindow.h"
#include "ui/PageContext.h"
#include "ui/pages/Page.h"
#include "ui/tray/TrayIcon.h"

namespace baro::app {

class WindowTray {
  public:
    // All of them must outlive it. Follows the settings. The tray is asked for later, on the event loop.
    // Where there is none, a window that starts hidden starts minimised; a picture has none.
    WindowTray(const ui::PageContext& context, const std::vector<ui::PageEntry>& pages,
               ui::MainWindow& window, const WindowOptions& options);

    ui::TrayIcon& icon() { return icon_; }

  private:
    void askForPlace(bool startsHidden);
    ui::MainWindow::Closing closing() const;
    void tellOnce();

    Settings& settings_;
    ui::MainWindow& window_;
    ui::TrayIcon icon_;
    Subscription following_;  // from when the tray was asked for
};

}  // namespace baro::app
