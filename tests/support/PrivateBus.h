// A message bus of a test's own, without anybody on it, and a service that shows notifications there.
#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QObject>
#include <QProcess>
#include <QStringList>
#include <QVariantMap>

#include "tests/support/TemporaryTree.h"

namespace baro::test {

class PrivateBus {
  public:
    PrivateBus() {
        tree_.write("bus.conf", "<busconfig><type>session</type><listen>unix:tmpdir=" + tree_.path() +
                                    "</listen><policy context=\"default\"><allow send_destination=\"*\"/>"
                                    "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>");
        daemon_.start(QStringLiteral("dbus-daemon"),
                      {QStringLiteral("--config-file=") + QString::fromStdString(tree_.path("bus.conf")),
                       QStringLiteral("--nofork"), QStringLiteral("--print-address=1")});
        while (daemon_.waitForReadyRead() && !daemon_.canReadLine()) {
        }
        address_ = QString::fromLatin1(daemon_.readLine()).trimmed();
    }
    ~PrivateBus() {
        daemon_.kill();
        daemon_.waitForFinished();
    }
    PrivateBus(const PrivateBus&) = delete;
    PrivateBus& operator=(const PrivateBus&) = delete;

    bool isThere() const { return !address_.isEmpty(); }
    // One for each name.
    QDBusConnection connection(const QString& name) const {
        return QDBusConnection::connectToBus(address_, address_ + name);
    }

  private:
    const TemporaryTree tree_;
    QProcess daemon_;
    QString address_;
};

inline const QString notificationName = QStringLiteral("org.freedesktop.Notifications");

// What a service was asked to show.
struct AskedNotification {
    QString application;
    uint replaced = 0;
    QString title;
    QString body;
    QStringList actions;
    QVariantMap hints;
};

}  // namespace baro::test
