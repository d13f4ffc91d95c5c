#include "ui/alerts/ServerAlertPanel.h"

#include <QDateTime>
#include <QItemSelectionModel>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/Formatting.h"
#include "ui/MachineText.h"
#include "ui/TimeCursor.h"
#include "ui/alerts/ServerAlertFeed.h"
#include "ui/models/ServerAlertTables.h"
#include "ui/widgets/Card.h"
#include "ui/widgets/FactList.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/MessageStrip.h"
#include "ui/widgets/PageColumn.h"
#include "ui/widgets/StateMessage.h"
#include "ui/widgets/SubjectTable.h"

namespace baro::ui {
namespace {

constexpr int mostServerAlertRows = 12;
constexpr int mostServerRuleRows = 16;

}  // namespace

ServerAlertPanel::ServerAlertPanel(const PageContext& context, ServerAlertFeed& feed, QWidget* parent)
    : QWidget(parent), context_(context), feed_(feed) {
    layOut();
    connect(&feed, &ServerAlertFeed::changed, this, &ServerAlertPanel::showAll);
    connect(&context.cursor, &TimeCursor::changed, this, &ServerAlertPanel::showState);
    choosesFrom(alerts_, rules_);
    choosesFrom(rules_, alerts_);
    showAll();
}

// Of two tables the one in which something was chosen last.
void ServerAlertPanel::choosesFrom(SubjectTable* table, SubjectTable* other) {
    connect(table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this, table, other] {
        if (!table->selectedKey().isEmpty()) other->clearSelection();
        showChosen();
    });
}

void ServerAlertPanel::layOut() {
    const Theme& theme = context_.theme;
    auto* column = new PageColumn(theme, this);
    const auto quiet = [&](QWidget* parent) {
        auto* label = new Label(theme, TextSize::Body, Role::QuietText, parent);
        label->setWordWrap(true);
        return label;
    };
    problem_ = new MessageStrip(theme, this);
    problem_->hide();
    note_ = quiet(this);
    message_ = new StateMessage(theme, this);
    alertsCard_ = new Card(theme, {}, this);
    alerts_ = new SubjectTable(theme, tr("Alerts"), serverAlertColumns(), alertsCard_);
    alerts_->setMaximumRows(mostServerAlertRows);
    nothing_ = quiet(alertsCard_);
    alertsCard_->body()->addWidget(nothing_);
    alertsCard_->addTable(alerts_);
    chosenCard_ = new Card(theme, {}, this);
    chosen_ = new FactList(theme, chosenCard_);
    chosenCard_->body()->addWidget(chosen_);
    rulesCard_ = new Card(theme, tr("Rules of %1").arg(feed_.serverName()), this);
    rules_ = new SubjectTable(theme, tr("Rules"), serverRuleColumns(), rulesCard_);
    rules_->setMaximumRows(mostServerRuleRows);
    noRules_ = quiet(rulesCard_);
    rulesCard_->body()->addWidget(noRules_);
    rulesCard_->addTable(rules_);
    for (SubjectTable* const table : {alerts_, rules_})
        table->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    alerts_->keep(context_, QStringLiteral("alerts.server-alerts"));
    rules_->keep(context_, QStringLiteral("alerts.server-rules"));
    for (QWidget* const part :
         std::initializer_list<QWidget*>{problem_, note_, message_, alertsCard_, chosenCard_, rulesCard_})
        column->column()->addWidget(part);
    column->column()->addStretch();
}

void ServerAlertPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    feed_.setRulesWatched(true);
}

void ServerAlertPanel::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    feed_.setRulesWatched(false);
}

void ServerAlertPanel::showAll() {
    showState();
    showAlerts();
    showRules();
    showChosen();
}

// What there was stays, with its age.
void ServerAlertPanel::showState() {
    const auto at = feed_.alertsAt();
    const QString& problem = feed_.problem();
    message_->setVisible(!at);
    alertsCard_->setVisible(at.has_value());
    rulesCard_->setVisible(feed_.rulesAt().has_value());
    note_->setText(
        context_.cursor.isLive()
            ? tr("Read-only: %1 evaluates these, and only there they can be changed.").arg(feed_.serverName())
            : tr("Read-only, and as of now: %1 does not tell how they stood at the moment that is shown.")
                  .arg(feed_.serverName()));
    if (!at && problem.isEmpty())
        message_->setMessage(StateMessage::Kind::Loading,
                             tr("Asking %1 for its alerts").arg(feed_.serverName()));
    else if (!at)
        message_->setMessage(StateMessage::Kind::Failed, tr("%1 tells of no alerts").arg(feed_.serverName()),
                             problem);
    problem_->setVisible(at && !problem.isEmpty());
    if (!at || problem.isEmpty()) return;
    const auto age = static_cast<double>(QDateTime::currentMSecsSinceEpoch() - *at) / 1000;
    problem_->say(tr("%1 (what is shown is %2 old)").arg(problem, context_.format.duration(age)),
                  MessageStrip::Tone::Bad);
}

void ServerAlertPanel::showAlerts() {
    auto rows = serverAlertRows(feed_.alerts(), feed_.isOfOneHost());
    const std::size_t firing = feed_.firing();
    alertsCard_->setTitle(feed_.isOfOneHost() ? tr("Alerts of this host") : tr("Alerts of all hosts"));
    alertsCard_->setNote(
        rows.empty() ? QString()
                     : tr("%1 firing, %2 pending").arg(countText(firing), countText(rows.size() - firing)));
    nothing_->setText(feed_.isOfOneHost() ? tr("No alert of this host is pending or firing.")
                                          : tr("No alert is pending or firing."));
    nothing_->setVisible(rows.empty());
    alerts_->setVisible(!rows.empty());
    const auto isOfNothingElse = [](const TableRow& row) {
        return row.cells[alertAboutColumn].text.isEmpty();
    };
    alerts_->setColumnUsed(static_cast<int>(alertAboutColumn), !std::ranges::all_of(rows, isOfNothingElse));
    alerts_->setRows(std::move(rows));
}

void ServerAlertPanel::showRules() {
    auto rows = serverRuleRows(feed_.groups(), QDateTime::currentMSecsSinceEpoch());
    rulesCard_->setNote(tr("%n rule(s), read-only", nullptr, static_cast<int>(rows.size())));
    noRules_->setText(tr("It has no rules."));
    noRules_->setVisible(rows.empty());
    rules_->setVisible(!rows.empty());
    rules_->setRows(std::move(rows));
}

void ServerAlertPanel::showAges() {
    showRules();
}

void ServerAlertPanel::showChosen() {
    const auto* const alert = alertWithKey(feed_.alerts(), alerts_->selectedKey());
    const FoundServerRule found = serverRuleWithKey(feed_.groups(), rules_->selectedKey());
    chosenCard_->setVisible(alert != nullptr || found.rule != nullptr);
    if (alert != nullptr) {
        chosenCard_->setTitle(machineText(alert->labels.value("alertname")).left(200));
        chosen_->setFacts(factsOf(*alert));
    } else if (found.rule != nullptr) {
        chosenCard_->setTitle(machineText(found.rule->name).left(200));
        chosen_->setFacts(factsOf(*found.group, *found.rule, context_.format.style()));
    }
}

}  // namespace baro::ui
