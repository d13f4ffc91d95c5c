#include "core/rules/RuleFileEdit.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "core/base/Escape.h"
#include "core/base/Text.h"
#include "core/rules/RuleText.h"
#include "core/yaml/YamlLines.h"
#include "core/yaml/YamlText.h"

namespace baro::alerts {
namespace {

constexpr std::string_view firstLines =
    "# Alert rules, in the format of Prometheus. Barograph's editor writes here; whatever else stands in "
    "this\n"
    "# file stays as it is.\n";
constexpr std::size_t usualColumn = 6;  // of the dashes of rules
constexpr int mostCommentTrials = 200;

std::string joinedLines(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines)
        text += line;
    return text;
}

bool isSameGroup(const GroupDefinition& a, const GroupDefinition& b) {
    return a.name == b.name && a.intervalMilliseconds == b.intervalMilliseconds &&
           a.queryOffsetMilliseconds == b.queryOffsetMilliseconds && a.limit == b.limit &&
           std::ranges::equal(a.rules, b.rules, isSameText);
}

bool isSameFile(const RuleFile& a, const RuleFile& b) {
    return std::ranges::equal(a.groups, b.groups, isSameGroup);
}

bool reads(const std::string& text, const RuleFile& wanted) {
    const RuleFileReading reading = parseRuleFile(text, wanted.name);
    return reading.ok() && isSameFile(reading.file, wanted);
}

// Of a rule in block style, which begins with its dash; nothing for any other.
std::optional<YamlLineSpan> spanOf(const std::vector<std::string>& lines, const RuleDefinition& rule) {
    auto from = static_cast<std::size_t>(std::max(rule.line, 1)) - 1;
    if (from > 0 && from < lines.size() && !beginsWithDash(lines[from]) && trimmed(lines[from - 1]) == "-")
        --from;
    if (from >= lines.size() || !beginsWithDash(lines[from])) return std::nullopt;
    YamlLineSpan span{from, from + 1};
    for (std::size_t at = from + 1; at < lines.size(); ++at) {
        if (trimmed(lines[at]).empty()) continue;
        if (columnOfLine(lines[at]) <= columnOfLine(lines[from])) break;
        span.to = at + 1;
    }
    // Comments at the end are those of what follows.
    while (span.to > span.from + 1 && saysNothing(lines[span.to - 1]))
        --span.to;
    return span;
}

class FileEdit {
  public:
    FileEdit(std::string_view text, std::string_view name)
        : lines_(yamlLines(text)), reading_(parseRuleFile(text, name)) {}

    Result<std::string> added(std::string_view group, const RuleDefinition& rule) {
        if (const auto problem = mistake()) return *problem;
        RuleFile wanted = reading_.file;
        auto into = std::ranges::find(wanted.groups, group, &GroupDefinition::name);
        const bool isNew = into == wanted.groups.end();
        if (isNew) {
            wanted.groups.push_back({.name = std::string(group), .queryOffsetMilliseconds = {}, .rules = {}});
            into = std::prev(wanted.groups.end());
        }
        const GroupDefinition before = *into;
        into->rules.push_back(rule);
        for (const std::string& text : isNew ? withGroup(group, rule) : inGroup(before, rule))
            if (reads(text, wanted)) return text;
        return cannotKeep(before.line);
    }

    Result<std::string> replaced(const RuleId& id, const RuleDefinition* rule) {
        if (const auto problem = mistake()) return *problem;
        RuleFile wanted = reading_.file;
        GroupDefinition* group = nullptr;
        std::size_t index = 0;
        for (GroupDefinition& candidate : wanted.groups)
            for (std::size_t at = 0; at < candidate.rules.size(); ++at) {
                if (ruleIdOf(candidate.name, candidate.rules[at]) != id) continue;
                if (group != nullptr) return notOne("more than once");
                group = &candidate;
                index = at;
            }
        if (group == nullptr) return notOne("no more");
        const RuleDefinition before = group->rules[index];
        if (rule != nullptr)
            group->rules[index] = *rule;
        else
            group->rules.erase(group->rules.begin() + static_cast<std::ptrdiff_t>(index));
        const auto span = spanOf(lines_, before);
        if (!span) return cannotKeep(before.line);
        std::string text = spliced(*span, rule == nullptr ? std::string() : lineOfRule(*span, *rule));
        if (!reads(text, wanted)) return cannotKeep(before.line);
        return text;
    }

  private:
    std::optional<Error> mistake() const {
        if (reading_.ok()) return std::nullopt;
        return malformed(toString(reading_.problems.front()) + "; correct that first");
    }
    Error notOne(const char* how) const {
        return failed(
            fmt::format("{}: the rule stands there {}", escapedForTerminal(reading_.file.name), how));
    }
    Error cannotKeep(int line) const {
        return failed(
            fmt::format("{}:{}: is laid out so that a rule cannot be changed without the rest; change "
                        "it there by hand",
                        escapedForTerminal(reading_.file.name), std::max(line, 1)));
    }

