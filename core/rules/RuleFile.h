// Rule files as Prometheus has them
// (https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/): groups of alerting and
// recording rules. Read as strictly as Prometheus reads them; all that is wrong is told, and not only the
// first. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/promql/Ast.h"
#include "core/yaml/YamlFields.h"

namespace baro::alerts {

struct RuleDefinition {
    enum class Kind { Alerting, Recording };
    Kind kind = Kind::Alerting;
    std::string name;        // of the alert, or of the series that is recorded
    std::string expression;  // as written
    promql::ExpressionPtr parsed;
    std::int64_t forMilliseconds = 0;
    std::int64_t keepFiringForMilliseconds = 0;
    // By name; values may be templates (core/templates/Template.h), of an alerting rule. An empty value takes
    // the label away.
    TextPairs labels;
    TextPairs annotations;
    int line = 0;
};

struct GroupDefinition {
    std::string name;
    std::int64_t intervalMilliseconds = 0;                // 0: the usual one
    std::optional<std::int64_t> queryOffsetMilliseconds;  // expressions are evaluated for so much earlier
    std::int64_t limit = 0;                               // of alerts or series a rule gives; 0: none
    std::vector<RuleDefinition> rules;                    // with the labels of their group
    int line = 0;
};

struct RuleFile {
    std::string name;  // of the file, as it was given
    std::vector<GroupDefinition> groups;

    std::size_t ruleCount() const;
};

struct RuleFileReading {
    RuleFile file;  // what could be read; only to be used when there is no problem
    std::vector<FileProblem> problems;
    bool ok() const { return problems.empty(); }
};

RuleFileReading parseRuleFile(std::string_view text, std::string_view name);

// Rules that give the same name with the same labels: one of each. Prometheus takes such files, but of
// recording rules the values of only one are kept.
std::vector<FileProblem> duplicatesIn(const RuleFile& file);

}  // namespace baro::alerts
