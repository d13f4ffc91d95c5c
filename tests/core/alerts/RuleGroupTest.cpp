#include "core/alerts/RuleGroup.h"

#include <QTest>

#include "tests/core/alerts/RuleSupport.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::alerts;

namespace {

RuleGroup groupOf(const RuleFile& file) {
    RuleGroup group(file.name, file.groups.at(0), 15 * second);
    group.setRestored();
    return group;
}

const AlertingRule& alertOf(const RuleGroup& group) {
    return *group.rules().at(0).alerting();
}

// What the alerts of the group's first rule are at each evaluation: i, p, f, or - when there is none.
QString timeline(const std::string& fields, const std::string& values) {
    const RuleFile file = oneAlert("expr: x > 0, " + fields);
    RuleGroup group = groupOf(file);
    RuleWorld world;
    QString states;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::int64_t time = static_cast<std::int64_t>(i) * 15 * second;
        world.write("x", values[i] == '_' ? staleMarker() : values[i] - '0', time);
        group.evaluate(world.evaluation, time);
        const auto& alerts = alertOf(group).alerts();
        states += alerts.empty() ? '-' : wordOf(alerts.begin()->second.state).front();
    }
    return states;
}

}  // namespace

class RuleGroupTest : public QObject {
    Q_OBJECT

  private slots:
    void followsTheStates_data() {
        QTest::addColumn<QString>("fields");
        QTest::addColumn<QString>("values");
        QTest::addColumn<QString>("states");
        QTest::newRow("fires at once") << "for: 0s"
                                       << "01100"
                                       << "-ffii";
        QTest::newRow("waits") << "for: 30s"
                               << "0111110"
                               << "-ppfffi";
        QTest::newRow("waits anew") << "for: 30s"
                                    << "0110111"
                                    << "-pp-ppf";
        QTest::newRow("waits anew after a gap") << "for: 30s"
                                                << "11_111"
                                                << "pp-ppf";
        QTest::newRow("keeps firing") << "keep_firing_for: 30s"
                                      << "100000"
                                      << "fffiii";
        QTest::newRow("keeps firing from the last time on") << "keep_firing_for: 30s"
                                                            << "1001000"
                                                            << "ffffffi";
        QTest::newRow("keeps firing while unknown") << "keep_firing_for: 30s"
                                                    << "1_____"
                                                    << "fffiii";
        QTest::newRow("comes back") << "for: 15s"
                                    << "110011"
                                    << "pfiipf";
    }
    void followsTheStates() {
        QFETCH(const QString, fields);
        QFETCH(const QString, values);
        QTEST(timeline(fields.toStdString(), values.toStdString()), "states");
    }

    void forgetsWhatResolvedAQuarterOfAnHourAgo() {
        const QString states = timeline("for: 0s", "1" + std::string(63, '0'));
        QCOMPARE(states, "f" + QString("i").repeated(61) + "--");
    }

    void writesAlertsAndWhenTheyBegan() {
        const RuleFile file =
            oneAlert("expr: x > 0, for: 15s, labels: {severity: \"{{ $value }}\", no: \"{{ $labels.no }}\"}");
        RuleGroup group = groupOf(file);
        RuleWorld world;
        for (const std::int64_t time : {0LL, 15LL, 30LL}) {
            world.write("x", time < 30 ? 7 : 0, time * second, {{"host", "a"}});
            group.evaluate(world.evaluation, time * second);
        }
        const auto alerts = world.samplesOf("ALERTS");
        QCOMPARE(alerts.size(), 2U);
        QCOMPARE(toString(alerts[0].labels),
                 std::string("ALERTS{alertname=\"A\", alertstate=\"firing\", host=\"a\", "
                             "no=\"{{ $labels.no }}\", severity=\"7\"}"));
        QCOMPARE(alerts[0].samples.size(), 2U);
        QCOMPARE(alerts[0].samples[0].timeMilliseconds, 15 * second);
        QVERIFY(isStaleMarker(alerts[0].samples[1].value));
        QVERIFY(isStaleMarker(alerts[1].samples[1].value));
        const auto since = world.samplesOf("ALERTS_FOR_STATE");
        QCOMPARE(since.size(), 1U);
        QCOMPARE(since[0].samples[1].value, 0.0);
        QVERIFY(isStaleMarker(since[0].samples[2].value));
    }

    void laterRulesSeeWhatEarlierOnesGave() {
        const RuleFile file = rulesOf(
            "groups:\n- name: g\n  query_offset: 1m\n  rules:\n"
            "  - {record: \"a:b\", expr: x + 1, labels: {host: \"\", kind: sum}}\n"
            "  - {record: \"a:c\", expr: \"a:b * 2\"}\n");
        RuleGroup group = groupOf(file);
        RuleWorld world;
        world.write("x", 4, 0, {{"host", "a"}});
        group.evaluate(world.evaluation, minute);
        const auto samples = world.samplesOf("a:c");
        QCOMPARE(samples.size(), 1U);
        QCOMPARE(toString(samples[0].labels), std::string("a:c{kind=\"sum\"}"));
        QCOMPARE(samples[0].samples[0].value, 10.0);
        QCOMPARE(samples[0].samples[0].timeMilliseconds, 0);
    }

