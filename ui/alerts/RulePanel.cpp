#include "ui/alerts/RulePanel.h"

#include <algorithm>
#include <map>
#include <optional>

#include "ui/Formatting.h"
#include "ui/MachineText.h"
#include "ui/explore/UnitGuess.h"
#include "ui/models/AlertTables.h"
#include "ui/widgets/Label.h"
#include "ui/widgets/SeriesChart.h"

namespace baro::ui {
namespace {

// So coarse that a week is asked in a moment, and no coarser than most rules' `for`.
constexpr std::int64_t dryRunStep = 60'000;

bool isComparison(promql::BinaryOperator op) {
    using enum promql::BinaryOperator;
    return op == Equal || op == NotEqual || op == Less || op == LessOrEqual || op == Greater ||
           op == GreaterOrEqual;
}

std::string textAt(const std::string& text, const promql::Expression& part) {
    return text.substr(part.at.from, part.at.to - part.at.from);
}

struct Threshold {
    std::string series;  // what is compared
    std::string limit;   // with which number
};

// "x > 0.8" is a line and a limit; any other expression only tells when it holds.
std::optional<Threshold> thresholdOf(const alerts::RuleDefinition& definition) {
    const auto* comparison = std::get_if<promql::Binary>(&definition.parsed->node);
    if (comparison == nullptr || !isComparison(comparison->op) || comparison->returnsBool)
        return std::nullopt;
    if (comparison->right->type != promql::ValueType::Scalar) return std::nullopt;
    return Threshold{textAt(definition.expression, *comparison->left),
                     textAt(definition.expression, *comparison->right)};
}

ChartSpec chartOf(const alerts::RuleDefinition& definition) {
    ChartSpec spec{.title = RulePanel::tr("Expression"), .unit = unitGuess(*definition.parsed), .lines = {}};
    const auto threshold = thresholdOf(definition);
    if (!threshold) {
        spec.lines = {{definition.expression, {}}};
        return spec;
    }
    spec.unit = unitGuess(*std::get<promql::Binary>(definition.parsed->node).left);
    spec.lines = {{threshold->series, {}}, {"vector(" + threshold->limit + ")", RulePanel::tr("threshold")}};
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
    chart_ = new SeriesChart(context, {.title = tr("Expression")}, this);
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
