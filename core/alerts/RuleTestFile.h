// Unit tests of rules as promtool has them
// (https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/). Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/promql/SeriesNotation.h"
#include "core/yaml/YamlFields.h"

namespace baro::alerts {

struct ExpectedAlert {
    TextPairs labels;  // by name; without the alert's name
    TextPairs annotations;
};

struct AlertRuleTest {
    std::int64_t atMilliseconds = 0;
    std::string alertName;
    std::vector<ExpectedAlert> alerts;
};

struct ExpectedSample {
    std::string labels;  // as written: node_load1{host="a"}
    double value = 0;
};

struct ExpressionTest {
    std::int64_t atMilliseconds = 0;
    std::string expression;
    std::vector<ExpectedSample> samples;
};

struct RuleTest {
    std::string name;
    std::int64_t intervalMilliseconds = 60'000;  // between two points of the input
    std::vector<promql::NotedSeries> input;
    std::vector<AlertRuleTest> alertTests;
    std::vector<ExpressionTest> expressionTests;
    TextPairs externalLabels;
    std::string externalUrl;
    int line = 0;

    std::int64_t lastMilliseconds() const;  // of all that is asked
};

struct RuleTestFile {
    std::string name;
    std::vector<std::string> rulePatterns;  // of files, relative to this one's folder
    std::int64_t evaluationIntervalMilliseconds = 60'000;
    std::vector<std::string> groupOrder;
    bool comparesFuzzily = false;  // neighbouring numbers are the same
    std::vector<RuleTest> tests;
};

struct RuleTestFileReading {
    RuleTestFile file;
    std::vector<FileProblem> problems;
    bool ok() const { return problems.empty(); }
};

RuleTestFileReading parseRuleTestFile(std::string_view text, std::string_view name);

}  // namespace baro::alerts
