#include "ui/alerts/RuleEditor.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QVBoxLayout>
#include <array>
#include <cmath>
#include <utility>

#include "core/config/Settings.h"
#include "core/promql/Parser.h"
#include "ui/Formatting.h"
#include "ui/MachineText.h"
#include "ui/alerts/DryRunText.h"
#include "ui/alerts/NumberField.h"
#include "ui/alerts/SeriesPicker.h"
#include "ui/alerts/ThresholdChart.h"
#include "ui/explore/UnitGuess.h"
#include "ui/widgets/Label.h"

namespace baro::ui {
namespace {

using alerts::Comparison;
using alerts::ThresholdRule;

constexpr int formWidth = 46 * gridStep;
constexpr int longestName = 200;

QString comparisonWords(Comparison comparison) {
    switch (comparison) {
        case Comparison::Above:
            return RuleEditor::tr("is above");
        case Comparison::AtLeast:
            return RuleEditor::tr("is at least");
        case Comparison::Below:
            return RuleEditor::tr("is below");
        case Comparison::AtMost:
            return RuleEditor::tr("is at most");
        case Comparison::Equal:
            return RuleEditor::tr("is exactly");
        case Comparison::NotEqual:
            break;
    }
    return RuleEditor::tr("is not");
}

QString severityWord(const QString& severity) {
    if (severity == QLatin1String("critical")) return RuleEditor::tr("critical: told at once");
    if (severity == QLatin1String("warning")) return RuleEditor::tr("warning");
    return RuleEditor::tr("info");
}

Unit unitOfExpression(const std::string& expression, Unit otherwise) {
    const promql::Parsed parsed = promql::parse(expression);
    const Unit guess = parsed.ok() ? unitGuess(*parsed.expression()) : Unit::None;
    return guess == Unit::None ? otherwise : guess;
}

}  // namespace

RuleDraft newRule() {
    RuleDraft draft;
    draft.rule.forMilliseconds = 5 * 60'000;
    draft.rule.keepFiringForMilliseconds = 2 * 60'000;
    alerts::setText(draft.rule.labels, "severity", "warning");
    return draft;
}

RuleEditor::RuleEditor(const PageContext& context, const RuleDraft& draft, QWidget* parent)
    : QDialog(parent),
      context_(context),
      draft_(draft),
      dryRun_(context.source),
      book_(context.settings, context.alerts) {
    setWindowTitle(draft.origin ? tr("Edit the rule %1").arg(machineText(draft.rule.name).left(60))
                                : tr("New alert rule"));
    auto* column = new QVBoxLayout(this);
    auto* halves = new QHBoxLayout;
    halves->setSpacing(3 * gridStep);
    auto* form = new QWidget(this);
    form->setFixedWidth(formWidth);
    form->setLayout(makeForm());
    halves->addWidget(form);
    halves->addWidget(makePreview(), 1);
    column->addLayout(halves, 1);
    problem_ = new Label(context.theme, TextSize::Body, Role::Danger, this);
    problem_->setWordWrap(true);
    column->addWidget(problem_);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    saves_ = buttons->button(QDialogButtonBox::Save);
    connect(buttons, &QDialogButtonBox::accepted, this, &RuleEditor::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    connect(&dryRun_, &DryRun::changed, this, &RuleEditor::showDryRun);
    connect(&book_, &RuleBook::saved, this, [this](const QString& sentence) {
        emit saved(sentence);
        accept();
    });
    connect(&book_, &RuleBook::failed, this, [this](const QString& sentence) {
        problem_->setText(sentence);
        problem_->show();
        saves_->setEnabled(true);
    });
    takeDraft(draft);
    resize(124 * gridStep, 70 * gridStep);
}

RuleEditor::~RuleEditor() = default;

RuleEditor* RuleEditor::open(const PageContext& context, const RuleDraft& draft, QWidget* parent) {
    auto* editor = new RuleEditor(context, draft, parent);
    editor->setAttribute(Qt::WA_DeleteOnClose);
    editor->QDialog::open();
    return editor;
}

QFormLayout* RuleEditor::makeForm() {
    auto* form = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 0);
    form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    form->setVerticalSpacing(gridStep);
    series_ = new SeriesPicker(context_, this);
    form->addRow(tr("Series"), series_);
    auto* condition = new QHBoxLayout;
    condition->setSpacing(gridStep);
    comparison_ = new QComboBox(this);
    comparison_->setAccessibleName(tr("Comparison"));
    for (const Comparison comparison : alerts::allComparisons)
        comparison_->addItem(comparisonWords(comparison), static_cast<int>(comparison));
    threshold_ = new NumberField(tr("Threshold"), this);
    condition->addWidget(comparison_);
    condition->addWidget(threshold_, 1);
    form->addRow(tr("Fires when it"), condition);
    for_ = new NumberField(tr("For at least"), this);
    keepFiring_ = new NumberField(tr("Goes on firing for"), this);
    auto* times = new QHBoxLayout;
    times->setSpacing(2 * gridStep);
    for (const auto& [field, text] :
         {std::pair{for_, tr("For at least")}, {keepFiring_, tr("And for so long after")}}) {
        field->setScales(waitingScales());
        field->setMinimum(0);
        auto* one = new QVBoxLayout;
        one->setSpacing(gridStep / 2);
        auto* label = new Label(context_.theme, text, TextSize::Body, Role::Text, this);
        label->setBuddy(field);
        one->addWidget(label);
        one->addWidget(field);
        times->addLayout(one);
    }
    form->addRow(times);
    severity_ = new QComboBox(this);
    severity_->setAccessibleName(tr("Severity"));
    for (const char* word : {"critical", "warning", "info"})
        severity_->addItem(severityWord(QLatin1String(word)), QString::fromLatin1(word));
    form->addRow(tr("Severity"), severity_);
    name_ = new QLineEdit(this);
    name_->setMaxLength(longestName);
    form->addRow(tr("Name"), name_);
    summary_ = new QLineEdit(this);
    summary_->setToolTip(tr("What a notification says; {{ $value }} and {{ $labels.device }} are put in"));
    form->addRow(tr("Summary"), summary_);
    connect(series_, &SeriesPicker::changed, this, &RuleEditor::takeSeries);
    const auto takeChange = [this] {
        if (!isSetting_) takeFields();
    };
    for (const QComboBox* choice : {comparison_, severity_})
        connect(choice, &QComboBox::currentIndexChanged, this, takeChange);
    for (const NumberField* field : {threshold_, for_, keepFiring_})
        connect(field, &NumberField::changed, this, takeChange);
    for (QLineEdit* field : {name_, summary_})
        connect(field, &QLineEdit::textChanged, this, &RuleEditor::check);
    return form;
}

QWidget* RuleEditor::makePreview() {
    auto* preview = new QWidget(this);
    auto* column = new QVBoxLayout(preview);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gridStep);
    auto* head = new QHBoxLayout;
    head->addStretch();
    length_ = new QComboBox(preview);
    length_->setAccessibleName(tr("Time that the chart shows"));
    length_->addItem(tr("1 hour"), 3'600'000LL);
    length_->addItem(tr("6 hours"), qint64{DryRun::firstMilliseconds});
    length_->addItem(tr("24 hours"), 86'400'000LL);
    length_->addItem(tr("7 days"), qint64{DryRun::wholeMilliseconds});
    length_->setCurrentIndex(1);
    head->addWidget(length_);
    column->addLayout(head);
    chart_ = new ThresholdChart(context_.withCursor(pointer_), preview);
    column->addWidget(chart_, 1);
    verdict_ = new Label(context_.theme, TextSize::Body, Role::Text, preview);
    verdict_->setWordWrap(true);
    column->addWidget(verdict_);
    connect(length_, &QComboBox::currentIndexChanged, this,
            [this] { chart_->setLength(length_->currentData().toLongLong()); });
    connect(chart_, &ThresholdChart::thresholdMoved, this, &RuleEditor::takeThreshold);
    return preview;
}

