#include "core/alerts/RuleTestRun.h"

#include <QTest>

#include "tests/core/alerts/RuleSupport.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::alerts;

namespace {

constexpr const char* upAndDown = R"(rule_files: [rules.yml]
evaluation_interval: 30s
group_eval_order: [first]
fuzzy_compare: true
tests:
  - name: up and down
    interval: 1m
    external_labels: {a: b}
    external_url: http://host
    input_series:
      - series: x{host="a"}
        values: 0 1x3 _ 0 stale
    alert_rule_test:
      - eval_time: 1m30s
        alertname: A
        exp_alerts:
          - exp_labels: {host: a}
    promql_expr_test:
      - expr: x
        eval_time: 3m
        exp_samples:
          - {labels: 'x{host="a"}', value: 0x1}
)";

QStringList testFileProblems(const std::string& text) {
    QStringList lines;
    for (const FileProblem& problem : parseRuleTestFile(text, "t.yml").problems)
        lines << QString::fromStdString(toString(problem));
    return lines;
}

std::vector<std::string> failures(const std::string& text, const RuleFile& rules) {
    const RuleTestFileReading reading = parseRuleTestFile(text, "t.yml");
    return failuresOf(reading.file.tests.at(0), reading.file, {rules});
}

}  // namespace

class RuleTestRunTest : public QObject {
    Q_OBJECT

  private slots:
    void readsTestFiles() {
        const RuleTestFileReading reading = parseRuleTestFile(upAndDown, "t.yml");
        QVERIFY(reading.ok());
        QCOMPARE(reading.file.evaluationIntervalMilliseconds, 30 * second);
        QVERIFY(reading.file.comparesFuzzily);
        const RuleTest& only = reading.file.tests.at(0);
        QCOMPARE(only.intervalMilliseconds, minute);
        QCOMPARE(only.input.at(0).points.size(), 8U);
        QCOMPARE(only.lastMilliseconds(), 3 * minute);
    }

    void passesAndFails() {
        QVERIFY(failures(upAndDown, oneAlert("expr: x > 0, for: 30s")).empty());
        const auto wrong = failures(upAndDown, oneAlert("expr: x > 0, for: 1m"));
        QCOMPARE(wrong.size(), 1U);
        QVERIFY(
            wrong[0].starts_with("    name: up and down,\n    alertname: A, time: 1m30s, \n        exp:["));
        QVERIFY(wrong[0].ends_with("got:[]"));
    }

    void expectedLabelsAreReadAsPromtoolReadsThem() {
        const char* const text =
            "tests:\n- interval: 1m\n  input_series: [{series: 'x{a=\"b\"}', values: 1x9}]\n  "
            "promql_expr_test:\n"
            "  - {expr: sum(x), eval_time: 5m, exp_samples: [{value: 1}]}\n"
            "  - {expr: x, eval_time: 5m, exp_samples: [{labels: 'x {a=\"b\"}', value: 1}]}\n"
            "  - {expr: x, eval_time: 5m, exp_samples: [{labels: 'x{a=\"b\"} 1', value: 1}]}\n";
        const RuleTestFileReading reading = parseRuleTestFile(text, "t.yml");
        const auto wrong = failuresOf(reading.file.tests.at(0), reading.file, {});
        QCOMPARE(wrong.size(), 1U);
        QVERIFY(wrong[0].find("a value stands behind the labels") != std::string::npos);
    }

    // A range of two minutes over a sample a minute, at one of them.
    void versionsDifferAtTheStartOfARange() {
        const char* const text =
            "tests:\n- interval: 1m\n  input_series: [{series: x, values: 1x9}]\n  promql_expr_test:\n"
            "  - {expr: 'count_over_time(x[2m])', eval_time: 5m, exp_samples: [{labels: '{}', value: 3}]}\n"
            "  - {expr: 'count_over_time(x[2m:1m])', eval_time: 5m, exp_samples: [{labels: '{}', value: "
            "3}]}\n"
            "  - {expr: 'x', eval_time: 14m, exp_samples: [{labels: 'x', value: 1}]}\n";
        const RuleTestFileReading reading = parseRuleTestFile(text, "t.yml");
        const auto failed = [&](PrometheusVersion version) {
            return failuresOf(reading.file.tests.at(0), reading.file, {}, version).size();
        };
        QCOMPARE(failed(PrometheusVersion::Two), 0U);
        QCOMPARE(failed(PrometheusVersion::Three), 3U);
    }

    void refuses_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("problem");
        QTest::newRow("an unknown field") << "test: []"
                                          << "t.yml:1: unknown field \"test\"";
        QTest::newRow("input") << "tests:\n- input_series:\n  - {series: 'x{', values: 1}"
                               << "t.yml:3: input series: no ";
        QTest::newRow("histograms") << "tests:\n- input_series:\n  - {series: x, values: '{{sum:1}}'}"
                                    << "t.yml:3: input series: native histograms are not supported";
        QTest::newRow("no alert's name")
            << "tests:\n- alert_rule_test:\n  - {eval_time: 1m}"
            << "t.yml:3: an item under alert_rule_test misses required attribute alertname";
        QTest::newRow("a group twice in the order") << "group_eval_order: [a, a]"
                                                    << "t.yml:1: group name repeated in evaluation order: a";
        QTest::newRow("no number")
            << "tests:\n- promql_expr_test:\n  - {expr: x, exp_samples: [{labels: x, value: y}]}"
            << "t.yml:3: \"value\" wants a number";
    }
    void refuses() {
        QFETCH(const QString, text);
        QFETCH(const QString, problem);
        const QStringList problems = testFileProblems(text.toStdString());
        QVERIFY2(!problems.isEmpty() && problems[0].startsWith(problem), qPrintable(problems.join("\n")));
    }

    void aTestWithoutEndIsRefused() {
        const auto wrong =
            failures("evaluation_interval: 1ms\ntests:\n- promql_expr_test: [{expr: x, eval_time: 1y}]",
                     oneAlert("expr: x"));
        QCOMPARE(wrong.size(), 1U);
        QVERIFY(wrong[0].find("more than 1000000 evaluations") != std::string::npos);
    }
};

BARO_TEST(RuleTestRunTest)
#include "RuleTestRunTest.moc"
