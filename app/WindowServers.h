// The servers that the file servers.yml names, for the window's menu of hosts: read when the window is there,
// and whenever the file changes. GUI thread only; the file is read on another.
#pragma once

#include <QTimer>
#include <memory>

#include "core/connections/SecretStore.h"
#include "core/connections/ServersWatch.h"
#include "core/http/HttpCarrier.h"

namespace baro {
class Settings;
}

namespace baro::ui {
class HostDirectory;
class ServerBook;
class Navigation;
}  // namespace baro::ui

namespace baro::app {

class WindowServers {
  public:
    // directory, book and navigation outlive it. What is wrong with the file is said.
    WindowServers(const Settings& settings, std::shared_ptr<http::SecretStore> secrets,
                  ui::HostDirectory& directory, ui::ServerBook& book, ui::Navigation& navigation);
    ~WindowServers();

  private:
    struct File;
    void look();
    void take(const http::ServersFile& file);

    const std::shared_ptr<http::SecretStore> secrets_;
    ui::HostDirectory& directory_;
    ui::ServerBook& book_;
    ui::Navigation& navigation_;
    std::shared_ptr<http::HttpCarrier> carrier_;  // null until there is a server
    const std::shared_ptr<File> file_;
    QTimer looks_;
};

}  // namespace baro::app
