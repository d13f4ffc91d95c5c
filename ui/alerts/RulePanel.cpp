#include "ui/alerts/RulePanel.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QMessageBox>
#include <QPushButton>

#include "core/rules/RuleText.h"
#include "core/rules/ThresholdRule.h"
#include "ui/Formatting.h"
#include "ui/MachineText.h"
#include "ui/Navigation.h"
#include "ui/alerts/DryRunText.h"
#include "ui/alerts/RuleEditor.h"
#include "ui/alerts/RuleThreshold.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/SeriesChart.h"

namespace baro::ui {
namespace {

// So coarse that a week is asked in a moment, and no coarser than most rules' `for`.
constexpr std::int64_t dryRunStep = 60'000;

ChartSpec chartOf(const alerts::RuleDefinition& definition) {
    ChartSpec spec{.title = RulePanel::tr("Expression"), .unit = valueUnit(definition), .lines = {}};
    const auto threshold = thresholdOf(definition);
    if (threshold)
        spec.lines = {{threshold->series, {}},
                      {"vector(" + threshold->limit + ")", RulePanel::tr("threshold")}};
    else
        spec.lines = {{definition.expression, {}}};
    return spec;
}

QString ruleKeyOf(const ShownRule& rule) {
    return QString::fromStdString(rule.file + '\n' + alerts::ruleText(rule.definition, 0) + rule.group) +
           (rule.isOff ? QLatin1Char('0') : QLatin1Char('1'));
}

}  // namespace

RulePanel::RulePanel(const PageContext& context, QWidget* parent)
    : Card(context.theme, tr("Rule"), parent),
      context_(context),
      reader_(context.source),
      book_(context.settings, context.alerts) {
    expression_ = new Label(context.theme, TextSize::Body, Role::Text, this);
    expression_->setWordWrap(true);
    expression_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    verdict_ = new Label(context.theme, TextSize::Body, Role::QuietText, this);
    verdict_->setWordWrap(true);
    chart_ = new SeriesChart(context, {.title = tr("Expression"), .lines = {}}, this);
    body()->addWidget(expression_);
    body()->addWidget(verdict_);
    body()->addWidget(chart_);
    body()->addWidget(makeTools());
    connect(&reader_, &AlertRunReader::answered, this, [this](const auto& runs) { showVerdict(*runs); });
    for (const auto signal : {&RuleBook::saved, &RuleBook::failed})
        connect(&book_, signal, &context.navigation, &Navigation::say);
    hide();
}

void RulePanel::showRule(const ShownRule& rule, std::int64_t moment) {
    const QString key = ruleKeyOf(rule);
    if (key == shown_) return;
    shown_ = key;
    rule_ = rule;
    const alerts::RuleDefinition& definition = rule_.definition;
    setTitle(machineText(definition.name).left(200));
    expression_->setText(machineText(definition.expression).left(2000));
    chart_->setSpec(chartOf(definition));
    const bool alerting = definition.kind == alerts::RuleDefinition::Kind::Alerting;
    verdict_->setText(alerting ? tr("Looking at the last 7 days …")
                               : tr("It records a series, and never fires."));
    if (alerting) reader_.ask({{moment - lookedAt, moment}, definition, dryRunStep});
    showTools();
    show();
}

QWidget* RulePanel::makeTools() {
    auto* tools = new QWidget(this);
    auto* row = new QHBoxLayout(tools);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(gridStep);
    place_ = new Label(context_.theme, TextSize::Caption, Role::QuietText, tools);
    place_->setWordWrap(true);
    row->addWidget(place_, 1);
    const auto add = [&](const QString& text, void (RulePanel::*action)()) {
        auto* button = new QPushButton(text, tools);
        connect(button, &QPushButton::clicked, this, action);
        row->addWidget(button);
        return button;
    };
    edits_ = add(tr("Edit …"), &RulePanel::edit);
    switches_ = add(tr("Switch off"), &RulePanel::switchOver);
    deletes_ = add(tr("Delete …"), &RulePanel::askToDelete);
    return tools;
}

// What can be done with it, and where the rest is done.
void RulePanel::showTools() {
    const bool alerting = rule_.definition.kind == alerts::RuleDefinition::Kind::Alerting;
    const bool isSimple = thresholdRuleOf(rule_.definition).ok();
    const bool isFile = QFileInfo(QString::fromStdString(rule_.file)).isAbsolute();
    QString place = isFile
                        ? machineText(rule_.file) + QLatin1Char(':') + QString::number(rule_.definition.line)
                        : tr("It comes with Barograph: a change is saved as a rule of your own.");
    if (rule_.isOff) place = tr("It is switched off.") + QLatin1Char(' ') + place;
    if (!isSimple)
        place +=
            QStringLiteral(" – ") + (isFile ? tr("it does not compare a series with a number: edit it there.")
                                            : tr("it does not compare a series with a number."));
    place_->setText(place);
    edits_->setVisible(isSimple);
    switches_->setVisible(alerting);
    switches_->setText(rule_.isOff ? tr("Switch on") : tr("Switch off"));
    deletes_->setVisible(isFile);
}

void RulePanel::edit() {
    auto rule = thresholdRuleOf(rule_.definition);
    if (!rule) return;
    const alerts::RuleOrigin origin{rule_.file, alerts::ruleIdOf(rule_.group, rule_.definition)};
    auto* const editor = RuleEditor::open(
        context_, {std::move(rule).value(), origin, Unit::None, true, rule_.intervalMilliseconds}, window());
    connect(editor, &RuleEditor::saved, &context_.navigation, &Navigation::say);
}

void RulePanel::switchOver() {
    book_.setSwitchedOff(alerts::ruleIdOf(rule_.group, rule_.definition), !rule_.isOff);
}

void RulePanel::askToDelete() {
    auto* const question =
        new QMessageBox(QMessageBox::Question, tr("Delete rule"), {}, QMessageBox::NoButton, window());
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setText(tr("Delete the rule %1 from %2? This cannot be undone; switched off, it can come back.")
                          .arg(machineText(rule_.definition.name).left(100), machineText(rule_.file)));
    question->addButton(QMessageBox::Cancel);
    auto* const yes = question->addButton(tr("Delete"), QMessageBox::DestructiveRole);
    connect(yes, &QPushButton::clicked, this,
            [this, origin = alerts::RuleOrigin{rule_.file, alerts::ruleIdOf(rule_.group, rule_.definition)}] {
                book_.remove(origin);
            });
    question->open();
}

void RulePanel::clear() {
    shown_.clear();
    hide();
}

QString RulePanel::verdict() const {
    return verdict_->text();
}

void RulePanel::showVerdict(const Result<std::vector<alerts::AlertRun>>& runs) {
    verdict_->setText(runs ? dryRunText(*runs, {0, lookedAt})
                           : tr("What it would have done cannot be told: %1")
                                 .arg(machineText(runs.error().message).left(500)));
}

}  // namespace baro::ui
