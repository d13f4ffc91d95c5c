// Notifications of the desktop (https://specifications.freedesktop.org/notification-spec/latest/), over
// D-Bus. Nothing waits for an answer. GUI thread only.
#pragma once

#include <QDBusConnection>
#include <QHash>
#include <QObject>
#include <QString>
#include <QStringList>
#include <functional>
#include <optional>

class QDBusMessage;
class QDBusPendingCallWatcher;
class QDBusServiceWatcher;

namespace baro::ui {

struct DesktopNotification {
    enum class Urgency : unsigned char { Low, Normal, Critical };
    QString key;    // a later one of the same key takes its place
    QString title;  // plain text, one line
    QString body;   // plain text, few lines
    Urgency urgency = Urgency::Normal;
};

class DesktopNotifications : public QObject {
    Q_OBJECT
  public:
    // The bus is connected to when the first notification is shown.
    explicit DesktopNotifications(std::function<QDBusConnection()> bus, QObject* parent = nullptr);
    ~DesktopNotifications() override;

    void show(const DesktopNotification& notification);
    void close(const QString& key);

  signals:
    void showWanted(const QString& key);
    void silenceWanted(const QString& key);
    void closedByPerson(const QString& key);
    // Nobody shows notifications here; whoever wanted it finds another way.
    void failed(const baro::ui::DesktopNotification& notification);

  private slots:
    void takeAction(uint id, const QString& action);
    void takeClosed(uint id, uint reason);

  private:
    enum class Server { Unknown, Asked, Known };
    struct Shown {
        uint id = 0;  // 0: none yet
        bool isUnderWay = false;
        bool closesThen = false;
        std::optional<DesktopNotification> next;  // what is to be shown after the one under way
    };

    bool connectBus();
    void forgetServer();
    void askCapabilities();
    void send(const DesktopNotification& notification);
    void takeId(const DesktopNotification& notification, QDBusPendingCallWatcher* call);
    void sendClose(uint id);
    QString keyOf(uint id) const;
    QVariantList arguments(const DesktopNotification& notification, uint replaced) const;
    void call(const QDBusMessage& message, std::function<void(QDBusPendingCallWatcher*)> answered);

    const std::function<QDBusConnection()> makeBus_;
    std::optional<QDBusConnection> bus_;
    QDBusServiceWatcher* watcher_ = nullptr;
    Server server_ = Server::Unknown;
    QStringList capabilities_;
    QList<DesktopNotification> waiting_;  // for the capabilities
    QHash<QString, Shown> shown_;         // by key
};

}  // namespace baro::ui
