#include "core/rules/RuleFile.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/base/Characters.h"
#include "core/base/Escape.h"
#include "core/promql/Parser.h"
#include "core/promql/Quoting.h"
#include "core/series/Labels.h"
#include "core/templates/Template.h"

namespace baro::alerts {
namespace {

bool isValidUtf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = utf8SequenceLength(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

class RuleFileReader {
  public:
    explicit RuleFileReader(std::string_view name) : fields_(name) { file_.name = name; }

    RuleFileReading read(std::string_view text) {
        const YamlNode root = fields_.tree(text);
        if (fields_.isMap(root, {"groups"}))
            for (const YamlNode& node : fields_.list(root, "groups"))
                readGroup(node);
        return {std::move(file_), fields_.problems()};
    }

  private:
    void readGroup(const YamlNode& node) {
        if (!fields_.isMap(node, {"name", "interval", "query_offset", "limit", "labels", "rules"})) return;
        GroupDefinition group;
        group.line = node.line;
        group.name = fields_.text(node, "name");
        if (group.name.empty())
            fields_.wrong(node.line, "the group has no name");
        else if (!groupNames_.insert(group.name).second)
            fields_.wrong(node.line, fmt::format("the group name {} is repeated in this file",
                                                 promql::quoted(group.name)));
        group.intervalMilliseconds = fields_.milliseconds(node, "interval").value_or(0);
        group.queryOffsetMilliseconds = fields_.milliseconds(node, "query_offset");
        group.limit = fields_.integer(node, "limit");
        const TextPairs labels = fields_.texts(node, "labels");
        where_ = fmt::format("group {}: ", promql::quoted(group.name));
        checkLabels(node, "labels", labels);
        int number = 0;
        for (const YamlNode& rule : fields_.list(node, "rules"))
            group.rules.push_back(readRule(rule, group, labels, ++number));
        file_.groups.push_back(std::move(group));
    }

    RuleDefinition readRule(const YamlNode& node, const GroupDefinition& group, const TextPairs& groupLabels,
                            int number) {
        RuleDefinition rule;
        rule.line = node.line;
        where_ = fmt::format("group {}, rule {}: ", promql::quoted(group.name), number);
        if (!fields_.isMap(node,
                           {"record", "alert", "expr", "for", "keep_firing_for", "labels", "annotations"}))
            return rule;
        const std::string record = fields_.text(node, "record");
        const std::string alert = fields_.text(node, "alert");
        rule.kind = alert.empty() ? RuleDefinition::Kind::Recording : RuleDefinition::Kind::Alerting;
        rule.name = alert.empty() ? record : alert;
        where_ = fmt::format("group {}, rule {}, {}: ", promql::quoted(group.name), number,
                             promql::quoted(rule.name));
        if (!record.empty() && !alert.empty())
            wrong(node.line, "only one of 'record' and 'alert' must be set");
        if (record.empty() && alert.empty()) wrong(node.line, "one of 'record' or 'alert' must be set");
        rule.forMilliseconds = fields_.milliseconds(node, "for").value_or(0);
        rule.keepFiringForMilliseconds = fields_.milliseconds(node, "keep_firing_for").value_or(0);
        rule.labels = fields_.texts(node, "labels");
        rule.annotations = fields_.texts(node, "annotations");
        readExpression(node, rule);
        if (!record.empty()) checkRecording(node, rule, record);
        checkLabels(node, "labels", rule.labels);
        checkAnnotations(node, rule.annotations);
        if (!alert.empty()) checkTemplates(node, rule);
        rule.labels = joined(groupLabels, rule.labels);
        std::ranges::sort(rule.annotations);
        return rule;
    }

    void readExpression(const YamlNode& node, RuleDefinition& rule) {
        rule.expression = fields_.text(node, "expr");
        const int line = YamlFields::lineOf(node, "expr");
        if (rule.expression.empty()) return wrong(line, "field 'expr' must be set in rule");
        const promql::Parsed parsed = promql::parse(rule.expression);
        if (parsed.ok())
            rule.parsed = parsed.expression();
        else
            wrong(line, "could not parse expression: " + promql::toString(parsed.error(), rule.expression));
    }

    void checkRecording(const YamlNode& node, const RuleDefinition& rule, const std::string& record) {
        const auto refuse = [&](const char* field) {
            wrong(YamlFields::lineOf(node, field),
                  fmt::format("invalid field '{}' in recording rule", field));
        };
        if (!rule.annotations.empty()) refuse("annotations");
        if (rule.forMilliseconds != 0) refuse("for");
        if (rule.keepFiringForMilliseconds != 0) refuse("keep_firing_for");
        if (!isMetricName(record))
            wrong(YamlFields::lineOf(node, "record"), "invalid recording rule name: " + record);
    }

    void checkLabels(const YamlNode& node, const char* field, const TextPairs& labels) {
        for (const auto& [name, value] : labels) {
            if (!isLabelName(name) || name == metricNameLabel)
                wrong(entryLine(node, field, name), "invalid label name: " + name);
            if (!isValidUtf8(value)) wrong(entryLine(node, field, name), "invalid label value: " + value);
        }
    }
    void checkAnnotations(const YamlNode& node, const TextPairs& annotations) {
        for (const auto& [name, value] : annotations)
            if (!isLabelName(name))
                wrong(entryLine(node, "annotations", name), "invalid annotation name: " + name);
    }

    void checkTemplates(const YamlNode& node, const RuleDefinition& rule) {
        const auto check = [&](const char* field, const char* what, const TextPairs& texts) {
            for (const auto& [name, value] : texts)
                if (const AlertText text(value, rule.name); text.problem())
                    wrong(entryLine(node, field, name),
                          fmt::format("{} {}: {}", what, promql::quoted(name), *text.problem()));
        };
        check("labels", "label", rule.labels);
        check("annotations", "annotation", rule.annotations);
    }

    static int entryLine(const YamlNode& node, const char* field, std::string_view name) {
        const YamlNode* const entries = YamlFields::find(node, field);
        if (entries == nullptr) return node.line;
        for (const auto& [key, value] : entries->entries)
            if (key.text == name) return key.line;
        return entries->line;
    }

    // Of a name in both, the second's value.
    static TextPairs joined(const TextPairs& first, const TextPairs& second) {
        std::map<std::string, std::string> all(second.begin(), second.end());
        all.insert(first.begin(), first.end());
        return {all.begin(), all.end()};
    }

    void wrong(int line, const std::string& message) { fields_.wrong(line, where_ + message); }

    YamlFields fields_;
    RuleFile file_;
    std::set<std::string> groupNames_;
    std::string where_;  // before what is wrong
};

}  // namespace

std::size_t RuleFile::ruleCount() const {
    std::size_t count = 0;
    for (const GroupDefinition& group : groups)
        count += group.rules.size();
    return count;
}

RuleFileReading parseRuleFile(std::string_view text, std::string_view name) {
    return RuleFileReader(name).read(text);
}

std::vector<FileProblem> duplicatesIn(const RuleFile& file) {
    std::vector<FileProblem> problems;
    std::map<std::pair<std::string, TextPairs>, int> timesSeen;
    for (const GroupDefinition& group : file.groups)
        for (const RuleDefinition& rule : group.rules)
            if (++timesSeen[{rule.name, rule.labels}] == 2)
                problems.push_back({file.name, rule.line,
                                    fmt::format("group {}: a rule before gives {} with the same labels",
                                                promql::quoted(group.name), promql::quoted(rule.name))});
    return problems;
}

}  // namespace baro::alerts