void RuleEditor::takeDraft(const RuleDraft& draft) {
    const QScopedValueRollback setting(isSetting_, true);
    const ThresholdRule& rule = draft.rule;
    if (!rule.series.empty()) series_->setExpression(rule.series);
    comparison_->setCurrentIndex(comparison_->findData(static_cast<int>(rule.comparison)));
    for_->setValue(static_cast<double>(rule.forMilliseconds) / 1000);
    keepFiring_->setValue(static_cast<double>(rule.keepFiringForMilliseconds) / 1000);
    const auto severity = QString::fromStdString(std::string(alerts::textNamed(rule.labels, "severity")));
    if (severity_->findData(severity) < 0)
        severity_->addItem(severity.isEmpty() ? tr("none") : machineText(severity.toStdString()), severity);
    severity_->setCurrentIndex(severity_->findData(severity));
    threshold_->setValue(rule.threshold);
    name_->setText(QString::fromStdString(rule.name));
    summary_->setText(QString::fromStdString(std::string(alerts::textNamed(rule.annotations, "summary"))));
    takeSeries();
}

Unit RuleEditor::unit() const {
    return series_->choice() != nullptr && series_->choice()->unit != Unit::None
               ? series_->choice()->unit
               : unitOfExpression(series_->expression(), draft_.unit);
}

