#include "app/WindowAlerts.h"

#include <QFileInfo>
#include <string>
#include <utility>

#include "core/alerts/Silences.h"
#include "core/config/Settings.h"
#include "ui/MainWindow.h"
#include "ui/TimeCursor.h"
#include "ui/alerts/AlertFeed.h"
#include "ui/alerts/AlertTeller.h"
#include "ui/alerts/RecordedEvidence.h"
#include "ui/tray/TrayIcon.h"
#include "ui/widgets/AlertBanner.h"

namespace baro::app {
namespace {

// Beside the settings; empty when there is no place for them.
std::string silencesPath(const Settings& settings) {
    if (settings.path().empty()) return {};
    const QFileInfo file(QString::fromStdString(settings.path()));
    return (file.absolutePath() + QStringLiteral("/silences.json")).toStdString();
}

}  // namespace

WindowAlerts::WindowAlerts(alerts::AlertEngine* engine, const Clock& clock, const ui::PageContext& context,
                           ui::TrayIcon& tray, ui::MainWindow& window) {
    if (engine == nullptr) return;
    const ui::TellingParts parts{*engine,        context.settings,   clock, context.frames,
                                 context.format, context.navigation, tray,  window.alertBanner()};
    teller_ = std::make_unique<ui::AlertTeller>(
        parts, std::make_shared<alerts::Silences>(silencesPath(context.settings)),
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
