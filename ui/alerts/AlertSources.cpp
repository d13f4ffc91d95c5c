#include "ui/alerts/AlertSources.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/MachineText.h"
#include "ui/alerts/ServerAlertFeed.h"
#include "ui/alerts/ServerAlertPanel.h"
#include "ui/hosts/HostDirectory.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Label.h"

namespace baro::ui {

AlertSources::AlertSources(const PageContext& context, QWidget* thisMachine, QWidget* parent)
    : QWidget(parent), context_(context) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    line_ = new QWidget(this);
    auto* row = new QHBoxLayout(line_);
    row->setContentsMargins(2 * gridStep, gridStep, 2 * gridStep, 0);
    row->setSpacing(gridStep);
    row->addWidget(new Label(context.theme, tr("Alerts of"), TextSize::Body, Role::QuietText, line_));
    choice_ = new QComboBox(line_);
    choice_->setAccessibleName(tr("Whose alerts are shown"));
    row->addWidget(choice_);
    row->addStretch();
    stack_ = new QStackedWidget(this);
    stack_->addWidget(thisMachine);
    column->addWidget(line_);
    column->addWidget(stack_, 1);
    connect(choice_, &QComboBox::currentIndexChanged, this, &AlertSources::choose);
    connect(&context.hosts, &HostDirectory::changed, this, &AlertSources::listServers);
    listServers();
}

AlertSources::~AlertSources() = default;

bool AlertSources::showsThisMachine() const {
    return panel_ == nullptr;
}

void AlertSources::refresh() {
    if (feed_ != nullptr) feed_->refresh();
}

// A server that is no longer named takes its alerts along.
void AlertSources::listServers() {
    const auto& servers = context_.hosts.servers();
    line_->setVisible(!servers.empty());
    const auto chosen = std::ranges::find_if(
        servers, [this](const auto& server) { return feed_ != nullptr && server == feed_->client(); });
    QStringList names{tr("this machine")};
    for (const HostDirectory::Client& server : servers)
        names << machineText(server->connection().name);
    QStringList shown;
    for (int index = 0; index < choice_->count(); ++index)
        shown << choice_->itemText(index);
    const QSignalBlocker quiet(choice_);
    if (names != shown) {
        choice_->clear();
        choice_->addItems(names);
    }
    const int index = chosen == servers.end() ? 0 : static_cast<int>(chosen - servers.begin()) + 1;
    choice_->setCurrentIndex(index);
    if (index == 0) choose(0);
}

void AlertSources::choose(int index) {
    if (index <= 0 && panel_ == nullptr) return;
    panel_.reset();
    feed_.reset();
    if (index <= 0) return;
    const auto& client = context_.hosts.servers()[static_cast<std::size_t>(index) - 1];
    feed_ = std::make_unique<ServerAlertFeed>(client, std::vector<HostTarget>());
    feed_->setWatched(isVisible());
    panel_ = std::make_unique<ServerAlertPanel>(context_, *feed_, stack_);
    stack_->addWidget(panel_.get());
    stack_->setCurrentWidget(panel_.get());
}

void AlertSources::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (feed_ != nullptr) feed_->setWatched(true);
}

void AlertSources::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    if (feed_ != nullptr) feed_->setWatched(false);
}

}  // namespace baro::ui