    std::string spliced(const YamlLineSpan& span, const std::string& instead) const {
        std::vector<std::string> lines(lines_.begin(),
                                       lines_.begin() + static_cast<std::ptrdiff_t>(span.from));
        lines.push_back(instead);
        lines.insert(lines.end(), lines_.begin() + static_cast<std::ptrdiff_t>(span.to), lines_.end());
        return joinedLines(lines);
    }

    std::string lineOfRule(const YamlLineSpan& span, const RuleDefinition& rule) const {
        const std::size_t column = columnOfLine(lines_[span.from]);
        std::string text;
        for (const std::string& comment : commentsIn(span))
            text += std::string(column, ' ') + comment + '\n';
        return text + ruleText(rule, column);
    }

    // What may be cut without that the file says anything else is a comment.
    std::vector<std::string> commentsIn(const YamlLineSpan& span) const {
        std::vector<std::string> comments;
        int trials = 0;
        for (std::size_t at = span.from; at < span.to; ++at) {
            const std::string& line = lines_[at];
            for (std::size_t sign = line.find('#'); sign != std::string::npos;
                 sign = line.find('#', sign + 1)) {
                if (sign > 0 && line[sign - 1] != ' ' && line[sign - 1] != '\t') continue;
                if (++trials > mostCommentTrials) return comments;
                if (!reads(spliced({at, at + 1}, line.substr(0, sign) + '\n'), reading_.file)) continue;
                comments.emplace_back(trimmed(std::string_view(line).substr(sign)));
                break;
            }
        }
        return comments;
    }

    // After its last rule, or where its rules would begin.
    std::vector<std::string> inGroup(const GroupDefinition& group, const RuleDefinition& rule) const {
        std::vector<std::string> texts;
        if (!group.rules.empty()) {
            if (const auto span = spanOf(lines_, group.rules.back()))
                texts.push_back(
                    spliced({span->to, span->to}, ruleText(rule, columnOfLine(lines_[span->from]))));
            return texts;
        }
        for (auto at = static_cast<std::size_t>(std::max(group.line, 1)) - 1; at < lines_.size(); ++at) {
            const std::string_view line = trimmed(lines_[at]);
            const std::string_view key = line.starts_with("- ") ? trimmed(line.substr(2)) : line;
            if (!key.starts_with("rules:")) continue;
            const std::size_t column = lines_[at].find('r');
            texts.push_back(spliced({at + 1, at + 1}, ruleText(rule, column + 2)));
            texts.push_back(spliced({at, at + 1}, std::string(lines_[at].substr(0, column)) + "rules:\n" +
                                                      ruleText(rule, column + 2)));
            break;
        }
        return texts;
    }

    // At the end, as the groups before stand, or as the first.
    std::vector<std::string> withGroup(std::string_view group, const RuleDefinition& rule) const {
        const std::string text = joinedLines(lines_);
        const auto lines = [&](std::size_t column) {
            const std::string indent(column, ' ');
            return fmt::format("{0}- name: {1}\n{0}  rules:\n", indent, yamlText(group)) +
                   ruleText(rule, column + 4);
        };
        const std::string begun = text.empty() ? std::string(firstLines) : text;
        static_assert(usualColumn == 2 + 4);
        std::vector<std::string> texts{begun + "groups:\n" + lines(usualColumn - 4)};
        std::size_t column = usualColumn - 4;
        if (!reading_.file.groups.empty()) {
            const auto at = static_cast<std::size_t>(std::max(reading_.file.groups.back().line, 1)) - 1;
            if (at < lines_.size()) column = columnOfLine(lines_[at]);
        }
        texts.push_back(text + lines(column));
        return texts;
    }

    std::vector<std::string> lines_;
    const RuleFileReading reading_;
};

}  // namespace

RuleId ruleIdOf(std::string_view group, const RuleDefinition& rule) {
    return {std::string(group), rule.name, rule.labels};
}

Result<std::string> withRuleAdded(std::string_view text, std::string_view name, std::string_view group,
                                  const RuleDefinition& rule) {
    return FileEdit(text, name).added(group, rule);
}

Result<std::string> withRuleReplaced(std::string_view text, std::string_view name, const RuleId& id,
                                     const RuleDefinition& rule) {
    return FileEdit(text, name).replaced(id, &rule);
}

Result<std::string> withoutRule(std::string_view text, std::string_view name, const RuleId& id) {
    return FileEdit(text, name).replaced(id, nullptr);
}

}  // namespace baro::alerts
