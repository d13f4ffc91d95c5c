#include "ui/models/AlertTables.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QStringList>
#include <algorithm>

#include "ui/ClockText.h"
#include "ui/MachineText.h"
#include "ui/alerts/RuleThreshold.h"
#include "ui/models/TableCells.h"

namespace baro::ui {
namespace {

using alerts::Alert;
using alerts::AlertState;

struct AlertWords {
    Q_DECLARE_TR_FUNCTIONS(AlertTables)
};

// Labels and annotations may be of any length.
constexpr qsizetype longestShown = 300;

QString cut(const QString& text) {
    return text.size() <= longestShown ? text : text.left(longestShown) + QStringLiteral("…");
}

QString labelText(std::string_view text) {
    return cut(machineText(text));
}

TableCell timeCell(std::int64_t moment) {
    return {alertClock(moment), static_cast<double>(moment), {}, Unit::Timestamp};
}

TableCell durationCell(std::int64_t milliseconds) {
    const double seconds = static_cast<double>(milliseconds) / 1000;
    return {QString::fromStdString(formatDuration(seconds)), seconds, {}, Unit::Seconds};
}

QString stateWord(AlertState state) {
    switch (state) {
        case AlertState::Inactive:
            return AlertWords::tr("resolved");
        case AlertState::Pending:
            return AlertWords::tr("pending");
        case AlertState::Firing:
            break;
    }
    return AlertWords::tr("firing");
}

QString annotationOf(const Alert& alert) {
    for (const char* name : {"summary", "description", "message"})
        for (const auto& [key, text] : alert.annotations)
            if (key == name && !text.empty()) return labelText(text);
    return {};
}

QString allAnnotations(const Alert& alert) {
    QStringList lines;
    for (const auto& [name, text] : alert.annotations)
        lines << labelText(name) + QStringLiteral(": ") + labelText(text);
    return lines.join(QLatin1Char('\n'));
}

int gravityOf(const Alert& alert) {
    const int state = alert.state == AlertState::Firing ? 4 : 0;
    const auto severity = alert.labels.value("severity");
    return state + (severity == "critical" ? 2 : severity == "warning" ? 1 : 0);
}

TableCell stateCell(const Alert& alert, std::int64_t forMilliseconds, std::int64_t now) {
    if (alert.state != AlertState::Pending) return textCell(stateWord(alert.state));
    const double left = static_cast<double>(forMilliseconds - (now - alert.activeAt)) / 1000;
    return textCell(AlertWords::tr("pending, fires in %1")
                        .arg(QString::fromStdString(formatDuration(std::max(left, 0.0)))));
}

TableRow activeRow(const Alert& alert, const TableCell& value, std::int64_t forMilliseconds,
                   std::int64_t now) {
    const std::int64_t since = alert.firedAt.value_or(alert.activeAt);
    return {alertKey(alert.labels),
            {textCell(labelText(alert.labels.value("alertname"))),
             textCell(labelText(alert.labels.value("severity"))), stateCell(alert, forMilliseconds, now),
             timeCell(since), value, textCell(alertSubject(alert.labels)),
             textCell(annotationOf(alert), allAnnotations(alert))},
            alert.state == AlertState::Pending};
}

QString healthText(const alerts::EvaluationReport& report) {
    switch (report.health) {
        case alerts::RuleHealth::Unknown:
            return AlertWords::tr("not evaluated yet");
        case alerts::RuleHealth::Good:
            return AlertWords::tr("ok");
        case alerts::RuleHealth::Bad:
            break;
    }
    return cut(machineText(report.error));
}

QString ruleState(const alerts::RuleStanding& rule) {
    if (rule.report.health == alerts::RuleHealth::Bad) return AlertWords::tr("bad");
    if (rule.definition.kind == alerts::RuleDefinition::Kind::Recording) return AlertWords::tr("recording");
    return rule.state == AlertState::Inactive ? AlertWords::tr("quiet") : stateWord(rule.state);
}

TableRow ruleRow(const alerts::GroupStanding& group, std::size_t index, const FormatStyle& style) {
    const alerts::RuleStanding& rule = group.rules[index];
    const alerts::RuleDefinition& definition = rule.definition;
    const bool alerting = definition.kind == alerts::RuleDefinition::Kind::Alerting;
    const QString file = QFileInfo(machineText(group.file)).fileName();
    return {
        ruleKey(group, index),
        {textCell(labelText(definition.name)), textCell(ruleState(rule), cut(machineText(rule.report.error))),
         textCell(labelText(definition.expression), labelText(definition.expression)),
         alerting ? durationCell(definition.forMilliseconds) : unknownCell({}),
         textCell(labelText(group.name)),
         textCell(file, labelText(group.file) + QLatin1Char(':') + QString::number(definition.line)),
         numberCell(rule.report.time ? std::optional(rule.report.seconds) : std::nullopt, Unit::Seconds,
                    style),
         textCell(healthText(rule.report), machineText(rule.report.error).left(2000))},
        false};
}

TableRow offRuleRow(const std::string& file, const std::string& group, const alerts::RuleDefinition& rule,
                    std::size_t index) {
    return {offRuleKey(file, group, index),
            {textCell(labelText(rule.name)), textCell(AlertWords::tr("off")),
             textCell(labelText(rule.expression), labelText(rule.expression)),
             durationCell(rule.forMilliseconds), textCell(labelText(group)),
             textCell(QFileInfo(machineText(file)).fileName(),
                      labelText(file) + QLatin1Char(':') + QString::number(rule.line)),
             unknownCell({}), textCell(AlertWords::tr("switched off"))},
            true};
}

}  // namespace

QString alertClock(std::int64_t moment) {
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(moment);
    const bool isToday = time.date() == QDate::currentDate();
    return isToday ? clockText(time.time(), ClockForm::Seconds)
                   : momentText(time, DayForm::WeekdayAndDay, ClockForm::Seconds);
}

QString offRuleKey(const std::string& file, const std::string& group, std::size_t rule) {
    return QStringLiteral("off\n") + QString::fromStdString(file) + QLatin1Char('\n') +
           QString::fromStdString(group) + QLatin1Char('\n') + QString::number(rule);
}

QString alertKey(const Labels& labels) {
    return QString::fromStdString(toString(labels));
}

QString ruleKey(const alerts::GroupStanding& group, std::size_t rule) {
    return QString::fromStdString(group.file) + QLatin1Char('\n') + QString::fromStdString(group.name) +
           QLatin1Char('\n') + QString::number(rule);
}

QString alertSubject(const Labels& labels) {
    QStringList parts;
    for (const auto& [name, value] : labels.pairs())
        if (name != "alertname" && name != "severity" && name != metricNameLabel)
            parts << machineText(name) + QLatin1Char('=') + machineText(value);
    return cut(parts.join(QStringLiteral(", ")));
}

std::vector<TableColumn> activeAlertColumns() {
    return {{AlertWords::tr("Alert"), {}, false},
            {AlertWords::tr("Severity"), {}, false},
            {AlertWords::tr("State"), {}, false},
            {AlertWords::tr("Since"), {}, true},
            {AlertWords::tr("Value"), AlertWords::tr("Of the rule's expression"), true},
            {AlertWords::tr("About"), {}, false},
            {AlertWords::tr("Summary"), {}, false}};
}

std::vector<TableRow> activeAlertRows(const alerts::AlertStanding& standing, std::int64_t now,
                                      const FormatStyle& style) {
    std::vector<std::pair<int, TableRow>> found;
    for (const alerts::GroupStanding& group : standing.groups)
        for (const alerts::RuleStanding& rule : group.rules)
            for (const Alert& alert : rule.alerts)
                if (alert.state != AlertState::Inactive)
                    found.emplace_back(
                        gravityOf(alert),
                        activeRow(alert, numberCell(alert.value, valueUnit(rule.definition), style),
                                  rule.definition.forMilliseconds, now));
    std::ranges::stable_sort(found, std::greater{}, &std::pair<int, TableRow>::first);
    std::vector<TableRow> rows;
    for (auto& [gravity, row] : found)
        rows.push_back(std::move(row));
    return rows;
}

std::vector<TableRow> alertRowsAt(const std::vector<alerts::AlertRun>& runs, std::int64_t moment) {
    std::vector<TableRow> rows;
    for (const alerts::AlertRun& run : runs) {
        if (run.fired.from > moment || (!run.endsUnknown && run.fired.to < moment)) continue;
        Alert alert;
        alert.state = AlertState::Firing;
        alert.labels = run.labels;
        alert.firedAt = run.fired.from;
        rows.push_back(activeRow(
            alert, unknownCell(AlertWords::tr("Values of past alerts are in the rule's chart.")), 0, moment));
    }
    return rows;
}

std::vector<TableColumn> pastAlertColumns() {
    return {{AlertWords::tr("Alert"), {}, false},
            {AlertWords::tr("Severity"), {}, false},
            {AlertWords::tr("Fired at"), {}, true},
            {AlertWords::tr("For"), {}, true},
            {AlertWords::tr("About"), {}, false}};
}

std::vector<TableRow> pastAlertRows(const std::vector<alerts::AlertRun>& runs) {
    std::vector<TableRow> rows;
    for (const alerts::AlertRun& run : runs) {
        TableCell length = durationCell(run.fired.to - run.fired.from);
        if (run.endsUnknown) length.text = AlertWords::tr("%1, still firing").arg(length.text);
        rows.push_back({alertKey(run.labels) + QString::number(run.fired.from),
                        {textCell(labelText(run.labels.value("alertname"))),
                         textCell(labelText(run.labels.value("severity"))), timeCell(run.fired.from), length,
                         textCell(alertSubject(run.labels))},
                        false});
    }
    return rows;
}

std::vector<TableColumn> ruleColumns() {
    return {{AlertWords::tr("Rule"), {}, false},
            {AlertWords::tr("State"), {}, false},
            {AlertWords::tr("Expression"), {}, false},
            {AlertWords::tr("For"), AlertWords::tr("How long it has to hold before the alert fires"), true},
            {AlertWords::tr("Group"), {}, false},
            {AlertWords::tr("File"), {}, false},
            {AlertWords::tr("Evaluation"), AlertWords::tr("How long the last one took"), true},
            {AlertWords::tr("Health"), {}, false}};
}

std::vector<TableRow> ruleRows(const alerts::AlertStanding& standing, const FormatStyle& style) {
    std::vector<TableRow> rows;
    for (const alerts::GroupStanding& group : standing.groups)
        for (std::size_t index = 0; index < group.rules.size(); ++index)
            rows.push_back(ruleRow(group, index, style));
    for (const alerts::RuleFile& file : standing.switchedOff)
        for (const alerts::GroupDefinition& group : file.groups)
            for (std::size_t index = 0; index < group.rules.size(); ++index)
                rows.push_back(offRuleRow(file.name, group.name, group.rules[index], index));
    return rows;
}

}  // namespace baro::ui
