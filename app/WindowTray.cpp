#include "app/WindowTray.h"

#include "core/base/Log.h"
#include "core/config/Settings.h"
#include "ui/MainWindow.h"

namespace baro::app {

WindowTray::WindowTray(const ui::PageContext& context, const std::vector<ui::PageEntry>& pages,
                       ui::MainWindow& window, const WindowOptions& options)
    : settings_(context.settings), window_(window), icon_(context, pages) {
    QObject::connect(&icon_, &ui::TrayIcon::windowWanted, &window, &ui::MainWindow::bringToFront);
    QObject::connect(&window, &ui::MainWindow::hiddenByClose, &icon_, [this] { tellOnce(); });
    // After the first paint: asking for a tray is a round trip over D-Bus that the picture need not wait for.
    if (options.screenshot.empty())
        QMetaObject::invokeMethod(
            &icon_, [this, startsHidden = options.hidden] { askForPlace(startsHidden); },
            Qt::QueuedConnection);
}

void WindowTray::askForPlace(bool startsHidden) {
    icon_.setWanted(settings_.boolean("tray.icon"));
    following_ = settings_.observe([this](const Setting& changed) {
        if (changed.key == "tray.icon") icon_.setWanted(settings_.boolean("tray.icon"));
    });
    window_.setClosing([this] { return closing(); });
    if (startsHidden && !icon_.isThere()) window_.showMinimized();
}

ui::MainWindow::Closing WindowTray::closing() const {
    using Closing = ui::MainWindow::Closing;
    if (icon_.isThere())
        return settings_.boolean("window.close-to-tray") ? Closing::GoesToTray : Closing::Quits;
    return settings_.text("window.close-without-tray") == "minimise" ? Closing::Minimises : Closing::Quits;
}

void WindowTray::tellOnce() {
    if (settings_.boolean("window.close-to-tray-told")) return;
    icon_.tell(ui::MainWindow::tr("Barograph goes on in the tray"),
               ui::MainWindow::tr("Closing the window keeps sampling. Quit it from the menu of this icon."));
    if (settings_.set("window.close-to-tray-told", "true") && !settings_.save())
        log(Severity::Warning, "cannot save the settings to " + settings_.path());
}

}  // namespace baro::app
