#include "app/QuitSignals.h"

#include <fcntl.h>
#include <unistd.h>

#include <QCoreApplication>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>

namespace baro::app {
namespace {

constexpr std::array quitSignals{SIGINT, SIGTERM, SIGHUP};

// A handler may do nothing but write.
std::atomic<int> quitPipe = -1;

void askToQuit(int) {
    const int before = errno;
    const char byte = 0;
    [[maybe_unused]] const auto written = write(quitPipe, &byte, 1);
    errno = before;
}

}  // namespace

QuitSignals::QuitSignals() {
    if (pipe2(pipe_, O_CLOEXEC | O_NONBLOCK) != 0) return;  // they end the program as they always did
    quitPipe = pipe_[1];
    notifier_ = std::make_unique<QSocketNotifier>(pipe_[0], QSocketNotifier::Read);
    // Not quit(): it asks the window first, which would go to the tray.
    QObject::connect(notifier_.get(), &QSocketNotifier::activated, [] { QCoreApplication::exit(0); });
    for (const int signal : quitSignals) {
        struct sigaction known = {};
        if (sigaction(signal, nullptr, &known) != 0 || known.sa_handler == SIG_IGN) continue;
        struct sigaction action = {};
        action.sa_handler = askToQuit;
        // A second one changes nothing: whoever ends a whole group of processes sends several.
        action.sa_flags = SA_RESTART;
        sigaction(signal, &action, nullptr);
    }
}

QuitSignals::~QuitSignals() {
    for (const int signal : quitSignals) {
        struct sigaction known = {};
        if (sigaction(signal, nullptr, &known) != 0 || known.sa_handler != askToQuit) continue;
        known.sa_handler = SIG_DFL;
        sigaction(signal, &known, nullptr);
    }
    quitPipe = -1;
    for (const int end : pipe_)
        if (end >= 0) close(end);
}

}  // namespace baro::app
