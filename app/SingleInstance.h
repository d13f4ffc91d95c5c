// One window a user: a second start raises the first one.
#pragma once

#include <QObject>

class QLocalServer;

namespace baro::app {

class SingleInstance : public QObject {
    Q_OBJECT
  public:
    using QObject::QObject;

    // True when another one runs; it was asked to come to the front. Otherwise this is the one from now on.
    bool handOver();

  signals:
    void raiseWanted();

  private:
    void listen(const QString& name);
    QLocalServer* server_ = nullptr;
};

}  // namespace baro::app
