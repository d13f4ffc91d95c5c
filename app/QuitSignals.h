// SIGINT, SIGTERM and SIGHUP end the window's event loop, so that a logout or a `kill` is an orderly end: the
// record is closed, and nothing looks as if it had broken off.
#pragma once

#include <QSocketNotifier>
#include <memory>

namespace baro::app {

// One in a program, while its QCoreApplication is there. Signals that are ignored stay so.
class QuitSignals {
  public:
    QuitSignals();
    ~QuitSignals();
    QuitSignals(const QuitSignals&) = delete;
    QuitSignals& operator=(const QuitSignals&) = delete;

  private:
    int pipe_[2] = {-1, -1};
    std::unique_ptr<QSocketNotifier> notifier_;
};

}  // namespace baro::app
