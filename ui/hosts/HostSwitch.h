// Which host the window shows: the menu of hosts above the page, and a view for each host that was chosen.
// GUI thread only.
#pragma once

#include <QAction>
#include <QMenu>
#include <QObject>
#include <list>
#include <memory>
#include <vector>

#include "ui/PageContext.h"
#include "ui/hosts/HostDirectory.h"
#include "ui/pages/Page.h"

namespace baro::ui {

class HostSession;
class HostView;
class MainWindow;

class HostSwitch : public QObject {
    Q_OBJECT
  public:
    // All of it outlives it. pages: of a host that is not this machine.
    HostSwitch(MainWindow& window, const PageContext& thisMachine, std::vector<PageEntry> pages);
    ~HostSwitch() override;

    void showThisMachine();
    void show(const ListedHost& host);
    // By the name in the menu, or as soon as a server tells of such a host: --host. search: of its page then;
    // null: none.
    void showNamed(const QString& menuName, const QString& search = {});
    QMenu& menu() { return menu_; }

  private:
    struct Shown {
        HostDirectory::Client client;
        HostTarget target;
        std::unique_ptr<HostSession> session;
        std::unique_ptr<HostView> view;  // goes first
    };
    Shown& shown(const ListedHost& host);
    void connectView(Shown& shown);
    void takeChange();
    void lookForWanted();
    void fillMenu();
    void addHost(const ListedHost& host);
    void addNote(const QString& text);
    void makeAllHosts();
    bool isOnScreen(const ListedHost& host) const;

    MainWindow& window_;
    const PageContext thisMachine_;
    HostDirectory& directory_;
    const std::vector<PageEntry> pages_;
    std::list<Shown> shown_;
    QString wanted_;  // a host that is not known yet
    QString search_;  // of its page
    bool isWantedAsked_ = false;
    QMenu menu_;
    QAction allHosts_;  // in every menu, and by its keys
};

}  // namespace baro::ui
