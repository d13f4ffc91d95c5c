#include "ui/alerts/RulePanel.h"

#include <algorithm>
#include <map>

#include "ui/Formatting.h"
#include "ui/MachineText.h"
#include "ui/alerts/RuleThreshold.h"
#include "ui/models/AlertTables.h"
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

// Whom it was about most often.
QString mostly(const std::vector<alerts::AlertRun>& runs) {
    std::map<QString, int> counts;
    for (const alerts::AlertRun& run : runs)
        ++counts[alertSubject(run.labels)];
    const auto most = std::ranges::max_element(counts, {}, [](const auto& entry) { return entry.second; });
    return counts.size() > 1 && !most->first.isEmpty() ? most->first : QString();
}

QString verdictOn(const std::vector<alerts::AlertRun>& runs) {
    if (runs.empty()) return RulePanel::tr("It would not have fired in the last 7 days.");
    const auto longest =
        std::ranges::max(runs, {}, [](const auto& run) { return run.fired.to - run.fired.from; });
    const double seconds = static_cast<double>(longest.fired.to - longest.fired.from) / 1000;
    QString text = RulePanel::tr("It would have fired %n time(s) in the last 7 days, at most for %1", nullptr,
                                 static_cast<int>(runs.size()))
                       .arg(QString::fromStdString(formatDuration(seconds)));
    if (const QString who = mostly(runs); !who.isEmpty()) text += RulePanel::tr(", mostly %1").arg(who);
    return text + QLatin1Char('.');
}

}  // namespace

RulePanel::RulePanel(const PageContext& context, QWidget* parent)
    : Card(context.theme, tr("Rule"), parent), context_(context), reader_(context.source) {
    expression_ = new Label(context.theme, TextSize::Body, Role::Text, this);
    expression_->setWordWrap(true);
    expression_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    verdict_ = new Label(context.theme, TextSize::Body, Role::QuietText, this);
    verdict_->setWordWrap(true);
    chart_ = new SeriesChart(context, {.title = tr("Expression"), .lines = {}}, this);
    body()->addWidget(expression_);
    body()->addWidget(verdict_);
    body()->addWidget(chart_);
    connect(&reader_, &AlertRunReader::answered, this, [this](const auto& runs) { showVerdict(*runs); });
    hide();
}

void RulePanel::showRule(const alerts::GroupStanding& group, const alerts::RuleStanding& rule,
                         std::int64_t moment) {
    const alerts::RuleDefinition& definition = rule.definition;
    const QString id = QString::fromStdString(group.file + '\n' + group.name + '\n' + definition.name + '\n' +
                                              definition.expression);
    if (id == shown_) return;
    shown_ = id;
    setTitle(machineText(definition.name).left(200));
    expression_->setText(machineText(definition.expression).left(2000));
    chart_->setSpec(chartOf(definition));
    const bool alerting = definition.kind == alerts::RuleDefinition::Kind::Alerting;
    verdict_->setText(alerting ? tr("Looking at the last 7 days …")
                               : tr("It records a series, and never fires."));
    if (alerting) reader_.ask({{moment - lookedAt, moment}, definition, dryRunStep});
    show();
}

void RulePanel::clear() {
    shown_.clear();
    hide();
}

QString RulePanel::verdict() const {
    return verdict_->text();
}

void RulePanel::showVerdict(const Result<std::vector<alerts::AlertRun>>& runs) {
    verdict_->setText(runs ? verdictOn(*runs)
                           : tr("What it would have done cannot be told: %1")
                                 .arg(machineText(runs.error().message).left(500)));
}

}  // namespace baro::ui
