#include "ui/alerts/AlertFromChart.h"

#include <QCoreApplication>
#include <QMenu>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <utility>

#include "core/promql/Parser.h"
#include "ui/MachineText.h"
#include "ui/Navigation.h"
#include "ui/SeriesFeed.h"
#include "ui/alerts/ThresholdChart.h"
#include "ui/widgets/ChartFrame.h"

namespace baro::ui {
namespace {

struct AlertChoiceWords {
    Q_DECLARE_TR_FUNCTIONS(AlertFromChart)
};

// A rate over two samples, as live charts show it, would fire at every twitch.
constexpr std::int64_t leastRuleRange = 60'000;

ExpressionVariables ruleVariables(const ChartSpec& spec, const PageContext& context) {
    ExpressionVariables variables = spec.variables;
    const std::int64_t fewSamples = 4 * std::chrono::milliseconds(context.series.sampleInterval()).count();
    variables[std::string(intervalVariable)] = durationText(std::max(leastRuleRange, fewSamples));
    for (const auto& [name, value] : context.series.variables())
        variables.try_emplace(name, value);
    return variables;
}

double roundedValue(double value) {
    if (value == 0 || !std::isfinite(value)) return 0;
    const double grain = std::pow(10, std::floor(std::log10(std::abs(value))) - 1);
    return grain >= 1 ? std::round(value / grain) * grain : std::round(value / grain) / std::round(1 / grain);
}

QString lineText(const ChartLine& line) {
    QString text = line.name;
    text.remove(QLatin1Char('{')).remove(QLatin1Char('}'));
    if (text.isEmpty()) text = machineText(line.expression).left(80);
    return withoutMnemonics(text);
}

}  // namespace

std::optional<RuleDraft> draftOf(const ChartFrame& chart, std::size_t line, const PageContext& context) {
    const ChartSpec& spec = chart.spec();
    RuleDraft draft = newRule();
    draft.rule.series = withVariables(spec.lines.at(line).expression, ruleVariables(spec, context));
    const promql::Parsed parsed = promql::parse(draft.rule.series);
    if (!parsed.ok() || parsed.expression()->type != promql::ValueType::Vector) return std::nullopt;
    draft.unit = spec.unit;
    double highest = -std::numeric_limits<double>::infinity();
    for (const ChartSeries& series : chart.data().series)
        if (series.line == line) highest = std::fmax(highest, series.last * series.sign);
    draft.rule.threshold = roundedValue(highest);
    draft.hasThreshold = true;
    return draft;
}

void addAlertChoice(QMenu& menu, ChartFrame& chart, const PageContext& context) {
    // It is about an alert already.
    if (qobject_cast<ThresholdChart*>(&chart) != nullptr) return;
    std::vector<std::pair<QString, RuleDraft>> drafts;
    for (std::size_t line = 0; line < chart.spec().lines.size(); ++line)
        if (auto draft = draftOf(chart, line, context))
            drafts.emplace_back(lineText(chart.spec().lines[line]), std::move(*draft));
    const auto add = [&](QMenu& into, const QString& text, const RuleDraft& draft) {
        into.addAction(text, &chart, [context, draft, window = chart.window()] {
            auto* const editor = RuleEditor::open(context, draft, window);
            QObject::connect(editor, &RuleEditor::saved, &context.navigation, &Navigation::say);
        });
    };
    const QString title = AlertChoiceWords::tr("Make an alert from this …");
    if (drafts.size() == 1) return add(menu, title, drafts.front().second);
    if (drafts.empty()) return;
    QMenu* const choice = menu.addMenu(title);
    for (const auto& [text, draft] : drafts)
        add(*choice, text, draft);
}

}  // namespace baro::ui
