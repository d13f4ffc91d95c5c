#include "core/alerts/AlertKeeper.h"

#include <QTest>
#include <semaphore>

#include "core/alerts/RuleResults.h"
#include "tests/core/alerts/RuleSupport.h"
#include "tests/support/FakeClock.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::alerts;
using namespace std::chrono_literals;

namespace {

// Rules over one series, "x", which has a value whenever they are evaluated.
struct Kept {
    explicit Kept(const std::string& fields, AlertKeeperSettings settings = {})
        : rules{oneAlert(fields)},
          keeper(
              results, results, clock, [this] { return take(); }, std::move(settings)) {
        keeper.engine().setRestored();
    }

    std::optional<RuleSet> take() {
        ++asked;
        if (!hasChanged) return std::nullopt;
        hasChanged = false;
        return RuleSet{{rules}, problems};
    }
    void evaluate() {
        const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(clock.now().wall).count();
        source.add(namedOnly("x"), {{now, 1}});
        keeper.evaluate();
        keeper.engine().setRestored();
    }
    AlertState state() const { return keeper.standing()->groups.at(0).rules.at(0).state; }

    RuleFile rules;
    std::vector<FileProblem> problems;
    bool hasChanged = true;
    int asked = 0;
    SampleStore source;
    RuleResults results{source};
    test::FakeClock clock;
    AlertKeeper keeper;
};

}  // namespace

class AlertKeeperTest : public QObject {
    Q_OBJECT

  private slots:
    void evaluatesAtTheTimeOfTheClock() {
        Kept kept("expr: x > 0, for: 30s");
        kept.evaluate();
        QVERIFY(kept.state() == AlertState::Pending);
        kept.clock.advance(30s);
        kept.evaluate();
        QVERIFY(kept.state() == AlertState::Firing);
        QCOMPARE(kept.asked, 2);
    }

    void hurriesWhenRulesHaveChanged() {
        const SampleStore source;
        RuleResults results(source);
        const test::FakeClock clock;
        std::binary_semaphore asked(0);
        AlertKeeperSettings settings;
        settings.interval = 24h;
        AlertKeeper keeper(
            results, results, clock,
            [&asked]() -> std::optional<RuleSet> {
                asked.release();
                return std::nullopt;
            },
            settings);
        keeper.start();
        QVERIFY(asked.try_acquire_for(60s));  // as it begins
        keeper.hurry();
        QVERIFY(asked.try_acquire_for(60s));
        keeper.stop();
    }

    void showsWhatIsSwitchedOff() {
        const SampleStore source;
        RuleResults results(source);
        const test::FakeClock clock;
        AlertKeeper keeper(results, results, clock,
                           []() -> std::optional<RuleSet> {
                               return RuleSet{{}, {}, {oneAlert("expr: x > 0")}};
                           },
                           {});
        keeper.evaluate();
        QVERIFY(keeper.standing()->groups.empty());
        QCOMPARE(keeper.standing()->switchedOff.at(0).ruleCount(), 1U);
    }

    void aSuspendOfEightHoursMakesNoAlert() {
        Kept kept("expr: x > 0, for: 5m");
        kept.evaluate();
        kept.clock.sleep(8h);
        kept.clock.advance(15s);
        kept.evaluate();
        QVERIFY(kept.state() == AlertState::Pending);
    }

    void aClockSetForthMakesNoAlert() {
        Kept kept("expr: x > 0, for: 5m");
        kept.evaluate();
        kept.clock.step(24h);
        kept.clock.advance(15s);
        kept.evaluate();
        QVERIFY(kept.state() == AlertState::Pending);
    }

    void aClockSetBackKeepsNoAlertWaiting() {
        Kept kept("expr: x > 0, for: 30s");
        kept.evaluate();
        kept.clock.step(-1h);
        kept.source.clear();
        kept.clock.advance(30s);
        kept.evaluate();
        QVERIFY(kept.state() == AlertState::Firing);
    }

    void takesOtherRules() {
        Kept kept("expr: x > 0, for: 30s");
        kept.evaluate();
        kept.rules = oneAlert("expr: x > 0, for: 1h");
        kept.problems = {{"other.yml", 3, "broken"}};
        kept.hasChanged = true;
        kept.clock.advance(30s);
        kept.evaluate();
        QVERIFY(kept.state() == AlertState::Pending);
        QCOMPARE(kept.keeper.standing()->problems.at(0).line, 3);
    }

    void anExpressionThatHoldsTooMuchIsCutOff() {
        AlertKeeperSettings settings;
        settings.maximumSamples = 1000;
        Kept kept("expr: \"count_over_time(x[365d:1ms]) > 0\"", settings);
        kept.evaluate();
        const auto standing = kept.keeper.standing();
        QVERIFY(standing->groups[0].rules[0].report.health == RuleHealth::Bad);
    }

    void runsOnAThreadOfItsOwn() {
        Kept kept("expr: x > 0");
        kept.keeper.start();
        kept.keeper.stop();
        QCOMPARE(kept.keeper.standing()->groups.size(), 1U);
    }
};

BARO_TEST(AlertKeeperTest)
#include "AlertKeeperTest.moc"