    void aFailingRuleIsMarkedAndTheOthersGoOn() {
        const RuleFile file = rulesOf(
            "groups:\n- name: g\n  rules:\n"
            "  - {alert: A, expr: x > 0, labels: {host: same}}\n"
            "  - {record: y, expr: x * on () x}\n"
            "  - {record: z, expr: count(x)}\n");
        RuleGroup group = groupOf(file);
        RuleWorld world;
        world.write("x", 1, 0, {{"host", "a"}});
        world.write("x", 1, 0, {{"host", "b"}});
        group.evaluate(world.evaluation, 0);
        QVERIFY(group.rules()[0].report.health == RuleHealth::Bad);
        QVERIFY(group.rules()[0].report.error.find("same labelset") != std::string::npos);
        QVERIFY(group.rules()[1].report.health == RuleHealth::Bad);
        QVERIFY(group.rules()[2].report.health == RuleHealth::Good);
        QCOMPARE(world.samplesOf("z").at(0).samples.at(0).value, 2.0);
        QVERIFY(group.report().health == RuleHealth::Bad);
    }

    void beyondTheLimitThereAreNoAlerts() {
        RuleFile file = oneAlert("expr: x > 0");
        file.groups[0].limit = 1;
        RuleGroup group = groupOf(file);
        RuleWorld world;
        world.write("x", 1, 0, {{"host", "a"}});
        group.evaluate(world.evaluation, 0);
        QCOMPARE(alertOf(group).alerts().size(), 1U);
        world.write("x", 1, 15 * second, {{"host", "b"}});
        group.evaluate(world.evaluation, 15 * second);
        QCOMPARE(group.rules()[0].report.error, std::string("exceeded limit of 1 with 2 alerts"));
        QVERIFY(alertOf(group).alerts().empty());
    }

    void anExplodingExpressionIsCutOff() {
        const RuleFile file = rulesOf(
            "groups:\n- name: g\n  rules:\n"
            "  - {record: y, expr: \"count_over_time(x[365d:1ms])\"}\n"
            "  - {record: z, expr: x}\n");
        RuleGroup group = groupOf(file);
        RuleWorld world;
        world.write("x", 1, 0);
        world.evaluation.limits = [] {
            return promql::QueryLimits{{}, [asked = 0]() mutable { return ++asked > 3; }};
        };
        group.evaluate(world.evaluation, 0);
        QVERIFY(group.rules()[0].report.health == RuleHealth::Bad);
        QVERIFY(group.rules()[1].report.health == RuleHealth::Good);
    }

    void aChangedRuleGoesOnWithItsAlerts() {
        RuleGroup before = groupOf(oneAlert("expr: x > 0, for: 30s"));
        RuleWorld world;
        world.write("x", 1, 0);
        before.evaluate(world.evaluation, 0);
        RuleGroup after = groupOf(oneAlert("expr: x > -1, for: 30s"));
        after.takeOver(before);
        after.evaluate(world.evaluation, 30 * second);
        QVERIFY(alertOf(after).state() == AlertState::Firing);
        RuleGroup longer = groupOf(oneAlert("expr: x > -1, for: 1h"));
        longer.takeOver(after);
        longer.evaluate(world.evaluation, 45 * second);
        QVERIFY(alertOf(longer).state() == AlertState::Pending);
    }

    void seriesOfAGoneRuleEnd() {
        RuleGroup before = groupOf(rulesOf("groups: [{name: g, rules: [{record: y, expr: vector(1)}]}]"));
        RuleWorld world;
        before.evaluate(world.evaluation, 0);
        RuleGroup after = groupOf(rulesOf("groups: [{name: g, rules: [{record: z, expr: vector(1)}]}]"));
        after.takeOver(before);
        after.evaluate(world.evaluation, 15 * second);
        QVERIFY(isStaleMarker(world.samplesOf("y").at(0).samples.back().value));
    }

    void hostileLabelsAreOnlyText() {
        RuleGroup group = groupOf(oneAlert("expr: x > 0, annotations: {text: \"{{ $labels.host }}\"}"));
        RuleWorld world;
        const std::string hostile = "<b>{{ $value }}</b>\n\x1b[31m\xff" + std::string(10'000, 'x');
        world.write("x", 1, 0, {{"host", hostile}});
        group.evaluate(world.evaluation, 0);
        const Alert& alert = alertOf(group).alerts().begin()->second;
        QCOMPARE(alert.annotations.at(0).second.substr(0, 20), hostile.substr(0, 20));
        QCOMPARE(std::string(alert.labels.value("host")), hostile);
    }
};

BARO_TEST(RuleGroupTest)
#include "RuleGroupTest.moc"