// Another series: another unit, and nothing is known of it yet.
void RuleEditor::takeSeries() {
    unit_ = unit();
    threshold_->setScales(scalesOf(unit_, context_.format.style()));
    const SeriesChoice* const choice = series_->choice();
    const bool keeps = draft_.hasThreshold && series_->expression() == draft_.rule.series;
    if (choice != nullptr && choice->threshold && !keeps && !draft_.origin) {
        const QScopedValueRollback setting(isSetting_, true);
        threshold_->setValue(*choice->threshold);
        comparison_->setCurrentIndex(comparison_->findData(static_cast<int>(choice->comparison)));
    }
    QString title = series_->title();
    if (title.isEmpty()) title = machineText(series_->expression()).left(120);
    chart_->setSpec({.title = title, .unit = unit_, .lines = {{series_->expression(), {}}}});
    if (series_->expression() != asked_) {
        asked_ = series_->expression();
        const std::int64_t usual = context_.settings.integer("alerts.interval") * 1000;
        dryRun_.setSeries(asked_, context_.cursor.newest(),
                          draft_.intervalMilliseconds > 0 ? draft_.intervalMilliseconds : usual);
    }
    takeFields();
}

void RuleEditor::takeFields() {
    chart_->setThreshold(threshold_->value());
    dryRun_.setRule(rule());
    suggestNames();
    check();
}

void RuleEditor::takeThreshold(double value) {
    threshold_->setValue(value);
    dryRun_.setRule(rule());
    suggestNames();
    check();
}

QString RuleEditor::conditionText() const {
    const QString title = series_->title().isEmpty() ? tr("The series") : series_->title();
    return tr("%1 %2 %3")
        .arg(title, comparison_->currentText(), context_.format.text(threshold_->value(), unit_));
}

// What is taken when nothing is written.
void RuleEditor::suggestNames() {
    name_->setPlaceholderText(series_->title().isEmpty() ? tr("A name, such as DiskBusy")
                                                         : series_->title().left(longestName));
    summary_->setPlaceholderText(draft_.origin ? QString() : conditionText());
}

ThresholdRule RuleEditor::rule() const {
    ThresholdRule rule = draft_.rule;
    rule.series = series_->expression();
    rule.comparison = static_cast<Comparison>(comparison_->currentData().toInt());
    rule.threshold = threshold_->value();
    rule.forMilliseconds = std::llround(for_->value() * 1000);
    rule.keepFiringForMilliseconds = std::llround(keepFiring_->value() * 1000);
    const QString name = name_->text().trimmed();
    rule.name = (name.isEmpty() ? series_->title().left(longestName) : name_->text()).toStdString();
    alerts::setText(rule.labels, "severity", severity_->currentData().toString().toStdString());
    QString summary = summary_->text();
    // Names of devices are no templates.
    if (summary.trimmed().isEmpty() && !draft_.origin)
        summary = conditionText().replace(QStringLiteral("{{"), QStringLiteral("{ {"));
    alerts::setText(rule.annotations, "summary", summary.toStdString());
    return rule;
}

QString RuleEditor::verdict() const {
    return verdict_->text();
}

void RuleEditor::showDryRun() {
    chart_->setSeries(dryRun_.series(), dryRun_.problem());
    chart_->setRuns(dryRun_.runs());
    if (dryRun_.series() == nullptr || !dryRun_.isJudged()) {
        verdict_->setText(!dryRun_.problem().isEmpty()
                              ? tr("What it would have done cannot be told: %1").arg(dryRun_.problem())
                          : dryRun_.isReading() ? tr("Looking at what is known …")
                                                : QString());
        return;
    }
    if (dryRun_.series()->series.empty()) {
        verdict_->setText(tr("The series has no values in this time, so the rule would not have fired."));
        return;
    }
    QString text = dryRunText(dryRun_.runs(), {dryRun_.series()->knownFrom, dryRun_.series()->steps.end});
    if (dryRun_.isReading()) text += QLatin1Char(' ') + tr("Looking further back …");
    if (!dryRun_.problem().isEmpty())
        text += QLatin1Char(' ') + tr("Further back it cannot be told: %1").arg(dryRun_.problem());
    if (chart_->leftOut() > 0)
        text += QLatin1Char(' ') +
                tr("%n series more are judged than drawn.", nullptr, static_cast<int>(chart_->leftOut()));
    verdict_->setText(text);
}

void RuleEditor::check() {
    if (!book_.folder().isThere()) {
        problem_->setText(tr("There is no folder for settings, so no rule can be saved."));
        saves_->setEnabled(false);
        return;
    }
    const auto definition = definitionOf(rule());
    problem_->setText(definition ? QString() : machineText(definition.error().message).left(500));
    problem_->setVisible(!definition);
    saves_->setEnabled(definition.ok());
}

void RuleEditor::save() {
    const auto definition = definitionOf(rule());
    if (!definition || book_.isBusy()) return;
    saves_->setEnabled(false);
    book_.save(*definition, draft_.origin);
}

}  // namespace baro::ui
