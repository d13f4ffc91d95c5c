#include "core/alerts/AlertEngine.h"

#include <QTest>

#include "tests/core/alerts/RuleSupport.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::alerts;

namespace {

QString told(const AlertChange& change) {
    return QString("%1 %2 %3-%4 %5")
        .arg(QString::fromStdString(change.group), QString::fromStdString(change.rule),
             QString::fromUtf8(wordOf(change.before).data()),
             QString::fromUtf8(wordOf(change.alert.state).data()))
        .arg(change.time / second);
}

}  // namespace

class AlertEngineTest : public QObject {
    Q_OBJECT

  private slots:
    void tellsWhatChanges() {
        AlertEngine engine;
        engine.setFiles({oneAlert("expr: x > 0, for: 30s")});
        engine.setRestored();
        RuleWorld world;
        QStringList changes;
        Subscription subscription =
            engine.subscribe([&](const AlertChange& change) { changes << told(change); });
        for (const int time : {0, 15, 30, 45, 60}) {
            world.write("x", time < 45 ? 1 : 0, time * second);
            engine.evaluate(world.evaluation, time * second);
        }
        QCOMPARE(changes,
                 QStringList({"g A inactive-pending 0", "g A pending-firing 30", "g A firing-inactive 45"}));
        subscription.cancel();
        world.write("x", 1, 75 * second);
        engine.evaluate(world.evaluation, 75 * second);
        QCOMPARE(changes.size(), 3);
    }

    void showsHowThingsStand() {
        AlertEngineOptions options;
        options.stopwatch = [time = 0.0]() mutable { return time += 0.5; };
        AlertEngine engine(options);
        QVERIFY(engine.standing()->groups.empty());
        engine.setFiles({oneAlert("expr: x > 0")});
        QVERIFY(engine.standing()->groups.at(0).rules.at(0).report.health == RuleHealth::Unknown);
        RuleWorld world;
        world.write("x", 3, minute);
        engine.evaluate(world.evaluation, minute);
        const AlertStandingPtr standing = engine.standing();
        const GroupStanding& group = standing->groups.at(0);
        QCOMPARE(group.name, std::string("g"));
        QCOMPARE(group.intervalMilliseconds, 15 * second);
        QCOMPARE(group.report.time.value_or(0), minute);
        QVERIFY(group.report.seconds > 0);
        const RuleStanding& rule = group.rules.at(0);
        QVERIFY(rule.state == AlertState::Firing);
        QCOMPARE(rule.alerts.at(0).value, 3.0);
        QVERIFY(rule.report.health == RuleHealth::Good);
    }

    void groupsHaveTheirOwnIntervals() {
        AlertEngine engine;
        engine.setFiles(
            {rulesOf("groups:\n- {name: a, rules: [{record: ra, expr: vector(1)}]}\n"
                     "- {name: b, interval: 1m, rules: [{record: rb, expr: vector(1)}]}\n")});
        RuleWorld world;
        for (int i = 0; i <= 8; ++i)
            engine.evaluate(world.evaluation, i * 15 * second + (i % 2) * 100);
        QCOMPARE(world.samplesOf("ra").at(0).samples.size(), 9U);
        QCOMPARE(world.samplesOf("rb").at(0).samples.size(), 3U);
    }

    void alertsAreRestoredAtTheSecondEvaluation() {
        AlertEngine engine;
        engine.setFiles({oneAlert("expr: x > 0, for: 30m")});
        RuleWorld world;
        world.write("ALERTS_FOR_STATE", 600, 30 * minute, {{"alertname", "A"}});
        world.write("x", 1, 45 * minute);
        engine.evaluate(world.evaluation, 45 * minute);
        engine.evaluate(world.evaluation, 45 * minute + 15 * second);
        QCOMPARE(engine.standing()->groups[0].rules[0].alerts[0].activeAt, 25 * minute + 15 * second + 1);
        QVERIFY(world.samplesOf("ALERTS").empty());
        engine.evaluate(world.evaluation, 45 * minute + 30 * second);
        QCOMPARE(world.samplesOf("ALERTS").size(), 1U);
    }

    void whatWaitsForTheGracePeriodFiresAfterIt() {
        AlertEngine engine;
        engine.setFiles({oneAlert("expr: x > 0, for: 30m")});
        RuleWorld world;
        world.write("ALERTS_FOR_STATE", 600, 39 * minute, {{"alertname", "A"}});
        world.write("x", 1, 50 * minute);
        for (const int seconds : {0, 15, 615, 630}) {
            world.write("x", 1, 50 * minute + seconds * second);
            engine.evaluate(world.evaluation, 50 * minute + seconds * second);
            const AlertState expected = seconds == 630 ? AlertState::Firing : AlertState::Pending;
            QCOMPARE(engine.standing()->groups[0].rules[0].alerts[0].state, expected);
        }
    }

    void reloadingKeepsAlertsAndEndsWhatIsGone() {
        AlertEngine engine;
        const std::string other = "groups: [{name: h, rules: [{record: y, expr: vector(1)}]}]";
        engine.setFiles({oneAlert("expr: x > 0, for: 30s"), rulesOf(other, "other.yml")});
        engine.setRestored();
        RuleWorld world;
        world.write("x", 1, 0);
        engine.evaluate(world.evaluation, 0);
        engine.setFiles({oneAlert("expr: x > 0, for: 30s, annotations: {a: b}")});
        engine.evaluate(world.evaluation, 30 * second);
        QVERIFY(engine.standing()->groups[0].rules[0].state == AlertState::Firing);
        QVERIFY(isStaleMarker(world.samplesOf("y").at(0).samples.back().value));
    }

    void sleepAndSteppedClocksDoNotCount() {
        AlertEngine engine;
        engine.setFiles({oneAlert("expr: x > 0, for: 5m")});
        engine.setRestored();
        RuleWorld world;
        world.write("x", 1, minute);
        engine.evaluate(world.evaluation, minute);
        constexpr std::int64_t asleep = 8 * 60 * minute;
        engine.shift(asleep);
        world.write("x", 1, asleep + 2 * minute);
        engine.evaluate(world.evaluation, asleep + 2 * minute);
        QVERIFY(engine.standing()->groups[0].rules[0].state == AlertState::Pending);
        engine.evaluate(world.evaluation, asleep + 6 * minute);
        QVERIFY(engine.standing()->groups[0].rules[0].state == AlertState::Firing);
    }
};

BARO_TEST(AlertEngineTest)
#include "AlertEngineTest.moc"
