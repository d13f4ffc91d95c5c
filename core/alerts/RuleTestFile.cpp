#include "core/alerts/RuleTestFile.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/promql/Quoting.h"

namespace baro::alerts {
namespace {

// All input together: a line of a file can ask for a million points.
constexpr std::size_t mostInputPoints = 5'000'000;

class RuleTestFileReader {
  public:
    explicit RuleTestFileReader(std::string_view name) : fields_(name) { file_.name = name; }

    RuleTestFileReading read(std::string_view text) {
        const YamlNode root = fields_.tree(text);
        if (fields_.isMap(
                root, {"rule_files", "evaluation_interval", "group_eval_order", "tests", "fuzzy_compare"}))
            readWhole(root);
        return {std::move(file_), fields_.problems()};
    }

  private:
    void readWhole(const YamlNode& root) {
        for (const YamlNode& item : fields_.list(root, "rule_files"))
            file_.rulePatterns.push_back(fields_.itemText(item));
        if (const auto interval = fields_.milliseconds(root, "evaluation_interval").value_or(0); interval > 0)
            file_.evaluationIntervalMilliseconds = interval;
        for (const YamlNode& item : fields_.list(root, "group_eval_order")) {
            const std::string name = fields_.itemText(item);
            if (std::ranges::find(file_.groupOrder, name) != file_.groupOrder.end())
                fields_.wrong(item.line, "group name repeated in evaluation order: " + name);
            file_.groupOrder.push_back(name);
        }
        file_.comparesFuzzily = fields_.flag(root, "fuzzy_compare");
        for (const YamlNode& node : fields_.list(root, "tests"))
            file_.tests.push_back(readTest(node));
    }

    RuleTest readTest(const YamlNode& node) {
        RuleTest test;
        test.line = node.line;
        if (!fields_.isMap(node, {"interval", "input_series", "alert_rule_test", "promql_expr_test",
                                  "external_labels", "external_url", "name"}))
            return test;
        test.name = fields_.text(node, "name");
        const auto interval = fields_.milliseconds(node, "interval").value_or(0);
        test.intervalMilliseconds = interval > 0 ? interval : file_.evaluationIntervalMilliseconds;
        test.externalLabels = fields_.texts(node, "external_labels");
        test.externalUrl = fields_.text(node, "external_url");
        for (const YamlNode& series : fields_.list(node, "input_series"))
            readInput(series, test);
        for (const YamlNode& alert : fields_.list(node, "alert_rule_test"))
            test.alertTests.push_back(readAlertTest(alert));
        for (const YamlNode& expression : fields_.list(node, "promql_expr_test"))
            test.expressionTests.push_back(readExpressionTest(expression));
        return test;
    }

    void readInput(const YamlNode& node, RuleTest& test) {
        if (!fields_.isMap(node, {"series", "values"})) return;
        auto series = promql::parseSeries(fields_.text(node, "series") + " " + fields_.text(node, "values"));
        if (!series) return fields_.wrong(node.line, "input series: " + series.error().message);
        if (series->hasHistograms())
            return fields_.wrong(node.line, "input series: native histograms are not supported");
        points_ += series->points.size();
        if (points_ > mostInputPoints)
            return fields_.wrong(node.line, fmt::format("more than {} points of input", mostInputPoints));
        test.input.push_back(std::move(series).value());
    }

    AlertRuleTest readAlertTest(const YamlNode& node) {
        AlertRuleTest test;
        if (!fields_.isMap(node, {"eval_time", "alertname", "exp_alerts"})) return test;
        test.atMilliseconds = fields_.milliseconds(node, "eval_time").value_or(0);
        test.alertName = fields_.text(node, "alertname");
        if (test.alertName.empty())
            fields_.wrong(node.line, "an item under alert_rule_test misses required attribute alertname");
        for (const YamlNode& alert : fields_.list(node, "exp_alerts")) {
            ExpectedAlert expected;
            if (fields_.isMap(alert, {"exp_labels", "exp_annotations"})) {
                expected.labels = fields_.texts(alert, "exp_labels");
                expected.annotations = fields_.texts(alert, "exp_annotations");
            }
            std::ranges::sort(expected.labels);
            std::ranges::sort(expected.annotations);
            test.alerts.push_back(std::move(expected));
        }
        return test;
    }

    ExpressionTest readExpressionTest(const YamlNode& node) {
        ExpressionTest test;
        if (!fields_.isMap(node, {"expr", "eval_time", "exp_samples"})) return test;
        test.expression = fields_.text(node, "expr");
        test.atMilliseconds = fields_.milliseconds(node, "eval_time").value_or(0);
        for (const YamlNode& sample : fields_.list(node, "exp_samples"))
            if (fields_.isMap(sample, {"labels", "value"}))
                test.samples.push_back({fields_.text(sample, "labels"), fields_.number(sample, "value")});
        return test;
    }

    YamlFields fields_;
    RuleTestFile file_;
    std::size_t points_ = 0;
};

}  // namespace

std::int64_t RuleTest::lastMilliseconds() const {
    std::int64_t last = 0;
    for (const AlertRuleTest& test : alertTests)
        last = std::max(last, test.atMilliseconds);
    for (const ExpressionTest& test : expressionTests)
        last = std::max(last, test.atMilliseconds);
    return last;
}

RuleTestFileReading parseRuleTestFile(std::string_view text, std::string_view name) {
    return RuleTestFileReader(name).read(text);
}

}  // namespace baro::alerts
