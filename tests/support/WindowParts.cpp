#include "tests/support/WindowParts.h"

#include <QCoreApplication>
#include <QThread>

namespace baro::test {

Status RecordingControl::sendSignal(const ProcessIdentity& process, int signal) {
    return note(process, signal);
}

Status RecordingControl::setNice(const ProcessIdentity& process, int nice) {
    return note(process, nice);
}

std::vector<std::pair<int, std::string>> RecordingControl::signalNames() const {
    return {{9, "SIGKILL"}, {15, "SIGTERM"}, {18, "SIGCONT"}, {19, "SIGSTOP"}};
}

Status RecordingControl::note(const ProcessIdentity& process, int value) {
    onGuiThread = onGuiThread || QThread::currentThread() == QCoreApplication::instance()->thread();
    calls.emplace_back(process, value);
    if (failure) return *failure;
    return Done{};
}

}  // namespace baro::test
