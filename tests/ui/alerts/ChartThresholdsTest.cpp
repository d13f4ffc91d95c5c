#include "ui/alerts/ChartThresholds.h"

#include <QTest>

#include "core/promql/Parser.h"
#include "tests/support/TestMain.h"

namespace baro::ui {

namespace {

alerts::AlertStanding withRule(const std::string& expression, const std::string& severity = "warning") {
    alerts::RuleDefinition rule;
    rule.name = "Limit<b>";
    rule.expression = expression;
    rule.parsed = promql::parse(expression).expression();
    rule.labels = {{"severity", severity}};
    alerts::AlertStanding standing;
    standing.groups.push_back({.file = "f", .name = "g", .rules = {{.definition = rule}}});
    return standing;
}

ChartSpec busyDisks() {
    return {.title = "Busy", .lines = {{rateOf("node_disk_io_time_seconds_total"), "{device}"}}};
}

}  // namespace

class ChartThresholdsTest : public QObject {
    Q_OBJECT
  private slots:
    void aRuleOfTheSameExpressionHasALine_data() {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<bool>("isThere");
        QTest::addColumn<double>("limit");
        const auto row = [](const char* name, const char* rule, std::optional<double> limit) {
            QTest::newRow(name) << rule << limit.has_value() << limit.value_or(0);
        };
        row("of another range", "rate(node_disk_io_time_seconds_total[5m]) > 0.95", 0.95);
        row("turned round", "0.95 < rate(node_disk_io_time_seconds_total[5m])", 0.95);
        row("in parentheses", "(rate(node_disk_io_time_seconds_total[2m])) >= (0.5)", 0.5);
        row("below 0", "rate(node_disk_io_time_seconds_total[2m]) < -0.5", -0.5);
        row("with a condition", "rate(node_disk_io_time_seconds_total[2m]) > 0.5 and up", 0.5);
        row("of one disk", "rate(node_disk_io_time_seconds_total{device=\"sda\"}[5m]) > 0.95", {});
        row("of another metric", "rate(node_disk_read_time_seconds_total[5m]) > 0.95", {});
        row("of another function", "irate(node_disk_io_time_seconds_total[5m]) > 0.95", {});
        row("that changes", "rate(node_disk_io_time_seconds_total[5m]) > scalar(up)", {});
        row("without a comparison", "rate(node_disk_io_time_seconds_total[5m])", {});
    }
    void aRuleOfTheSameExpressionHasALine() {
        QFETCH(const QString, rule);
        QFETCH(const bool, isThere);
        QFETCH(const double, limit);
        const auto found = thresholdsOf(busyDisks(), {}, withRule(rule.toStdString()));
        QCOMPARE(found.size(), isThere ? 1U : 0U);
        if (!isThere) return;
        QCOMPARE(found[0].limit, limit);
        QCOMPARE(found[0].line, 0U);
        QCOMPARE(found[0].alert, QStringLiteral("Limit<b>"));
    }

    void itsSeverityColorsIt() {
        const std::string rule = "rate(node_disk_io_time_seconds_total[5m]) > 0.95";
        QCOMPARE(thresholdsOf(busyDisks(), {}, withRule(rule))[0].role, Role::Warning);
        QCOMPARE(thresholdsOf(busyDisks(), {}, withRule(rule, "critical"))[0].role, Role::Danger);
    }

    void variablesArePutIn() {
        const ChartSpec spec{.lines = {{"x{host=\"$host\"}", {}}}};
        QCOMPARE(thresholdsOf(spec, {{"host", "desk"}}, withRule("x{host=\"desk\"} > 1")).size(), 1U);
        QVERIFY(thresholdsOf(spec, {{"host", "lab"}}, withRule("x{host=\"desk\"} > 1")).empty());
    }

    void whatIsNoPromQlHasNone() {
        const ChartSpec spec{.lines = {{"rate(", {}}, {"", {}}}};
        QVERIFY(thresholdsOf(spec, {}, withRule("x > 1")).empty());
    }

    void recordingRulesHaveNone() {
        auto standing = withRule("rate(node_disk_io_time_seconds_total[5m]) > 0.95");
        standing.groups[0].rules[0].definition.kind = alerts::RuleDefinition::Kind::Recording;
        QVERIFY(thresholdsOf(busyDisks(), {}, standing).empty());
    }

    void limitsStandOnTheAxis() {
        const ValueAxis axis{-10, 10, 5};
        const ChartSpec spec{.lines = {{"x", {}}, {.expression = "y", .isDown = true}}};
        const std::vector<ChartThreshold> both{{0, 5, "a"}, {1, 5, "b"}, {0, 11, "beyond"}};
        const auto limits = limitsOf(spec, both, axis, 100);
        QCOMPARE(limits.size(), 2U);
        QCOMPARE(limits[0].y, 25.0);
        QCOMPARE(limits[1].y, 75.0);
    }
};

}  // namespace baro::ui

BARO_GUILESS_TEST(baro::ui::ChartThresholdsTest)
#include "ChartThresholdsTest.moc"
