#include "ui/pages/AlertsPage.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/FrameFeed.h"
#include "ui/MachineText.h"
#include "ui/Navigation.h"
#include "ui/TimeCursor.h"
#include "ui/alerts/AlertFeed.h"
#include "ui/alerts/AlertRunReader.h"
#include "ui/alerts/AlertSources.h"
#include "ui/alerts/EvidencePanel.h"
#include "ui/alerts/RuleEditor.h"
#include "ui/alerts/RulePanel.h"
#include "ui/alerts/SilencePanel.h"
#include "ui/models/AlertTables.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/MessageStrip.h"
#include "ui/widgets/PageColumn.h"
#include "ui/widgets/SectionCard.h"
#include "ui/widgets/SubjectTable.h"

namespace baro::ui {
namespace {

using alerts::AlertRun;

constexpr std::int64_t shownDays = 7 * 86'400'000LL;
constexpr int mostAlertRows = 12;
constexpr int mostRuleRows = 16;

class AlertsPage final : public Page {
    Q_DECLARE_TR_FUNCTIONS(AlertsPage)

  public:
    AlertsPage(const PageContext& context, QWidget* parent)
        : Page(context, parent), reader_(context.source), evidence_(context.frames, context.alerts) {
        auto* own = new QWidget(this);
        auto* column = new PageColumn(context.theme, own);
        sources_ = new AlertSources(context, own, this);
        auto* layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(sources_);
        problems_ = new MessageStrip(context.theme, this);
        problems_->hide();
        column->column()->addWidget(problems_);
        addActive(*column);
        silences_ = new SilencePanel(context, this);
        column->column()->addWidget(silences_);
        addPast(*column);
        alert_ = new EvidencePanel(context, evidence_, this);
        column->column()->addWidget(alert_);
        addRules(*column);
        column->column()->addStretch();
        connect(&context.alerts, &AlertFeed::changed, this, [this] { showStanding(); });
        connect(&context.cursor, &TimeCursor::changed, this, [this] { showMoment(); });
        connect(&reader_, &AlertRunReader::answered, this, [this](const auto& runs) { takeRuns(*runs); });
        showStanding();
    }

    void showFrame(const Frame&) override {
        // Times until something fires go on.
        if (context().cursor.isLive()) showActive();
        silences_->showSilences();
        if (askedFor_ == 0) showMoment();
    }
    void refresh() override {
        askRuns();
        sources_->refresh();
    }

  private:
    SubjectTable* addTable(PageColumn& column, Card*& card, const QString& id, const QString& title,
                           std::vector<TableColumn> columns, int mostRows) {
        auto* table = new SubjectTable(context().theme, title, std::move(columns), this);
        table->setMaximumRows(mostRows);
        table->keep(context(), id);
        card = new Card(context().theme, title, this);
        card->addTable(table);
        column.column()->addWidget(card);
        return table;
    }

    void addActive(PageColumn& column) {
        active_ = addTable(column, activeCard_, QStringLiteral("alerts.active"), tr("Active"),
                           activeAlertColumns(), mostAlertRows);
        nothing_ = new Label(context().theme, TextSize::Body, Role::QuietText, this);
        nothing_->setWordWrap(true);
        activeCard_->body()->addWidget(nothing_);
        connect(active_, &QTreeView::activated, this, [this] { goToSelected(active_); });
        connect(active_->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
            silences_->prefer(active_->selectedKey());
            showSelectedAlert(active_, past_);
        });
    }

    void addPast(PageColumn& column) {
        past_ = addTable(column, pastCard_, QStringLiteral("alerts.past"), tr("Fired in the last 7 days"),
                         pastAlertColumns(), mostAlertRows);
        show_ = new QPushButton(tr("Show the moment"), this);
        show_->setToolTip(tr("The processes at the time at which the selected alert fired"));
        show_->setEnabled(false);
        pastCard_->addTool(show_);
        pastNote_ = new Label(context().theme, TextSize::Body, Role::QuietText, this);
        pastNote_->setWordWrap(true);
        pastCard_->body()->addWidget(pastNote_);
        connect(show_, &QPushButton::clicked, this, [this] { goToSelected(past_); });
        connect(past_, &QTreeView::activated, this, [this] { goToSelected(past_); });
        connect(past_->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
            show_->setEnabled(!past_->selectedKey().isEmpty());
            showSelectedAlert(past_, active_);
        });
    }

