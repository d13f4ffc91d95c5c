#include "core/rules/RuleText.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "core/base/Characters.h"
#include "core/base/Escape.h"
#include "core/promql/NumberScan.h"
#include "core/promql/Quoting.h"

namespace baro::alerts {
namespace {

// What some YAML takes for something else than a text.
bool isYamlWord(std::string_view text) {
    static constexpr std::array<std::string_view, 9> words{"null", "true", "false", "yes", "no",
                                                           "on",   "off",  "y",     "n"};
    return std::ranges::any_of(words,
                               [text](std::string_view word) { return equalsIgnoringCase(text, word); });
}

// Controls, the ends of lines that Unicode adds, and the byte order mark.
bool needsEscape(char32_t code) {
    return code < 0x20 || (code >= 0x7f && code <= 0x9f) || code == 0x2028 || code == 0x2029 ||
           code == 0xfeff || (code & 0xfffe) == 0xfffe;
}

bool needsEscapes(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const promql::Character character = promql::characterAt(text, at);
        if (!character.valid || needsEscape(character.code)) return true;
        at += character.bytes;
    }
    return false;
}

void appendEscaped(std::string& out, std::string_view bytes, char32_t code) {
    if (code == '"' || code == '\\')
        out.append("\\").append(bytes);
    else if (code == '\n')
        out += "\\n";
    else if (code == '\t')
        out += "\\t";
    else if (!needsEscape(code))
        out += bytes;
    else if (code < 0x100)
        fmt::format_to(std::back_inserter(out), "\\x{:02x}", static_cast<unsigned>(code));
    else if (code < 0x10000)
        fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(code));
    else
        fmt::format_to(std::back_inserter(out), "\\U{:08x}", static_cast<unsigned>(code));
}

std::string inDoubleQuotes(std::string_view raw) {
    const std::string text = validUtf8(raw);  // YAML is Unicode
    std::string out = "\"";
    for (std::size_t at = 0; at < text.size();) {
        const promql::Character character = promql::characterAt(text, at);
        appendEscaped(out, std::string_view(text).substr(at, character.bytes), character.code);
        at += character.bytes;
    }
    return out += '"';
}

std::string inSingleQuotes(std::string_view text) {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'') out += c;
        out += c;
    }
    return out += '\'';
}

void appendTexts(std::string& out, const std::string& indent, const char* key, const TextPairs& texts) {
    if (texts.empty()) return;
    fmt::format_to(std::back_inserter(out), "{}  {}:\n", indent, key);
    for (const auto& [name, text] : texts)
        fmt::format_to(std::back_inserter(out), "{}    {}: {}\n", indent, yamlText(name), yamlText(text));
}

}  // namespace

std::string yamlText(std::string_view text) {
    if (isLabelName(text) && !isYamlWord(text)) return std::string(text);
    return needsEscapes(text) ? inDoubleQuotes(text) : inSingleQuotes(text);
}

std::string ruleText(const RuleDefinition& rule, std::size_t column) {
    const std::string indent(column, ' ');
    const bool isAlert = rule.kind == RuleDefinition::Kind::Alerting;
    std::string out;
    const auto line = [&](const char* key, const std::string& value) {
        fmt::format_to(std::back_inserter(out), "{}  {}: {}\n", indent, key, value);
    };
    fmt::format_to(std::back_inserter(out), "{}- {}: {}\n", indent, isAlert ? "alert" : "record",
                   yamlText(rule.name));
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
