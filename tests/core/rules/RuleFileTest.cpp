#include "core/rules/RuleFile.h"

#include <QTest>

#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::alerts;

namespace {

constexpr const char* wholeFile = R"(groups:
  - name: disks
    interval: 30s
    query_offset: 5s
    limit: 10
    labels:
      team: desk
      severity: none
    rules:
      - record: disk:busy:ratio
        expr: rate(node_disk_io_time_seconds_total[1m])
        labels:
          unit: ratio
      - alert: DiskBusy
        expr: disk:busy:ratio > 0.9
        for: 1h30m
        keep_firing_for: 5m
        labels:
          severity: warning
        annotations:
          summary: "{{ $labels.device }} is busy: {{ $value | humanizePercentage }}"
)";

// The lines of what is wrong, in the order of the file.
QStringList problemsOf(const std::string& text) {
    QStringList lines;
    for (const FileProblem& problem : parseRuleFile(text, "r.yml").problems)
        lines << QString::fromStdString(toString(problem));
    return lines;
}

std::string inGroup(const std::string& rule) {
    return "groups:\n- name: g\n  rules:\n  - " + rule + "\n";
}

}  // namespace

class RuleFileTest : public QObject {
    Q_OBJECT

  private slots:
    void readsAllFields() {
        const RuleFileReading reading = parseRuleFile(wholeFile, "r.yml");
        QVERIFY(reading.ok());
        QCOMPARE(reading.file.ruleCount(), 2U);
        const GroupDefinition& group = reading.file.groups.at(0);
        QCOMPARE(group.name, std::string("disks"));
        QCOMPARE(group.intervalMilliseconds, 30'000);
        QCOMPARE(group.queryOffsetMilliseconds.value_or(0), 5'000);
        QCOMPARE(group.limit, 10);
        const RuleDefinition& recording = group.rules.at(0);
        QVERIFY(recording.kind == RuleDefinition::Kind::Recording);
        QCOMPARE(recording.name, std::string("disk:busy:ratio"));
        const RuleDefinition& alert = group.rules.at(1);
        QVERIFY(alert.kind == RuleDefinition::Kind::Alerting);
        QCOMPARE(alert.line, 14);
        QCOMPARE(alert.forMilliseconds, 5'400'000);
        QCOMPARE(alert.keepFiringForMilliseconds, 300'000);
        QVERIFY((alert.labels == TextPairs{{"severity", "warning"}, {"team", "desk"}}));
        QVERIFY(alert.parsed != nullptr);
    }

    void takesEmptyFiles() {
        QVERIFY(problemsOf("").isEmpty());
        QVERIFY(problemsOf("groups:\n").isEmpty());
        QVERIFY(problemsOf("groups:\n- name: g\n  rules:\n").isEmpty());
    }

    void tellsEveryProblemWithItsLine() {
        const QStringList problems = problemsOf(
            "groups:\n"
            "- name: g\n"
            "  rules:\n"
            "  - alert: A\n"
            "    expr: sum(\n"
            "  - alert: B\n"
            "    expr: up\n"
            "    fro: 5m\n"
            "- name: g\n"
            "  interval: often\n");
        QCOMPARE(problems.size(), 4);
        QVERIFY(
            problems[0].startsWith("r.yml:5: group \"g\", rule 1, \"A\": could not parse expression: 1:5:"));
        QVERIFY(problems[1].startsWith("r.yml:8: unknown field \"fro\""));
        QCOMPARE(problems[2], QString("r.yml:9: the group name \"g\" is repeated in this file"));
        QVERIFY(problems[3].startsWith("r.yml:10: \"interval\": not a valid duration string"));
    }

    void refuses_data() {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("reason");
        QTest::newRow("both") << "{alert: A, record: b, expr: up}"
                              << "only one of 'record' and 'alert' must be set";
        QTest::newRow("neither") << "{expr: up}"
                                 << "one of 'record' or 'alert' must be set";
        QTest::newRow("no expression") << "{alert: A}"
                                       << "field 'expr' must be set in rule";
        QTest::newRow("a recording that waits") << "{record: a, expr: up, for: 1m}"
                                                << "invalid field 'for' in recording rule";
        QTest::newRow("a recording that keeps firing") << "{record: a, expr: up, keep_firing_for: 1m}"
                                                       << "invalid field 'keep_firing_for' in recording rule";
        QTest::newRow("an annotated recording") << "{record: a, expr: up, annotations: {b: c}}"
                                                << "invalid field 'annotations' in recording rule";
        QTest::newRow("a recording's name") << "{record: a-b, expr: up}"
                                            << "invalid recording rule name: a-b";
        QTest::newRow("a label's name") << "{alert: A, expr: up, labels: {a-b: c}}"
                                        << "invalid label name: a-b";
        QTest::newRow("a metric's name as label") << "{alert: A, expr: up, labels: {__name__: c}}"
                                                  << "invalid label name: __name__";
        QTest::newRow("an annotation's name") << "{alert: A, expr: up, annotations: {a-b: c}}"
                                              << "invalid annotation name: a-b";
        QTest::newRow("a label's template")
            << "{alert: A, expr: up, labels: {a: \"{{ $nope }}\"}}"
            << "label \"a\": template: __alert_A:1: undefined variable \"$nope\"";
        QTest::newRow("an annotation's template")
            << "{alert: A, expr: up, annotations: {a: \"{{ nope }}\"}}"
            << "annotation \"a\": template: __alert_A:1: function \"nope\" not defined";
        QTest::newRow("a list for a text") << "{alert: [A], expr: up}"
                                           << "\"alert\" wants a text";
        QTest::newRow("twice") << "{alert: A, alert: B, expr: up}"
                               << "\"alert\" stands here twice";
    }
    void refuses() {
        QFETCH(const QString, rule);
        QFETCH(const QString, reason);
        const QStringList problems = problemsOf(inGroup(rule.toStdString()));
        QVERIFY2(!problems.isEmpty() && problems[0].contains(reason), qPrintable(problems.join("\n")));
        QVERIFY(problems[0].startsWith("r.yml:4: "));
    }

    void takesTemplatesOfRecordingsForTexts() {
        QVERIFY(problemsOf(inGroup("{record: a, expr: up, labels: {b: \"{{ nope }}\"}}")).isEmpty());
    }

    void readsNumbersAsYamlHasThem() {
        const auto limitOf = [](const std::string& limit) {
            const RuleFileReading reading = parseRuleFile("groups: [{name: g, limit: " + limit + "}]", "r");
            return reading.ok() ? reading.file.groups.at(0).limit : -1;
        };
        QCOMPARE(limitOf("0x10"), 16);
        QCOMPARE(limitOf("1_000"), 1000);
        QCOMPARE(limitOf("2.0"), 2);
        QCOMPARE(limitOf("2.5"), -1);
        QCOMPARE(limitOf("'2'"), -1);
    }

    void showsHostileTextInOneLine() {
        const QStringList problems = problemsOf(inGroup("{record: \"a\\nb\\e[31m\", expr: up}"));
        QCOMPARE(problems.size(), 1);
        QVERIFY(!problems[0].contains('\n') && !problems[0].contains('\x1b'));
    }

    void findsDuplicates() {
        const RuleFileReading reading = parseRuleFile(
            "groups:\n- name: a\n  rules:\n  - {record: x, expr: up}\n  - {record: x, expr: 1, labels: {y: "
            "z}}\n"
            "- name: b\n  rules:\n  - {record: x, expr: 2}\n  - {record: x, expr: 3}\n",
            "r.yml");
        QVERIFY(reading.ok());
        const auto duplicates = duplicatesIn(reading.file);
        QCOMPARE(duplicates.size(), 1U);
        QCOMPARE(duplicates[0].line, 8);
    }
};

BARO_TEST(RuleFileTest)
#include "RuleFileTest.moc"
