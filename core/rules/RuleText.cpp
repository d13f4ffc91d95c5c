#include "core/rules/RuleText.h"

#include <fmt/format.h>

#include "core/base/AppendFormat.h"
#include "core/base/Escape.h"
#include "core/promql/NumberScan.h"
#include "core/promql/Quoting.h"
#include "core/yaml/YamlText.h"

namespace baro::alerts {
namespace {

void appendTexts(std::string& out, const std::string& indent, const char* key, const TextPairs& texts) {
    if (texts.empty()) return;
    appendFormat(out, "{}  {}:\n", indent, key);
    for (const auto& [name, text] : texts)
        appendFormat(out, "{}    {}: {}\n", indent, yamlText(name), yamlText(text));
}

}  // namespace

std::string ruleText(const RuleDefinition& rule, std::size_t column) {
    const std::string indent(column, ' ');
    const bool isAlert = rule.kind == RuleDefinition::Kind::Alerting;
    std::string out;
    const auto line = [&](const char* key, const std::string& value) {
        appendFormat(out, "{}  {}: {}\n", indent, key, value);
    };
    appendFormat(out, "{}- {}: {}\n", indent, isAlert ? "alert" : "record", yamlText(rule.name));
    line("expr", yamlText(rule.expression));
    if (rule.forMilliseconds != 0) line("for", promql::durationText(rule.forMilliseconds));
    if (rule.keepFiringForMilliseconds != 0)
        line("keep_firing_for", promql::durationText(rule.keepFiringForMilliseconds));
    appendTexts(out, indent, "labels", rule.labels);
    appendTexts(out, indent, "annotations", rule.annotations);
    return out;
}

bool isSameText(const RuleDefinition& a, const RuleDefinition& b) {
    return a.kind == b.kind && a.name == b.name && a.expression == b.expression &&
           a.forMilliseconds == b.forMilliseconds &&
           a.keepFiringForMilliseconds == b.keepFiringForMilliseconds && a.labels == b.labels &&
           a.annotations == b.annotations;
}

Result<RuleDefinition> checkedDefinition(const RuleDefinition& rule) {
    if (rule.forMilliseconds < 0 || rule.keepFiringForMilliseconds < 0)
        return malformed("a time is negative");
    if (rule.name.empty()) return malformed("the rule needs a name");
    RuleFileReading reading = parseRuleFile("groups:\n- name: g\n  rules:\n" + ruleText(rule, 2), "rule");
    if (!reading.ok()) {
        // Where it stands in this text is of no use to anybody.
        std::string message = reading.problems.front().message;
        const std::string place = fmt::format("group \"g\", rule 1, {}: ", promql::quoted(rule.name));
        if (message.starts_with(place)) message.erase(0, place.size());
        return malformed(escapedForTerminal(message));
    }
    if (reading.file.groups.size() != 1 || reading.file.groups[0].rules.size() != 1 ||
        !isSameText(reading.file.groups[0].rules[0], rule))
        return malformed("a text of the rule holds what no rule file can: bytes that are not UTF-8");
    return reading.file.groups[0].rules[0];
}

}  // namespace baro::alerts
