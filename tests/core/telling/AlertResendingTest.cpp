#include "core/telling/AlertResending.h"

#include <QTest>

#include "tests/core/alerts/RuleSupport.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::alerts;

namespace {

constexpr std::int64_t start = 1'700'000'000'000;

// One rule over the series "x", evaluated when the test says so; wall time and time since boot go apart only
// by step().
struct Sending {
    explicit Sending(const std::string& fields = "expr: x > 0", Labels external = {})
        : resending(std::chrono::minutes(1), std::move(external)) {
        engine.setFiles({oneAlert(fields)});
        engine.setRestored();
    }

    std::vector<PostableAlert> evaluate(double x) {
        const std::int64_t now = std::chrono::duration_cast<std::chrono::milliseconds>(at.wall).count();
        world.write("x", x, now, {{"host", "a"}});
        engine.evaluate(world.evaluation, now);
        return resending.due(*engine.standing(), at);
    }
    std::vector<PostableAlert> evaluateAfter(std::chrono::milliseconds time, double x) {
        at.wall += time;
        at.boot += time;
        return evaluate(x);
    }
    void step(Nanoseconds by) { at.wall += by; }
    std::int64_t now() const { return at.wall / std::chrono::milliseconds(1); }

    AlertEngine engine;
    AlertResending resending;
    RuleWorld world;
    Instant at{std::chrono::milliseconds(start), {}, std::chrono::hours(1)};
};

using namespace std::chrono_literals;

}  // namespace

class AlertResendingTest : public QObject {
    Q_OBJECT

  private slots:
    void whatFiresIsSentAtOnceAndAgain() {
        Sending sending("expr: x > 0, labels: {severity: info}, annotations: {summary: \"{{ $value }}\"}");
        const auto first = sending.evaluate(3);
        QCOMPARE(first.size(), 1U);
        QCOMPARE(toString(first[0].labels), std::string(R"({alertname="A", host="a", severity="info"})"));
        QVERIFY(first[0].annotations == TextPairs({{"summary", "3"}}));
        QCOMPARE(first[0].startsAt, start);
        QCOMPARE(first[0].endsAt, start + 4 * minute);
        QVERIFY(sending.evaluateAfter(15s, 3).empty());
        QVERIFY(sending.evaluateAfter(45s, 3).empty());
        const auto again = sending.evaluateAfter(15s, 4);
        QCOMPARE(again.size(), 1U);
        QCOMPARE(again[0].startsAt, start);
        QCOMPARE(again[0].endsAt, start + 75 * second + 4 * minute);
        QVERIFY(again[0].annotations == TextPairs({{"summary", "4"}}));
    }

    void whatWaitsIsNotSent() {
        Sending sending("expr: x > 0, for: 30s");
        QVERIFY(sending.evaluate(1).empty());
        const auto fires = sending.evaluateAfter(30s, 1);
        QCOMPARE(fires.size(), 1U);
        QCOMPARE(fires[0].startsAt, start + 30 * second);
    }

    void whatResolvesIsSentAtOnceAndForAQuarterOfAnHour() {
        Sending sending;
        QCOMPARE(sending.evaluate(1).size(), 1U);
        const auto over = sending.evaluateAfter(15s, 0);
        QCOMPARE(over.size(), 1U);
        QCOMPARE(over[0].endsAt, start + 15 * second);
        int tellings = 0;
        for (int i = 0; i < 100; ++i) {
            const auto again = sending.evaluateAfter(15s, 0);
            tellings += static_cast<int>(again.size());
            for (const PostableAlert& alert : again)
                QCOMPARE(alert.endsAt, start + 15 * second);
        }
        QCOMPARE(tellings, 12);  // each 75 s, of 15 minutes
    }

    void whatFiresAnewIsSentAtOnce() {
        Sending sending;
        (void)sending.evaluate(1);
        (void)sending.evaluateAfter(15s, 0);
        const auto anew = sending.evaluateAfter(15s, 1);
        QCOMPARE(anew.size(), 1U);
        QCOMPARE(anew[0].startsAt, start + 30 * second);
        QVERIFY(anew[0].endsAt > sending.now());
    }

    void whatFiresAnewAfterWaitingIsSentAtOnce() {
        Sending sending("expr: x > 0, for: 15s");
        (void)sending.evaluate(1);
        QCOMPARE(sending.evaluateAfter(15s, 1).size(), 1U);
        QCOMPARE(sending.evaluateAfter(15s, 0).size(), 1U);
        QVERIFY(sending.evaluateAfter(15s, 1).empty());
        QCOMPARE(sending.evaluateAfter(15s, 1).size(), 1U);
    }

    void labelsOfTheMachineDoNotReplaceThoseOfTheAlert() {
        Sending sending("expr: x > 0", Labels({{"host", "mine"}, {"instance", "desk"}}));
        QCOMPARE(toString(sending.evaluate(1).at(0).labels),
                 std::string(R"({alertname="A", host="a", instance="desk"})"));
    }

    void aLongIntervalOfTheGroupMakesItLastLonger() {
        Sending sending;
        sending.engine.setFiles(
            {rulesOf("groups: [{name: g, interval: 10m, rules: [{alert: A, expr: x > 0}]}]")});
        QCOMPARE(sending.evaluate(1).at(0).endsAt, start + 40 * minute);
        QVERIFY(sending.evaluateAfter(5min, 1).empty());  // it was not evaluated
        QCOMPARE(sending.evaluateAfter(5min, 1).size(), 1U);
    }

    void aRuleThatFailsIsNotSent() {
        Sending sending;
        QCOMPARE(sending.evaluate(1).size(), 1U);
        sending.engine.setFiles({oneAlert("expr: x > on () group_left () (x or vector(1) or x offset 1m)")});
        sending.world.write("x", 1, sending.now() + 120 * second, {{"host", "b"}});
        QVERIFY(sending.evaluateAfter(120s, 1).empty());
        QVERIFY(sending.engine.standing()->groups[0].rules[0].report.health == RuleHealth::Bad);
        sending.engine.setFiles({oneAlert("expr: 'x{host=\"a\"} > 0'")});
        QCOMPARE(sending.evaluateAfter(15s, 1).size(), 1U);
    }

    void aClockThatIsSetDelaysNothing() {
        Sending sending;
        (void)sending.evaluate(1);
        sending.step(24h);
        QVERIFY(sending.evaluateAfter(30s, 1).empty());
        QCOMPARE(sending.evaluateAfter(31s, 1).size(), 1U);
    }

    void aRuleThatIsGoneIsForgotten() {
        Sending sending;
        (void)sending.evaluate(1);
        sending.engine.setFiles({});
        QVERIFY(sending.evaluateAfter(90s, 1).empty());
        sending.engine.setFiles({oneAlert("expr: x > 0")});
        QCOMPARE(sending.evaluateAfter(5s, 1).size(), 1U);
    }
};

BARO_TEST(AlertResendingTest)
#include "AlertResendingTest.moc"