    void addRules(PageColumn& column) {
        rules_ = addTable(column, rulesCard_, QStringLiteral("alerts.rules"), tr("Rules"), ruleColumns(),
                          mostRuleRows);
        auto* const makes = new QPushButton(tr("New rule …"), this);
        makes->setToolTip(tr("An alert of your own: a series, and the number that it must not pass"));
        rulesCard_->addTool(makes);
        connect(makes, &QPushButton::clicked, this, [this] { makeRule(); });
        rule_ = new RulePanel(context(), this);
        column.column()->addWidget(rule_);
        connect(rules_->selectionModel(), &QItemSelectionModel::selectionChanged, this,
                [this] { showSelectedRule(); });
    }

    // The newest, or what the record tells of the past.
    void showActive() {
        const FormatStyle& style = context().format.style();
        const TimeCursor& cursor = context().cursor;
        auto rows = cursor.isLive() ? activeAlertRows(context().alerts.standing(), cursor.newest(), style)
                                    : alertRowsAt(runs_, cursor.moment());
        nothing_->setVisible(rows.empty());
        nothing_->setText(!context().alerts.isWatching() && cursor.isLive() ? tr("No rules are watched here.")
                          : cursor.isLive() ? tr("No alert is pending or firing.")
                                            : tr("No alert fired at this moment."));
        active_->setVisible(!rows.empty());
        active_->setRows(std::move(rows));
        activeCard_->setTitle(cursor.isLive() ? tr("Active") : tr("Active at this moment"));
    }

    void showStanding() {
        const alerts::AlertStanding& standing = context().alerts.standing();
        if (!standing.problems.empty()) {
            QString text = machineText(toString(standing.problems.front())).left(500);
            if (standing.problems.size() > 1)
                text += tr(" (and %n more)", nullptr, static_cast<int>(standing.problems.size()) - 1);
            problems_->say(tr("%1. The rules that were good before go on.").arg(text),
                           MessageStrip::Tone::Bad);
            problems_->show();
        } else {
            problems_->hide();
        }
        auto rows = ruleRows(standing, context().format.style());
        rulesCard_->setNote(tr("%n rule(s)", nullptr, static_cast<int>(rows.size())));
        rules_->setVisible(!rows.empty());
        rules_->setRows(std::move(rows));
        showSelectedRule();
        if (context().cursor.isLive()) {
            showActive();
            if (isVisible()) askRuns();
        }
    }

    void showMoment() {
        showActive();
        askRuns();
    }

    void askRuns() {
        const std::int64_t moment = context().cursor.moment();
        if (moment == 0 || reader_.isAsking()) return;
        askedFor_ = moment;
        reader_.ask({{moment - shownDays, moment}, std::nullopt});
    }

    void takeRuns(const Result<std::vector<AlertRun>>& runs) {
        if (!runs) {
            pastNote_->setText(machineText(runs.error().message).left(500));
            pastNote_->show();
            return;
        }
        runs_ = *runs;
        auto rows = pastAlertRows(runs_);
        pastNote_->setText(tr("None did."));
        pastNote_->setVisible(rows.empty());
        show_->setVisible(!rows.empty());
        past_->setVisible(!rows.empty());
        past_->setRows(std::move(rows));
        past_->fitColumns();  // what fires still says so
        if (!context().cursor.isLive()) showActive();
        // The cursor went on meanwhile.
        if (!context().cursor.isLive() && askedFor_ != context().cursor.moment()) askRuns();
    }

