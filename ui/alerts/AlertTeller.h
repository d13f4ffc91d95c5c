// Tells people of alerts: by notifications of the desktop, else by the tray, else in the window, and by the
// command of the settings; and shows on the tray icon how alerts stand. GUI thread only; changes of alerts
// come from the thread that evaluates.
#pragma once

#include <QHash>
#include <QObject>
#include <QTimer>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "core/alerts/AlertEngine.h"
#include "core/alerts/Fault.h"
#include "core/base/Clock.h"
#include "core/base/Subscription.h"
#include "core/config/Settings.h"
#include "core/telling/AlertNotices.h"
#include "core/telling/QuietHours.h"
#include "core/telling/Silences.h"
#include "ui/alerts/AlertCommand.h"
#include "ui/alerts/NoticeText.h"
#include "ui/tray/DesktopNotifications.h"

namespace baro::ui {

class AlertBanner;
class Formatting;
class FrameFeed;
class Navigation;
class TrayIcon;

// All of it outlives the teller.
struct TellingParts {
    alerts::AlertEngine& engine;
    Settings& settings;
    const Clock& clock;
    FrameFeed& frames;
    const Formatting& format;
    Navigation& navigation;
    TrayIcon& tray;
    AlertBanner& banner;
};

class AlertTeller : public QObject {
    Q_OBJECT
  public:
    // The silences are read from their file, and written, on other threads.
    AlertTeller(const TellingParts& parts, std::shared_ptr<alerts::Silences> silences,
                std::function<QDBusConnection()> bus, QObject* parent = nullptr);
    ~AlertTeller() override;

    // What is due now. Called each second while something fires; tests call it themselves.
    void tellWhatIsDue();

  signals:
    // A person wants to see the alert: the moment at which it began to fire, milliseconds since 1970 UTC.
    void showWanted(qint64 momentMilliseconds, const baro::Labels& labels);

  private:
    struct Told {
        std::vector<alerts::NoticeGroup> of;
        qint64 moment = 0;
        Labels labels;  // of the first
        alerts::AlertSeverity severity = alerts::AlertSeverity::Info;
    };

    void follow();
    void adoptSettings();
    void take(const alerts::AlertChange& change);
    void takeFrame(const FramePtr& frame);
    void tellAll(std::vector<const alerts::AlertNotice*> notices);
    void tell(const alerts::AlertNotice& notice);
    void tellRest(std::span<const alerts::AlertNotice* const> notices);
    void send(const QString& key, const NoticeText& text, Told told);
    void withdraw(const alerts::NoticeGroup& of);
    void fallBack(const DesktopNotification& notification);
    void runCommand(const alerts::AlertNotice& notice);
    std::vector<alerts::BlamedProcess> blamed(alerts::FaultResource resource) const;
    alerts::Fault faultOf(const alerts::NoticeGroup& of) const;
    alerts::NoticeHush hush(const Instant& now) const;
    void showBadge();
    void show(const QString& key);
    void silence(const QString& key);
    void close(const QString& key);
    void save();

    const TellingParts parts_;
    const std::shared_ptr<alerts::Silences> silences_;
    DesktopNotifications notifications_;
    AlertCommand command_;
    alerts::AlertNotices notices_;
    alerts::QuietHours quietHours_;
    alerts::AlertStandingPtr standing_;  // the last one seen
    FramePtr before_;                    // the Frame before the newest
    FramePtr newest_;
    QHash<QString, Told> told_;  // by key
    QString toldByTray_;         // the key of what its hint was about
    QTimer ticks_;
    Subscription changes_;
    Subscription settingChanges_;
};

}  // namespace baro::ui
