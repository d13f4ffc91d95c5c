#include "app/SingleInstance.h"

#include <unistd.h>

#include <QLocalServer>
#include <QLocalSocket>
#include <QStandardPaths>

#include "core/base/Log.h"

namespace baro::app {
namespace {

constexpr int answerMilliseconds = 500;

// In the user's runtime folder, which others cannot enter; without one the user's number keeps names apart.
QString socketName() {
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    if (!folder.isEmpty()) return folder + QStringLiteral("/barograph.socket");
    return QStringLiteral("barograph-%1").arg(getuid());
}

}  // namespace

bool SingleInstance::handOver() {
    const QString name = socketName();
    QLocalSocket socket;
    socket.connectToServer(name);
    if (socket.waitForConnected(answerMilliseconds)) {
        socket.waitForDisconnected(answerMilliseconds);
        return true;
    }
    listen(name);
    return false;
}

void SingleInstance::listen(const QString& name) {
    server_ = new QLocalServer(this);
    server_->setSocketOptions(QLocalServer::UserAccessOption);
    // What a crashed one left behind: nobody answered on it.
    QLocalServer::removeServer(name);
    if (!server_->listen(name)) {
        log(Severity::Warning,
            "cannot listen on " + name.toStdString() +
                ", so a second start will open a second window: " + server_->errorString().toStdString());
        return;
    }
    // The connection is the whole message.
    connect(server_, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket* caller = server_->nextPendingConnection()) {
            caller->disconnectFromServer();
            caller->deleteLater();
        }
        emit raiseWanted();
    });
}

}  // namespace baro::app
