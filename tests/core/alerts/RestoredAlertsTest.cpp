#include <QTest>

#include "core/alerts/AlertingRule.h"
#include "tests/core/alerts/RuleSupport.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::alerts;

namespace {

// Times in minutes. The alert was active since `since`, was told last at `told`, and the program is back at
// `back`, when it evaluates twice, 15 s apart.
struct Restart {
    const char* name;
    int waits;  // for
    double since;
    double told;
    double back;
    bool isOver;      // a marker ended the series
    double activeAt;  // afterwards; below 0: as of the first evaluation
};

}  // namespace

Q_DECLARE_METATYPE(Restart)

namespace {

std::int64_t atMinute(double minutes) {
    return static_cast<std::int64_t>(minutes * minute);
}

}  // namespace

class RestoredAlertsTest : public QObject {
    Q_OBJECT

  private slots:
    void goesOnWhereItWas_data() {
        QTest::addColumn<Restart>("restart");
        for (const Restart& restart : std::initializer_list<Restart>{
                 {"it was firing", 30, 100, 140, 150, false, 100},
                 {"it would fire within the grace period", 30, 100, 125, 150, false, 130.25},
                 {"it had longer to wait: the outage does not count", 60, 100, 110, 150, false, 140.25},
                 {"exactly the grace period is left", 30, 100, 120, 150, false, 130.25},
                 {"a short wait is not restored", 5, 100, 140, 150, false, -1},
                 {"the outage was too long", 30, 100, 140, 240, false, -1},
                 {"the outage was just short enough", 30, 100, 140, 199, false, 100},
                 {"it was over before", 30, 100, 140, 150, true, -1}})
            QTest::newRow(restart.name) << restart;
    }
    void goesOnWhereItWas() {
        QFETCH(const Restart, restart);
        RuleWorld world;
        const std::vector<std::pair<std::string, std::string>> labels{{"alertname", "A"}, {"host", "a"}};
        world.write("ALERTS_FOR_STATE", restart.since * 60, atMinute(restart.told), labels);
        if (restart.isOver)
            world.write("ALERTS_FOR_STATE", staleMarker(), atMinute(restart.told) + 15 * second, labels);
        AlertingRule rule(
            oneAlert("expr: x > 0, for: " + std::to_string(restart.waits) + "m").groups[0].rules[0]);
        const std::int64_t back = atMinute(restart.back);
        world.write("x", 1, back, {{"host", "a"}});
        QVERIFY(rule.evaluate(world.evaluation, back, 0, 0)->samples.empty());
        QVERIFY(rule.evaluate(world.evaluation, back + 15 * second, 0, 0)->samples.empty());
        rule.restore(world.store, back + 15 * second, {});
        const std::int64_t expected = restart.activeAt < 0 ? back : atMinute(restart.activeAt);
        QCOMPARE(rule.alerts().begin()->second.activeAt, expected);
        QCOMPARE(rule.evaluate(world.evaluation, back + 30 * second, 0, 0)->samples.size(), 2U);
    }

    void anOtherAlertsPastIsNotTaken() {
        RuleWorld world;
        world.write("ALERTS_FOR_STATE", 600, 40 * minute, {{"alertname", "A"}, {"host", "b"}});
        world.write("ALERTS_FOR_STATE", 600, 40 * minute, {{"alertname", "B"}, {"host", "a"}});
        AlertingRule rule(oneAlert("expr: x > 0, for: 30m").groups[0].rules[0]);
        world.write("x", 1, 50 * minute, {{"host", "a"}});
        QVERIFY(rule.evaluate(world.evaluation, 50 * minute, 0, 0).ok());
        rule.restore(world.store, 50 * minute, {});
        QCOMPARE(rule.alerts().begin()->second.activeAt, 50 * minute);
    }

    // A record ends every series when the program ends: the time of the last sample tells which were active.
    void whereEverySeriesEndsTheirAgeTells_data() {
        QTest::addColumn<int>("told");
        QTest::addColumn<bool>("isRestored");
        QTest::newRow("told just before the end") << 140 << true;
        QTest::newRow("told long before") << 130 << false;
    }
    void whereEverySeriesEndsTheirAgeTells() {
        QFETCH(const int, told);
        QFETCH(const bool, isRestored);
        RuleWorld world;
        world.write("ALERTS_FOR_STATE", 100 * 60, told * minute, {{"alertname", "A"}});
        world.write("ALERTS_FOR_STATE", staleMarker(), told * minute + 15 * second, {{"alertname", "A"}});
        AlertingRule rule(oneAlert("expr: vector(1), for: 30m").groups[0].rules[0]);
        QVERIFY(rule.evaluate(world.evaluation, 150 * minute, 0, 0).ok());
        RestoreLimits limits;
        limits.downAt = 140 * minute + 10 * second;
        rule.restore(world.store, 150 * minute, limits);
        QCOMPARE(rule.alerts().begin()->second.activeAt, (isRestored ? 100 : 150) * minute);
    }
};

BARO_TEST(RestoredAlertsTest)
#include "RestoredAlertsTest.moc"
