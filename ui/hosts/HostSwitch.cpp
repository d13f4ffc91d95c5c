#include "ui/hosts/HostSwitch.h"

#include <QActionGroup>
#include <algorithm>
#include <utility>

#include "ui/FrameFeed.h"
#include "ui/HostView.h"
#include "ui/MachineText.h"
#include "ui/MainWindow.h"
#include "ui/Navigation.h"
#include "ui/hosts/HostSession.h"

namespace baro::ui {
namespace {

QString thisMachineText(const PageContext& context) {
    const FramePtr& frame = context.frames.newest();
    if (frame == nullptr || !frame->readings.host) return HostSwitch::tr("This machine");
    return HostSwitch::tr("This machine (%1)").arg(machineText(frame->readings.host->name));
}

QString stateText(HostState state) {
    switch (state) {
        case HostState::Up:
            return {};
        case HostState::Down:
            return HostSwitch::tr("down");
        case HostState::Silent:
            return HostSwitch::tr("silent");
    }
    return {};
}

}  // namespace

HostSwitch::HostSwitch(MainWindow& window, const PageContext& thisMachine, std::vector<PageEntry> pages)
    : window_(window), thisMachine_(thisMachine), directory_(thisMachine.hosts), pages_(std::move(pages)) {
    makeAllHosts();
    connect(&menu_, &QMenu::aboutToShow, this, [this] {
        fillMenu();
        directory_.refresh();
    });
    connect(&directory_, &HostDirectory::changed, this, &HostSwitch::takeChange);
    connect(&directory_, &HostDirectory::chosen, this, [this](const std::optional<ListedHost>& host) {
        if (host) return show(*host);
        showThisMachine();
        thisMachine_.navigation.openPage(QStringLiteral("overview"));
    });
    takeChange();
}

// Of the window, as its keys work wherever the focus is.
void HostSwitch::makeAllHosts() {
    allHosts_.setText(tr("All hosts …"));
    allHosts_.setShortcut(QKeySequence(Qt::CTRL | Qt::Key_0));
    window_.addAction(&allHosts_);
    connect(&allHosts_, &QAction::triggered, this, [this] { window_.openPage(QStringLiteral("hosts")); });
}

HostSwitch::~HostSwitch() {
    for (const Shown& each : shown_)
        window_.takeAway(each.view.get());
}

void HostSwitch::showThisMachine() {
    window_.showHost(&window_.thisMachine());
}

void HostSwitch::show(const ListedHost& host) {
    window_.showHost(shown(host).view.get());
}

void HostSwitch::showNamed(const QString& menuName, const QString& search) {
    search_ = search;
    const auto& hosts = directory_.hosts();
    const auto found = std::ranges::find(hosts, menuName, &ListedHost::menuName);
    wanted_ = found == hosts.end() ? menuName : QString();
    isWantedAsked_ = false;
    if (found == hosts.end()) return takeChange();
    show(*found);
    if (!search_.isNull()) window_.onScreen().openPage(window_.currentPage(), search_);
}

bool HostSwitch::isOnScreen(const ListedHost& host) const {
    return std::ranges::any_of(shown_, [this, &host](const Shown& each) {
        return each.client == host.client && each.target == host.host.target &&
               each.view.get() == &window_.onScreen();
    });
}

HostSwitch::Shown& HostSwitch::shown(const ListedHost& host) {
    for (Shown& each : shown_)
        if (each.client == host.client && each.target == host.host.target) return each;
    Shown& added = shown_.emplace_back();
    added.client = host.client;
    added.target = host.host.target;
    added.session = std::make_unique<HostSession>(
        thisMachine_, WatchedHost{host.client, host.host.target, host.host.name, host.host.others});
    added.view =
        std::make_unique<HostView>(added.session->context(), pages_, window_.currentPage(), &window_);
    added.view->setHost(host.menuName);
    connectView(added);
    return added;
}

void HostSwitch::connectView(Shown& shown) {
    HostSession* const session = shown.session.get();
    HostView* const view = shown.view.get();
    view->setHostMenu(&menu_);
    connect(view, &HostView::watched, session, &HostSession::setWatched);
    connect(session, &HostSession::problemChanged, view,
            [session, view] { view->setProblem(session->problem()); });
    // A page that only this machine has.
    connect(&session->context().navigation, &Navigation::pageWanted, view,
            [this, view](const QString& id, const QString& search) {
                if (!view->hasPage(id)) window_.openPage(id, search);
            });
}

// A server that is no longer named takes its hosts along.
void HostSwitch::takeChange() {
    const auto& servers = directory_.servers();
    std::erase_if(shown_, [this, &servers](const Shown& each) {
        if (std::ranges::find(servers, each.client) != servers.end()) return false;
        window_.takeAway(each.view.get());
        return true;
    });
    window_.thisMachine().setHostMenu(servers.empty() ? nullptr : &menu_);
    if (menu_.isVisible()) fillMenu();
    if (!wanted_.isEmpty() && !servers.empty()) lookForWanted();
}

void HostSwitch::lookForWanted() {
    const auto& hosts = directory_.hosts();
    if (std::ranges::find(hosts, wanted_, &ListedHost::menuName) != hosts.end())
        return showNamed(wanted_, search_);
    if (!isWantedAsked_) {
        isWantedAsked_ = true;
        return directory_.refresh();
    }
    if (directory_.isAsking()) return;
    thisMachine_.navigation.say(tr("No server tells of a host called %1").arg(wanted_));
    wanted_.clear();
}

void HostSwitch::fillMenu() {
    menu_.clear();
    auto* const here =
        menu_.addAction(withoutMnemonics(thisMachineText(thisMachine_)), this, &HostSwitch::showThisMachine);
    here->setCheckable(true);
    here->setChecked(&window_.onScreen() == &window_.thisMachine());
    menu_.addAction(&allHosts_);
    for (const HostDirectory::Client& server : directory_.servers()) {
        menu_.addSection(withoutMnemonics(machineText(server->connection().name)));
        for (const ListedHost& host : directory_.hosts())
            if (host.client == server) addHost(host);
    }
    for (const QString& problem : directory_.problems())
        addNote(problem);
    if (directory_.isAsking())
        addNote(tr("Asking …"));
    else if (directory_.hosts().empty() && directory_.problems().isEmpty())
        addNote(tr("No server tells of a machine"));
}

void HostSwitch::addHost(const ListedHost& host) {
    const QString state = stateText(host.host.state);
    const QString text = state.isEmpty() ? host.menuName : tr("%1, %2").arg(host.menuName, state);
    auto* const action = menu_.addAction(withoutMnemonics(text), this, [this, host] { show(host); });
    action->setCheckable(true);
    action->setChecked(isOnScreen(host));
    action->setToolTip(machineText(host.host.exporter));
}

void HostSwitch::addNote(const QString& text) {
    menu_.addAction(withoutMnemonics(text))->setEnabled(false);
}

}  // namespace baro::ui
