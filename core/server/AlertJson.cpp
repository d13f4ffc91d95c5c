#include "core/server/AlertJson.h"

#include <string>
#include <string_view>

#include "core/base/Rfc3339.h"
#include "core/promql/NumberText.h"
#include "core/promql/Parser.h"

namespace baro {
namespace {

void writeField(JsonWriter& json, std::string_view key, std::string_view text) {
    json.key(key);
    json.text(text);
}

void writeSeconds(JsonWriter& json, std::string_view key, std::int64_t milliseconds) {
    json.key(key);
    json.raw([milliseconds](std::string& text) {
        promql::appendJsonNumber(text, static_cast<double>(milliseconds) / 1000);
    });
}

void writeMeasured(JsonWriter& json, std::string_view key, double seconds) {
    json.key(key);
    json.number(seconds);
}

// As Go writes times, without noughts at the end; Prometheus's zero time where there is none.
std::string timeOrZero(std::optional<std::int64_t> milliseconds) {
    if (!milliseconds) return "0001-01-01T00:00:00Z";
    std::string text = rfc3339(*milliseconds);
    text.pop_back();
    while (text.ends_with('0'))
        text.pop_back();
    if (text.ends_with('.')) text.pop_back();
    return text + "Z";
}

template <class Pairs>
void writePairs(JsonWriter& json, std::string_view key, const Pairs& pairs) {
    json.key(key);
    json.open('{');
    for (const auto& [name, value] : pairs)
        writeField(json, name, value);
    json.close('}');
}

void writeAlert(JsonWriter& json, const alerts::Alert& alert) {
    json.open('{');
    writePairs(json, "labels", alert.labels.pairs());
    writePairs(json, "annotations", alert.annotations);
    writeField(json, "state", wordOf(alert.state));
    writeField(json, "activeAt", timeOrZero(alert.activeAt));
    if (alert.keepFiringSince) writeField(json, "keepFiringSince", timeOrZero(alert.keepFiringSince));
    json.key("value");
    // Prometheus writes it so: strconv.FormatFloat with 'e'.
    json.raw([&alert](std::string& text) { text += '"' + promql::exponentText(alert.value) + '"'; });
    json.close('}');
}

void writeActive(JsonWriter& json, const alerts::RuleStanding& rule) {
    for (const alerts::Alert& alert : rule.alerts)
        if (alert.state != alerts::AlertState::Inactive) writeAlert(json, alert);
}

std::string_view stateOf(const alerts::RuleStanding& rule) {
    return rule.report.time ? wordOf(rule.state) : "unknown";
}

void writeRule(JsonWriter& json, const alerts::RuleStanding& rule, const RuleChoice& choice) {
    const alerts::RuleDefinition& definition = rule.definition;
    const bool isAlerting = definition.kind == alerts::RuleDefinition::Kind::Alerting;
    json.open('{');
    if (isAlerting) writeField(json, "state", stateOf(rule));
    writeField(json, "name", definition.name);
    writeField(json, "query", promql::toString(*definition.parsed));
    if (isAlerting) {
        writeSeconds(json, "duration", definition.forMilliseconds);
        writeSeconds(json, "keepFiringFor", definition.keepFiringForMilliseconds);
    }
    if (isAlerting || !definition.labels.empty()) writePairs(json, "labels", definition.labels);
    if (isAlerting) {
        writePairs(json, "annotations", definition.annotations);
        json.key("alerts");
        json.open('[');
        if (choice.withAlerts) writeActive(json, rule);
        json.close(']');
    }
    writeField(json, "health", wordOf(rule.report.health));
    if (!rule.report.error.empty()) writeField(json, "lastError", rule.report.error);
    writeMeasured(json, "evaluationTime", rule.report.seconds);
    writeField(json, "lastEvaluation", timeOrZero(rule.report.time));
    writeField(json, "type", isAlerting ? "alerting" : "recording");
    json.close('}');
}

void writeGroup(JsonWriter& json, const alerts::GroupStanding& group, const RuleChoice& choice) {
    json.open('{');
    writeField(json, "name", group.name);
    writeField(json, "file", group.file);
    json.key("rules");
    json.open('[');
    for (const alerts::RuleStanding& rule : group.rules) {
        const bool isAlerting = rule.definition.kind == alerts::RuleDefinition::Kind::Alerting;
        if (isAlerting ? choice.alerting : choice.recording) writeRule(json, rule, choice);
    }
    json.close(']');
    writeSeconds(json, "interval", group.intervalMilliseconds);
    json.key("limit");
    json.number(group.limit);
    writeMeasured(json, "evaluationTime", group.report.seconds);
    writeField(json, "lastEvaluation", timeOrZero(group.report.time));
    json.close('}');
}

}  // namespace

void writeRules(JsonWriter& json, const alerts::AlertStanding& standing, const RuleChoice& choice) {
    json.open('{');
    json.key("groups");
    json.open('[');
    for (const alerts::GroupStanding& group : standing.groups)
        writeGroup(json, group, choice);
    json.close(']');
    json.close('}');
}

void writeAlerts(JsonWriter& json, const alerts::AlertStanding& standing) {
    json.open('{');
    json.key("alerts");
    json.open('[');
    for (const alerts::GroupStanding& group : standing.groups)
        for (const alerts::RuleStanding& rule : group.rules)
            writeActive(json, rule);
    json.close(']');
    json.close('}');
}

}  // namespace baro
