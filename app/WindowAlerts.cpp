#include "app/WindowAlerts.h"

#include "ui/MainWindow.h"
#include "ui/TimeCursor.h"
#include "ui/alerts/AlertFeed.h"
#include "ui/alerts/AlertTeller.h"
#include "ui/alerts/RecordedEvidence.h"
#include "ui/alerts/SilenceFeed.h"
#include "ui/tray/TrayIcon.h"
#include "ui/widgets/AlertBanner.h"

namespace baro::app {

WindowAlerts::WindowAlerts(alerts::AlertEngine* engine, const Clock& clock, const ui::PageContext& context,
                           ui::TrayIcon& tray, ui::MainWindow& window) {
    if (engine == nullptr) return;
    const ui::TellingParts parts{*engine,        context.settings,   clock, context.frames,
                                 context.format, context.navigation, tray,  window.alertBanner()};
    teller_ = std::make_unique<ui::AlertTeller>(parts, context.silences.silences(),
                                                [] { return QDBusConnection::sessionBus(); });
    QObject::connect(
        teller_.get(), &ui::AlertTeller::showWanted, &window,
        [&window, &context](qint64 moment, const Labels& labels) {
            const auto evidence = context.alerts.evidence(labels, moment);
            window.bringToFront();
            ui::travelToAlert(context.cursor, evidence == nullptr ? moment : evidence->moment);
            window.openPage(evidence == nullptr ? QStringLiteral("processes") : ui::pageOf(evidence->fault));
        });
}

WindowAlerts::~WindowAlerts() = default;

}  // namespace baro::app
