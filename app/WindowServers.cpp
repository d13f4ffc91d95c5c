#include "app/WindowServers.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>
#include <chrono>
#include <optional>
#include <utility>
#include <vector>

#include "core/base/Log.h"
#include "core/config/Settings.h"
#include "core/prometheus/ServerClient.h"
#include "core/remote/NetworkCarrier.h"
#include "ui/MachineText.h"
#include "ui/Navigation.h"
#include "ui/connections/ServerBook.h"
#include "ui/hosts/HostDirectory.h"

namespace baro::app {
namespace {

constexpr std::chrono::milliseconds firstLook{300};  // the first picture does not wait for it
constexpr std::chrono::seconds laterLooks{5};

}  // namespace

// Looked at by one thread of the pool at a time, which may be at it still when the window goes.
struct WindowServers::File {
    explicit File(const std::string& path) : watch(path) {}
    http::ServersWatch watch;
    bool isLookedAt = false;  // the GUI thread's
};

WindowServers::WindowServers(const Settings& settings, std::shared_ptr<http::SecretStore> secrets,
                             ui::HostDirectory& directory, ui::ServerBook& book, ui::Navigation& navigation)
    : secrets_(std::move(secrets)),
      directory_(directory),
      book_(book),
      navigation_(navigation),
      file_(std::make_shared<File>(http::serversPath(settings.path()))) {
    if (settings.path().empty()) return;
    QObject::connect(&looks_, &QTimer::timeout, &looks_, [this] { look(); });
    QObject::connect(&book, &ui::ServerBook::saved, &looks_, [this] { look(); });
    looks_.start(firstLook);
}

// What asks goes before what carries.
WindowServers::~WindowServers() {
    directory_.setServers({});
}

void WindowServers::look() {
    looks_.setInterval(laterLooks);
    if (std::exchange(file_->isLookedAt, true)) return;
    QThreadPool::globalInstance()->start([this, file = file_, there = QPointer(&looks_)] {
        auto found = std::make_shared<const std::optional<http::ServersFile>>(file->watch.poll());
        QMetaObject::invokeMethod(QCoreApplication::instance(), [this, file, there, found] {
            file->isLookedAt = false;
            if (there != nullptr && *found) take(**found);
        });
    });
}

void WindowServers::take(const http::ServersFile& file) {
    for (const FileProblem& problem : file.problems) {
        log(Severity::Warning, toString(problem));
        navigation_.say(ui::machineText(toString(problem)));
    }
    book_.reread();
    if (!file.servers.empty() && carrier_ == nullptr) carrier_ = remote::makeNetworkCarrier();
    std::vector<ui::HostDirectory::Client> clients;
    for (const http::Connection& server : file.servers)
        clients.push_back(std::make_shared<const prometheus::ServerClient>(server, carrier_, secrets_));
    directory_.setServers(std::move(clients));
}

}  // namespace baro::app
