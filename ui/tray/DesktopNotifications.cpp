#include "ui/tray/DesktopNotifications.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QGuiApplication>
#include <utility>

namespace baro::ui {
namespace {

constexpr int notificationAnswerMilliseconds = 5000;
constexpr uint dismissedByPerson = 2;  // reasons of NotificationClosed
constexpr int serversOwnTimeout = -1;
constexpr qsizetype mostWaiting = 50;

const QString notificationService = QStringLiteral("org.freedesktop.Notifications");
const QString desktopEntry = QStringLiteral("org.barograph.Barograph");  // its icon has the same name
const QString notificationPath = QStringLiteral("/org/freedesktop/Notifications");

QDBusMessage notificationCall(const QString& method) {
    return QDBusMessage::createMethodCall(notificationService, notificationPath, notificationService, method);
}

}  // namespace

DesktopNotifications::DesktopNotifications(std::function<QDBusConnection()> bus, QObject* parent)
    : QObject(parent), makeBus_(std::move(bus)) {}

DesktopNotifications::~DesktopNotifications() = default;

// Signals of any sender: to ask who owns the name would wait for an answer. Only known ids count.
bool DesktopNotifications::connectBus() {
    if (bus_ && bus_->isConnected()) return true;
    delete std::exchange(watcher_, nullptr);
    forgetServer();
    bus_.emplace(makeBus_());
    if (!bus_->isConnected()) return false;
    bus_->connect({}, notificationPath, notificationService, QStringLiteral("ActionInvoked"), this,
                  SLOT(takeAction(uint, QString)));
    bus_->connect({}, notificationPath, notificationService, QStringLiteral("NotificationClosed"), this,
                  SLOT(takeClosed(uint, uint)));
    watcher_ = new QDBusServiceWatcher(notificationService, *bus_,
                                       QDBusServiceWatcher::WatchForUnregistration, this);
    connect(watcher_, &QDBusServiceWatcher::serviceUnregistered, this, &DesktopNotifications::forgetServer);
    return true;
}

// Another one may come, which knows none of the ids and can do other things.
void DesktopNotifications::forgetServer() {
    if (server_ == Server::Known) server_ = Server::Unknown;
    for (auto it = shown_.begin(); it != shown_.end();)
        it = it->isUnderWay ? std::next(it) : shown_.erase(it);
}

void DesktopNotifications::show(const DesktopNotification& notification) {
    if (!connectBus()) {
        emit failed(notification);
        return;
    }
    if (server_ == Server::Known) {
        send(notification);
        return;
    }
    waiting_.removeIf([&](const DesktopNotification& other) { return other.key == notification.key; });
    if (waiting_.size() >= mostWaiting) waiting_.removeFirst();
    waiting_.append(notification);
    if (server_ == Server::Unknown) askCapabilities();
}

void DesktopNotifications::call(const QDBusMessage& message,
                                std::function<void(QDBusPendingCallWatcher*)> answered) {
    auto* pending =
        new QDBusPendingCallWatcher(bus_->asyncCall(message, notificationAnswerMilliseconds), this);
    connect(pending, &QDBusPendingCallWatcher::finished, this,
            [answered = std::move(answered)](QDBusPendingCallWatcher* done) {
                done->deleteLater();
                answered(done);
            });
}

void DesktopNotifications::askCapabilities() {
    server_ = Server::Asked;
    call(notificationCall(QStringLiteral("GetCapabilities")), [this](QDBusPendingCallWatcher* done) {
        const QDBusPendingReply<QStringList> reply = *done;
        server_ = reply.isValid() ? Server::Known : Server::Unknown;
        if (reply.isValid()) capabilities_ = reply.value();
        for (const DesktopNotification& notification : std::exchange(waiting_, {})) {
            if (reply.isValid()) {
                send(notification);
            } else {
                emit failed(notification);
            }
        }
    });
}

QVariantList DesktopNotifications::arguments(const DesktopNotification& notification, uint replaced) const {
    QStringList actions;
    // A click anywhere is an action too; a name would make some services draw a second button for it.
    if (capabilities_.contains(QLatin1String("actions")))
        actions = {QStringLiteral("default"), QString(),
                   QStringLiteral("show"),    tr("Show"),
                   QStringLiteral("silence"), tr("Silence for an hour")};
    const bool hasMarkup = capabilities_.contains(QLatin1String("body-markup"));
    const QVariantMap hints{
        {QStringLiteral("urgency"), QVariant::fromValue(static_cast<uchar>(notification.urgency))},
        {QStringLiteral("desktop-entry"), desktopEntry}};
    return {QGuiApplication::applicationDisplayName(),
            replaced,
            desktopEntry,
            notification.title,
            hasMarkup ? notification.body.toHtmlEscaped() : notification.body,
            actions,
            hints,
            serversOwnTimeout};
}

void DesktopNotifications::send(const DesktopNotification& notification) {
    Shown& shown = shown_[notification.key];
    shown.closesThen = false;
    if (shown.isUnderWay) {
        shown.next = notification;
        return;
    }
    shown.isUnderWay = true;
    QDBusMessage message = notificationCall(QStringLiteral("Notify"));
    message.setArguments(arguments(notification, shown.id));
    call(message, [this, notification](QDBusPendingCallWatcher* done) { takeId(notification, done); });
}

void DesktopNotifications::takeId(const DesktopNotification& notification, QDBusPendingCallWatcher* call) {
    const QDBusPendingReply<uint> reply = *call;
    const Shown before = shown_.take(notification.key);
    if (!reply.isValid()) {
        server_ = Server::Unknown;
        if (!before.closesThen) emit failed(before.next.value_or(notification));
        return;
    }
    if (before.closesThen) {
        sendClose(reply.value());
        return;
    }
    shown_.insert(notification.key, {.id = reply.value(), .next = std::nullopt});
    if (before.next) send(*before.next);
}

void DesktopNotifications::close(const QString& key) {
    waiting_.removeIf([&](const DesktopNotification& other) { return other.key == key; });
    const auto found = shown_.find(key);
    if (found == shown_.end()) return;
    if (found->isUnderWay) {
        found->next.reset();
        found->closesThen = true;
        return;
    }
    const uint id = found->id;
    shown_.erase(found);
    sendClose(id);
}

void DesktopNotifications::sendClose(uint id) {
    QDBusMessage message = notificationCall(QStringLiteral("CloseNotification"));
    message.setArguments({id});
    call(message, [](QDBusPendingCallWatcher*) {});  // it may be gone already
}

QString DesktopNotifications::keyOf(uint id) const {
    for (auto it = shown_.begin(); it != shown_.end(); ++it)
        if (it->id == id && id != 0) return it.key();
    return {};
}

void DesktopNotifications::takeAction(uint id, const QString& action) {
    const QString key = keyOf(id);
    if (key.isEmpty()) return;
    if (action == QLatin1String("silence")) {
        emit silenceWanted(key);
    } else if (action == QLatin1String("show") || action == QLatin1String("default")) {
        emit showWanted(key);
    }
}

void DesktopNotifications::takeClosed(uint id, uint reason) {
    const QString key = keyOf(id);
    if (key.isEmpty()) return;
    Shown& shown = shown_[key];
    shown.id = 0;
    if (!shown.isUnderWay) shown_.remove(key);
    if (reason == dismissedByPerson) emit closedByPerson(key);
}

}  // namespace baro::ui
