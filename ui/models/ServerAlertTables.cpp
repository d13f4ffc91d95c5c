#include "ui/models/ServerAlertTables.h"

#include <QCoreApplication>
#include <QHash>
#include <algorithm>
#include <limits>

#include "core/promql/NumberText.h"
#include "ui/MachineText.h"
#include "ui/models/AlertTables.h"
#include "ui/models/TableCells.h"

namespace baro::ui {
namespace {

using prometheus::RuleState;
using prometheus::ServerAlert;
using prometheus::ServerRule;
using prometheus::ServerRuleGroup;

struct ServerAlertWords {
    Q_DECLARE_TR_FUNCTIONS(ServerAlertTables)
};

// Labels, annotations and expressions may be of any length.
constexpr qsizetype longestInCell = 300;
constexpr qsizetype longestFact = 2000;

QString shortened(std::string_view text, qsizetype longest) {
    const QString shown = machineText(text);
    return shown.size() <= longest ? shown : shown.left(longest) + QStringLiteral("…");
}

TableCell shortCell(std::string_view text) {
    return text.empty() ? unknownCell({}) : textCell(shortened(text, longestInCell));
}

QString wordOf(RuleState state) {
    switch (state) {
        case RuleState::Firing:
            return ServerAlertWords::tr("firing");
        case RuleState::Pending:
            return ServerAlertWords::tr("pending");
        case RuleState::Inactive:
            return ServerAlertWords::tr("quiet");
        case RuleState::Unknown:
            break;
    }
    return QStringLiteral("–");
}

QString valueText(double value) {
    return QString::fromStdString(promql::shortText(value));
}

TableCell momentCell(std::optional<std::int64_t> moment) {
    if (!moment) return unknownCell({});
    return {alertClock(*moment), static_cast<double>(*moment), {}, Unit::Timestamp};
}

QString spanText(std::optional<double> seconds) {
    return seconds ? QString::fromStdString(formatDuration(*seconds)) : QString();
}

TableCell spanCell(std::optional<double> seconds) {
    return seconds ? TableCell{spanText(seconds), *seconds, {}, Unit::Seconds} : unknownCell({});
}

QString summaryOf(const prometheus::JsonFields::Texts& annotations) {
    for (const char* name : {"summary", "description", "message"})
        for (const auto& [key, text] : annotations)
            if (key == name && !text.empty()) return shortened(text, longestInCell);
    return {};
}

Labels withoutTarget(const Labels& labels) {
    auto pairs = labels.pairs();
    std::erase_if(pairs, [](const auto& pair) { return pair.first == "instance" || pair.first == "job"; });
    return Labels(std::move(pairs));
}

// Calls take(key, alert) for each; the key by place among equal labels, which some servers have twice.
template <class Take>
void forEachAlert(const std::vector<ServerAlert>& alerts, Take take) {
    QHash<QString, int> seen;
    for (const ServerAlert& alert : alerts) {
        const QString key = alertKey(alert.labels);
        take(key + QLatin1Char('#') + QString::number(seen[key]++), alert);
    }
}

template <class Take>
void forEachRule(const std::vector<ServerRuleGroup>& groups, Take take) {
    for (const ServerRuleGroup& group : groups) {
        const QString place = machineText(group.file) + QLatin1Char('\n') + machineText(group.name);
        for (std::size_t number = 0; number < group.rules.size(); ++number)
            take(place + QLatin1Char('\n') + QString::number(number), group, group.rules[number]);
    }
}

QString stateOf(const ServerRule& rule) {
    if (rule.health == ServerRule::Health::Bad) return ServerAlertWords::tr("bad");
    if (rule.kind == ServerRule::Kind::Recording) return ServerAlertWords::tr("recording");
    return wordOf(rule.state);
}

QString healthOf(const ServerRule& rule) {
    if (rule.health == ServerRule::Health::Good) return ServerAlertWords::tr("ok");
    if (rule.health == ServerRule::Health::Bad)
        return rule.lastError.empty() ? ServerAlertWords::tr("bad")
                                      : shortened(rule.lastError, longestInCell);
    return ServerAlertWords::tr("not evaluated yet, or not told");
}

void addTexts(ShownFacts& facts, const std::vector<std::pair<std::string, std::string>>& texts) {
    for (const auto& [name, text] : texts)
        facts.emplace_back(shortened(name, longestInCell), shortened(text, longestFact));
}

}  // namespace

std::vector<TableColumn> serverAlertColumns() {
    return {{ServerAlertWords::tr("Alert"), {}, false},
            {ServerAlertWords::tr("Severity"), {}, false},
            {ServerAlertWords::tr("State"), {}, false},
            {ServerAlertWords::tr("Since"), ServerAlertWords::tr("When its expression first held"), true},
            {ServerAlertWords::tr("Value"), ServerAlertWords::tr("Of the rule's expression"), true},
            {ServerAlertWords::tr("About"), {}, false},
            {ServerAlertWords::tr("Summary"), {}, false}};
}

std::vector<TableRow> serverAlertRows(const std::vector<ServerAlert>& alerts, bool areOfOneHost) {
    std::vector<TableRow> rows;
    forEachAlert(alerts, [&](const QString& key, const ServerAlert& alert) {
        TableCell value = unknownCell({});
        if (alert.value) value = {valueText(*alert.value), *alert.value, {}};
        rows.push_back(
            {key,
             {shortCell(alert.labels.value("alertname")), shortCell(alert.labels.value("severity")),
              textCell(wordOf(alert.state)), momentCell(alert.activeAt), std::move(value),
              textCell(alertSubject(areOfOneHost ? withoutTarget(alert.labels) : alert.labels)),
              textCell(summaryOf(alert.annotations))},
             alert.state != RuleState::Firing});
    });
    return rows;
}

ShownFacts factsOf(const ServerAlert& alert) {
    ShownFacts facts{{ServerAlertWords::tr("State"), wordOf(alert.state)}};
    if (alert.activeAt) facts.emplace_back(ServerAlertWords::tr("Since"), alertClock(*alert.activeAt));
    if (alert.value) facts.emplace_back(ServerAlertWords::tr("Value"), valueText(*alert.value));
    addTexts(facts, alert.annotations);
    addTexts(facts, alert.labels.pairs());
    return facts;
}

std::vector<TableColumn> serverRuleColumns() {
    return {{ServerAlertWords::tr("Rule"), {}, false},
            {ServerAlertWords::tr("State"), {}, false},
            {ServerAlertWords::tr("Expression"), {}, false},
            {ServerAlertWords::tr("For"),
             ServerAlertWords::tr("How long it has to hold before the alert fires"), true},
            {ServerAlertWords::tr("Group"), {}, false},
            {ServerAlertWords::tr("Evaluated"), ServerAlertWords::tr("When it was last"), true},
            {ServerAlertWords::tr("Health"), {}, false}};
}

std::vector<TableRow> serverRuleRows(const std::vector<ServerRuleGroup>& groups, std::int64_t now) {
    std::vector<TableRow> rows;
    forEachRule(groups, [&](const QString& key, const ServerRuleGroup& group, const ServerRule& rule) {
        const bool alerts = rule.kind == ServerRule::Kind::Alerting;
        TableCell evaluated = unknownCell({});
        if (rule.evaluatedAt && *rule.evaluatedAt <= now) {
            const double age = static_cast<double>(now - *rule.evaluatedAt) / 1000;
            evaluated = {ServerAlertWords::tr("%1 ago").arg(spanText(age)), -age,
                         alertClock(*rule.evaluatedAt), Unit::Timestamp};
        }
        rows.push_back(
            {key,
             {shortCell(rule.name), textCell(stateOf(rule)), shortCell(rule.expression),
              alerts ? spanCell(rule.forSeconds) : unknownCell({}), shortCell(group.name),
              std::move(evaluated), textCell(healthOf(rule), shortened(rule.lastError, longestFact))},
             false});
    });
    std::stable_partition(rows.begin(), rows.end(), [](const TableRow& row) {
        return row.cells[1].text == ServerAlertWords::tr("bad");
    });
    return rows;
}

ShownFacts factsOf(const ServerRuleGroup& group, const ServerRule& rule, const FormatStyle& style) {
    ShownFacts facts{{ServerAlertWords::tr("Expression"), shortened(rule.expression, longestFact)},
                     {ServerAlertWords::tr("State"), stateOf(rule)},
                     {ServerAlertWords::tr("For"), spanText(rule.forSeconds)},
                     {ServerAlertWords::tr("Keeps firing for"),
                      rule.keepFiringSeconds.value_or(0) > 0 ? spanText(rule.keepFiringSeconds) : QString()},
                     {ServerAlertWords::tr("Health"), healthOf(rule)},
                     {ServerAlertWords::tr("Group"), shortened(group.name, longestInCell)},
                     {ServerAlertWords::tr("Evaluated every"), spanText(group.intervalSeconds)},
                     {ServerAlertWords::tr("File on the server"), shortened(group.file, longestInCell)}};
    if (rule.evaluatedAt)
        facts.emplace_back(ServerAlertWords::tr("Evaluated"), alertClock(*rule.evaluatedAt));
    if (rule.evaluationSeconds)
        facts.emplace_back(
            ServerAlertWords::tr("Which took"),
            QString::fromStdString(formatValue(*rule.evaluationSeconds, Unit::Seconds, style)));
    addTexts(facts, rule.annotations);
    addTexts(facts, rule.labels.pairs());
    return facts;
}

const ServerAlert* alertWithKey(const std::vector<ServerAlert>& alerts, const QString& wanted) {
    const ServerAlert* found = nullptr;
    forEachAlert(alerts, [&](const QString& key, const ServerAlert& alert) {
        if (key == wanted) found = &alert;
    });
    return found;
}

FoundServerRule serverRuleWithKey(const std::vector<ServerRuleGroup>& groups, const QString& wanted) {
    FoundServerRule found;
    forEachRule(groups, [&](const QString& key, const ServerRuleGroup& group, const ServerRule& rule) {
        if (key == wanted) found = {&group, &rule};
    });
    return found;
}

}  // namespace baro::ui
