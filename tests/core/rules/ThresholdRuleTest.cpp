#include "core/rules/ThresholdRule.h"

#include <QTest>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <random>

#include "core/promql/Quoting.h"
#include "core/rules/RuleFileEdit.h"
#include "core/rules/RuleText.h"
#include "core/series/Sample.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::alerts;

namespace {

RuleDefinition alertOf(const std::string& expression) {
    RuleDefinition rule;
    rule.name = "A";
    rule.expression = expression;
    const auto checked = checkedDefinition(rule);
    return checked ? *checked : rule;
}

// Texts that something on the way could take for something else.
const std::vector<std::string>& hostileTexts() {
    static const std::vector<std::string> texts{
        "plain",
        "two words",
        "true",
        "off",
        "null",
        "~",
        "12",
        "1e3",
        "0x10",
        "2026-01-01",
        "- a",
        "a: b",
        "a # b",
        "#",
        "'",
        "\"",
        "it's \"quoted\"",
        "\\",
        "\\n",
        "a\nb",
        "a\n\n  b\n",
        "\n",
        "a\r\nb",
        "\ttab\t",
        " leading and trailing ",
        "&a",
        "*a",
        "!!str",
        "|",
        ">-",
        "%",
        "@",
        "`",
        "{a: b}",
        "[a]",
        "---",
        "...",
        "<<",
        "é ü 한국어 😀",
        std::string("a\0b", 3),
        "\x01\x1b[31m\x7f",
        "\xc2\x85\xe2\x80\xa8\xe2\x80\xa9\xef\xbb\xbf",
        "{{ $value | humanize }} of {{ $labels.device }}",
        std::string(10'000, 'y'),
        std::string(5'000, '\''),
        "x" + std::string(3'000, '\n') + "y",
    };
    return texts;
}

}  // namespace

class ThresholdRuleTest : public QObject {
    Q_OBJECT

  private slots:
    void reads_data() {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("series");
        QTest::addColumn<QString>("sign");
        QTest::addColumn<double>("threshold");
        QTest::newRow("above") << "up > 1"
                               << "up"
                               << ">" << 1.0;
        QTest::newRow("at least") << "up>=1.5"
                                  << "up"
                                  << ">=" << 1.5;
        QTest::newRow("below") << "up < -2"
                               << "up"
                               << "<" << -2.0;
        QTest::newRow("at most") << "up <= (3)"
                                 << "up"
                                 << "<=" << 3.0;
        QTest::newRow("equal") << "up == 0x10"
                               << "up"
                               << "==" << 16.0;
        QTest::newRow("not equal") << "up != +1e3"
                                   << "up"
                                   << "!=" << 1000.0;
        QTest::newRow("arithmetic") << "1 - a / b > 0.9"
                                    << "1 - a / b"
                                    << ">" << 0.9;
        QTest::newRow("a rate") << "rate(a{b=\"c\"}[5m]) > 1"
                                << "rate(a{b=\"c\"}[5m])"
                                << ">" << 1.0;
        QTest::newRow("parentheses") << "((a or b) > 1)"
                                     << "a or b"
                                     << ">" << 1.0;
        QTest::newRow("twice") << "a > 0 < 5"
                               << "a > 0"
                               << "<" << 5.0;
        QTest::newRow("infinity") << "a < +Inf"
                                  << "a"
                                  << "<" << std::numeric_limits<double>::infinity();
        QTest::newRow("a comment") << "a # b\n > 1"
                                   << "a"
                                   << ">" << 1.0;
    }
    void reads() {
        QFETCH(const QString, expression);
        const auto rule = thresholdRuleOf(alertOf(expression.toStdString()));
        QVERIFY2(rule.ok(), rule ? "" : rule.error().message.c_str());
        QTEST(QString::fromStdString(rule->series), "series");
        QTEST(QString::fromStdString(std::string(signOf(rule->comparison))), "sign");
        QTEST(rule->threshold, "threshold");
    }

    void leavesOtherExpressions() {
        for (const char* expression :
             {"up", "up > bool 1", "a > b", "1 > 2 - vector(1)", "a > 1 and b > 2", "a > 80 / 100", "a > NaN",
              "a > scalar(b)", "absent(a)", "sum(a > 1)", "vector(1) + 1", "1 < a"})
            QVERIFY2(!thresholdRuleOf(alertOf(expression)).ok(), expression);
        RuleDefinition recording = alertOf("up > 1");
        recording.kind = RuleDefinition::Kind::Recording;
        QVERIFY(!thresholdRuleOf(recording).ok());
    }

    // What is written says the same when it is read.
    void writesWhatItReads() {
        std::mt19937 random(7);
        const std::vector<std::string> series{"up",
                                              "a or b",
                                              "(a and b)",
                                              "a > 0",
                                              "-a",
                                              "sum by (x) (rate(a{b='c'}[5m]))",
                                              " a ",
                                              "a # why",
                                              "a unless on () b == 1",
                                              "1 - avg without (cpu) (a)",
                                              "a{b=\"\\n'{{\"}",
                                              "(a) # x\n",
                                              "a offset 5m"};
        const std::vector<double> numbers{0,
                                          -1,
                                          0.85,
                                          1e-9,
                                          1e21,
                                          123456789012345678.0,
                                          1.0 / 3,
                                          std::numeric_limits<double>::infinity(),
                                          std::numeric_limits<double>::denorm_min()};
        const auto pick = [&random](const auto& all) -> const auto& {
            return all[random() % all.size()];
        };
        for (int round = 0; round < 300; ++round) {
            ThresholdRule rule{pick(hostileTexts()),
                               pick(series),
                               pick(allComparisons),
                               pick(numbers),
                               static_cast<std::int64_t>(random() % 100) * 1'000,
                               static_cast<std::int64_t>(random() % 3) * 86'400'001,
                               {},
                               {}};
            setText(rule.labels, "severity", pick(hostileTexts()));
            setText(rule.labels, "y", pick(hostileTexts()));
            setText(rule.annotations, "summary", pick(hostileTexts()));
            const auto definition = definitionOf(rule);
            QVERIFY2(definition.ok(), definition ? "" : definition.error().message.c_str());
            const auto again = thresholdRuleOf(*definition);
            QVERIFY(again.ok());
            rule.series = plainSeries(rule.series);
            QVERIFY2(*again == rule, definition->expression.c_str());
        }
    }

    // A file of the worst texts. tests/e2e/rules.py lets promtool judge it, too.
    void aFileOfThemCanBeRead() {
        std::string text;
        std::size_t count = 0;
        for (const std::string& hostile : hostileTexts()) {
            ThresholdRule rule{hostile, "up", Comparison::AtLeast, -0.5, 90'000, 60'000, {}, {}};
            rule.series = "up{a=" + promql::quoted(hostile) + "} or down # " + hostile.substr(0, 1) + "\n";
            setText(rule.labels, "severity", hostile);
            setText(rule.annotations, "summary", hostile);
            const auto definition = definitionOf(rule);
            QVERIFY2(definition.ok(), definition ? "" : definition.error().message.c_str());
            const auto more = withRuleAdded(text, "desk.yml", "Desk", *definition);
            QVERIFY2(more.ok(), more ? "" : more.error().message.c_str());
            text = *more;
            ++count;
        }
        QCOMPARE(parseRuleFile(text, "desk.yml").file.ruleCount(), count);
        if (const char* const path = std::getenv("BAROGRAPH_TEST_RULES"); path != nullptr)
            std::ofstream(path, std::ios::binary) << text;
    }

    void refusesWhatNoRuleFileHolds_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("series");
        QTest::addColumn<QByteArray>("label");
        QTest::addColumn<QByteArray>("reason");
        const auto row = [](const char* what, const char* name, const char* series, const char* label,
                            const char* reason) {
            QTest::newRow(what) << QByteArray(name) << QByteArray(series) << QByteArray(label)
                                << QByteArray(reason);
        };
        row("no name", "", "up", "a", "needs a name");
        row("no series", "A", "", "a", "no expression found");
        row("broken", "A", "sum(", "a", "unclosed left parenthesis");
        row("a number", "A", "1", "a", "compares a series");
        row("a range", "A", "up[5m]", "a", "compares a series");
        row("a text", "A", "\"up\"", "a", "compares a series");
        row("a broken template", "A", "up", "{{ nope }}", "function \"nope\" not defined");
        row("no text", "A\xff", "up", "a", "not UTF-8");
        row("no label", "A", "up", "\xff", "not UTF-8");
    }
    void refusesWhatNoRuleFileHolds() {
        QFETCH(const QByteArray, name);
        QFETCH(const QByteArray, series);
        QFETCH(const QByteArray, label);
        QFETCH(const QByteArray, reason);
        const auto definition = definitionOf({name.toStdString(),
                                              series.toStdString(),
                                              Comparison::Above,
                                              1,
                                              0,
                                              0,
                                              {{"a", label.toStdString()}},
                                              {}});
        QVERIFY(!definition.ok());
        QVERIFY2(definition.error().message.find(reason.toStdString()) != std::string::npos,
                 definition.error().message.c_str());
        QVERIFY(!definitionOf({"A", "up", Comparison::Above, std::nan(""), 0, 0, {}, {}}).ok());
    }

    void unknownHoldsNever() {
        for (const Comparison comparison : allComparisons) {
            const ThresholdRule rule{"A", "up", comparison, 1, 0, 0, {}, {}};
            QVERIFY(!holds(rule, staleMarker()));
            QCOMPARE(holds(rule, 1), comparison == Comparison::AtLeast || comparison == Comparison::AtMost ||
                                         comparison == Comparison::Equal);
            // As PromQL has it: what is not a number is not equal.
            QCOMPARE(holds(rule, std::nan("")), comparison == Comparison::NotEqual);
        }
    }
};

BARO_TEST(ThresholdRuleTest)
#include "ThresholdRuleTest.moc"