    void goToSelected(const SubjectTable* table) {
        const QString key = table->selectedKey();
        for (const AlertRun& run : runs_)
            if (key == alertKey(run.labels) + QString::number(run.fired.from) || key == alertKey(run.labels))
                return goTo(evidence_.momentOf(run.labels, run.fired.from));
    }
    void goTo(std::int64_t moment) {
        travelToAlert(context().cursor, moment);
        context().navigation.openPage(QStringLiteral("processes"));
    }

    // Of two tables the one in which something was chosen last.
    void showSelectedAlert(const SubjectTable* table, SubjectTable* other) {
        const QString key = table->selectedKey();
        if (key.isEmpty()) return other->selectedKey().isEmpty() ? alert_->clear() : void();
        other->clearSelection();
        if (const auto chosen = chosenAlert(key)) alert_->showAlert(*chosen);
    }
    std::optional<ChosenAlert> chosenAlert(const QString& key) const {
        if (context().cursor.isLive())
            for (const alerts::GroupStanding& group : context().alerts.standing().groups)
                for (const alerts::RuleStanding& rule : group.rules)
                    for (const alerts::Alert& alert : rule.alerts)
                        if (alert.state != alerts::AlertState::Inactive && key == alertKey(alert.labels))
                            return ChosenAlert{alert.labels, alert.firedAt, {}};
        for (const AlertRun& run : runs_)
            if (key == alertKey(run.labels) + QString::number(run.fired.from) || key == alertKey(run.labels))
                return ChosenAlert{run.labels, run.fired.from,
                                   run.endsUnknown ? std::nullopt : std::optional(run.fired.to)};
        return std::nullopt;
    }

    void showSelectedRule() {
        const QString key = rules_->selectedKey();
        const std::int64_t moment = context().cursor.moment();
        for (const alerts::GroupStanding& group : context().alerts.standing().groups)
            for (std::size_t index = 0; index < group.rules.size(); ++index)
                if (key == ruleKey(group, index))
                    return rule_->showRule({group.file, group.name, group.rules[index].definition, false,
                                            group.intervalMilliseconds},
                                           moment);
        for (const alerts::RuleFile& file : context().alerts.standing().switchedOff)
            for (const alerts::GroupDefinition& group : file.groups)
                for (std::size_t index = 0; index < group.rules.size(); ++index)
                    if (key == offRuleKey(file.name, group.name, index))
                        return rule_->showRule(
                            {file.name, group.name, group.rules[index], true, group.intervalMilliseconds},
                            moment);
        rule_->clear();
    }

    void makeRule() {
        auto* const editor = RuleEditor::open(context(), newRule(), window());
        connect(editor, &RuleEditor::saved, &context().navigation, &Navigation::say);
    }

    AlertRunReader reader_;
    RecordedEvidence evidence_;
    std::vector<AlertRun> runs_;
    std::int64_t askedFor_ = 0;
    AlertSources* sources_ = nullptr;
    MessageStrip* problems_ = nullptr;
    Card* activeCard_ = nullptr;
    SubjectTable* active_ = nullptr;
    Label* nothing_ = nullptr;
    SilencePanel* silences_ = nullptr;
    Card* pastCard_ = nullptr;
    SubjectTable* past_ = nullptr;
    Label* pastNote_ = nullptr;
    QPushButton* show_ = nullptr;
    Card* rulesCard_ = nullptr;
    SubjectTable* rules_ = nullptr;
    EvidencePanel* alert_ = nullptr;
    RulePanel* rule_ = nullptr;
};

}  // namespace

PageEntry alertsPage() {
    return {.id = QStringLiteral("alerts"),
            .title = AlertsPage::tr("Alerts"),
            .icon = QStringLiteral("warning"),
            .subject = Subject::Machine,
            .make = [](const PageContext& context, QWidget* parent) -> Page* {
                return new AlertsPage(context, parent);
            },
            .badge = [](const PageContext& context) -> std::size_t { return context.alerts.firing(); }};
}

}  // namespace baro::ui
