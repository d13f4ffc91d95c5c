#include "core/telling/AlertNotices.h"

#include <QTest>

#include "tests/core/alerts/RuleSupport.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::alerts;

namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr std::int64_t wallAtStart = 1'700'000'000'000;

// Time moves by hand; a second at a time, as the window does.
struct Desk {
    AlertNotices notices;
    NoticeHush hush;
    Instant now{std::chrono::milliseconds(wallAtStart), std::chrono::hours(1), std::chrono::hours(1)};
    QStringList told;  // "30: 2 of r (2 new)", "over 400: r"
    std::vector<AlertNotice> all;

    std::int64_t at() const { return (now.monotonic - Nanoseconds(hours(1))) / std::chrono::seconds(1); }
    void change(bool fires, const std::string& instance = "a", const std::string& severity = "warning",
                const std::string& rule = "r") {
        AlertChange change;
        change.group = "g";
        change.rule = rule;
        change.before = fires ? AlertState::Pending : AlertState::Firing;
        change.alert.state = fires ? AlertState::Firing : AlertState::Inactive;
        change.alert.labels = Labels({{"alertname", rule}, {"instance", instance}, {"severity", severity}});
        notices.take(change, now);
    }
    void tick() {
        for (AlertNotice& notice : notices.due(now, hush)) {
            if (notice.kind == AlertNotice::Kind::Firing)
                told << QString("%1: %2 of %3 (%4 new)")
                            .arg(at())
                            .arg(notice.firing.size())
                            .arg(QString::fromStdString(notice.of.rule))
                            .arg(notice.fresh);
            else
                told << QString("over %1: %2, %3 fire")
                            .arg(at())
                            .arg(QString::fromStdString(notice.of.rule))
                            .arg(notice.firing.size());
            all.push_back(std::move(notice));
        }
    }
    void passed(Nanoseconds time) {
        now.wall += time;
        now.monotonic += time;
        now.boot += time;
    }
    void wait(Nanoseconds time) {
        for (Nanoseconds waited{}; waited < time; waited += std::chrono::seconds(1)) {
            passed(std::chrono::seconds(1));
            tick();
        }
    }
    qsizetype notifications() const {
        return std::ranges::count_if(told, [](const QString& text) { return !text.startsWith("over"); });
    }
    void close() { notices.close({"g", "r"}, now); }
};

}  // namespace

class AlertNoticesTest : public QObject {
    Q_OBJECT

  private slots:
    void aGroupWaitsForHalfAMinute() {
        Desk desk;
        desk.change(true, "a");
        desk.wait(std::chrono::seconds(20));
        desk.change(true, "b");
        desk.wait(minutes(20));
        QCOMPARE(desk.told, QStringList({"30: 2 of r (2 new)"}));
    }

    void anotherAlertOfTheGroupWaitsForTheInterval() {
        Desk desk;
        desk.change(true, "a");
        desk.wait(minutes(1));
        desk.change(true, "b");
        desk.change(true, "x", "warning", "other");
        desk.wait(minutes(10));
        QCOMPARE(desk.told,
                 QStringList({"30: 1 of r (1 new)", "90: 1 of other (1 new)", "330: 2 of r (1 new)"}));
        QCOMPARE(desk.all.back().firing.front().labels.value("instance"), std::string_view("b"));
    }

    void criticalOnesDoNotWait() {
        Desk desk;
        desk.change(true, "a");
        desk.wait(std::chrono::seconds(5));
        desk.change(true, "b", "critical");
        desk.wait(std::chrono::seconds(5));
        QCOMPARE(desk.told, QStringList({"6: 2 of r (2 new)"}));
        QVERIFY(desk.all.back().severity == AlertSeverity::Critical);
        desk.change(true, "c", "critical");
        desk.wait(minutes(2));
        QCOMPARE(desk.told.mid(1), QStringList({"66: 3 of r (1 new)"}));
    }

    void whatIsOverBeforeItIsToldIsNotTold() {
        Desk desk;
        desk.change(true);
        desk.wait(std::chrono::seconds(29));
        desk.change(false);
        desk.wait(minutes(10));
        QVERIFY(desk.told.isEmpty());
        QVERIFY(!desk.notices.isWaiting());
    }

    void pendingIsNothingToTell() {
        Desk desk;
        AlertChange change{"g", "r", AlertState::Inactive, {}, 0};
        change.alert.state = AlertState::Pending;
        desk.notices.take(change, desk.now);
        QVERIFY(!desk.notices.isWaiting());
    }

    void anEndIsToldWhenItLasts() {
        Desk desk;
        desk.change(true, "a");
        desk.change(true, "b");
        desk.wait(minutes(1));
        desk.change(false, "a");
        desk.wait(minutes(4));
        desk.change(false, "b");
        desk.wait(minutes(10));
        QCOMPARE(desk.told,
                 QStringList({"30: 2 of r (2 new)", "over 360: r, 1 fire", "over 600: r, 0 fire"}));
        QVERIFY(!desk.notices.isWaiting());
        desk.change(true, "a");
        desk.wait(minutes(1));
        QCOMPARE(desk.notifications(), 2);
    }

    void flappingIsToldAtMostTwice_data() {
        QTest::addColumn<QString>("severity");
        QTest::addColumn<int>("on");
        QTest::addColumn<int>("off");
        QTest::addColumn<int>("least");
        QTest::newRow("warning") << "warning" << 20 << 20 << 0;
        QTest::newRow("critical") << "critical" << 20 << 20 << 1;
        QTest::newRow("mostly on") << "warning" << 40 << 20 << 1;
        QTest::newRow("slow") << "warning" << 240 << 240 << 1;
    }
    void flappingIsToldAtMostTwice() {
        QFETCH(const QString, severity);
        QFETCH(const int, on);
        QFETCH(const int, off);
        QFETCH(const int, least);
        Desk desk;
        for (int time = 0; time < 3600; time += on + off) {
            desk.change(true, "a", severity.toStdString());
            desk.wait(std::chrono::seconds(on));
            desk.change(false, "a", severity.toStdString());
            desk.wait(std::chrono::seconds(off));
        }
        QVERIFY(desk.notifications() <= 2);
        QVERIFY(desk.notifications() >= least);
    }

    // The whole way, from a series that crosses its threshold every 20 s, evaluated every 15 s.
    void aFlappingSeriesIsToldAtMostTwice_data() {
        QTest::addColumn<QString>("fields");
        QTest::newRow("at once") << "expr: x > 0";
        QTest::newRow("critical") << "expr: x > 0, labels: {severity: critical}";
        QTest::newRow("for a while") << "expr: x > 0, for: 15s";
        QTest::newRow("kept firing") << "expr: x > 0, keep_firing_for: 1m";
    }
    void aFlappingSeriesIsToldAtMostTwice() {
        QFETCH(const QString, fields);
        AlertEngine engine;
        engine.setFiles({oneAlert(fields.toStdString())});
        engine.setRestored();
        RuleWorld world;
        Desk desk;
        const Subscription following =
            engine.subscribe([&desk](const AlertChange& change) { desk.notices.take(change, desk.now); });
        for (int time = 0; time < 3600; ++time) {
            if (time % 5 == 0) world.write("x", time / 20 % 2 == 0 ? 1 : 0, time * second);
            if (time % 15 == 0) engine.evaluate(world.evaluation, time * second);
            desk.wait(std::chrono::seconds(1));
        }
        QVERIFY2(desk.notifications() <= 2, qPrintable(desk.told.join("; ")));
        if (fields.contains("keep_firing")) QCOMPARE(desk.notifications(), 1);
    }

    void sleepTellsNothing() {
        AlertEngine engine;
        engine.setFiles({oneAlert("expr: x > 0, for: 10m")});
        engine.setRestored();
        RuleWorld world;
        Desk desk;
        const Subscription following =
            engine.subscribe([&desk](const AlertChange& change) { desk.notices.take(change, desk.now); });
        std::int64_t wall = wallAtStart;
        const auto run = [&](int rounds) {
            for (int i = 0; i < rounds; ++i, wall += 15 * second) {
                world.write("x", 1, wall);
                engine.evaluate(world.evaluation, wall);
                desk.wait(std::chrono::seconds(15));
            }
        };
        run(4);
        constexpr hours asleep{8};
        wall += std::chrono::milliseconds(asleep).count();
        engine.shift(std::chrono::milliseconds(asleep).count());
        desk.now.wall += asleep;
        desk.now.boot += asleep;
        run(8);
        QVERIFY2(desk.told.isEmpty(), qPrintable(desk.told.join("; ")));
        run(40);
        QCOMPARE(desk.notifications(), 1);
    }

    // What fires when the lid is closed goes on when it is opened, and is not told anew.
    void sleepIsNoRest() {
        Desk desk;
        desk.change(true);
        desk.wait(minutes(1));
        desk.now.wall += hours(8);
        desk.now.boot += hours(8);
        desk.change(false);
        desk.wait(std::chrono::seconds(45));
        desk.change(true);
        desk.wait(minutes(30));
        QCOMPARE(desk.notifications(), 1);
    }

    void aSteppedClockTellsNothing_data() {
        QTest::addColumn<int>("minutes");
        QTest::newRow("an hour forth") << 60;
        QTest::newRow("an hour back") << -60;
    }
    void aSteppedClockTellsNothing() {
        QFETCH(const int, minutes);
        Desk desk;
        desk.change(true);
        desk.wait(std::chrono::seconds(10));
        desk.now.wall += std::chrono::minutes(minutes);
        desk.tick();
        QVERIFY(desk.told.isEmpty());
        desk.wait(std::chrono::seconds(20));
        QCOMPARE(desk.told, QStringList({"30: 1 of r (1 new)"}));
    }

    void whatAPersonClosedIsNotToldForHalfAnHour() {
        Desk desk;
        desk.change(true);
        desk.wait(minutes(1));
        desk.close();
        desk.change(false);
        desk.wait(minutes(10));
        desk.change(true);  // 11 minutes in
        desk.wait(minutes(19));
        QCOMPARE(desk.notifications(), 1);
        desk.wait(minutes(2));
        QCOMPARE(desk.told.back(), QString("1860: 1 of r (1 new)"));
    }

    void whatAPersonClosedIsNotListedWithOthers() {
        Desk desk;
        desk.change(true, "a");
        desk.wait(minutes(1));
        desk.close();
        desk.change(true, "b");
        desk.wait(minutes(10));
        QCOMPARE(desk.told.mid(1), QStringList({"330: 1 of r (1 new)"}));
        desk.wait(hours(2));
        QCOMPARE(desk.notifications(), 2);
    }

    void quietHoursHoldBack() {
        Desk desk;
        desk.hush.isQuiet = true;
        desk.change(true, "a");
        desk.change(true, "b", "critical");
        desk.change(true, "c", "warning", "over by then");
        desk.wait(minutes(10));
        QCOMPARE(desk.told, QStringList({"1: 1 of r (1 new)"}));
        desk.change(false, "c", "warning", "over by then");
        desk.hush.isQuiet = false;
        desk.wait(minutes(1));
        QCOMPARE(desk.told.mid(1), QStringList({"601: 2 of r (1 new)"}));
    }

    void criticalAlertsMayHaveToWaitToo() {
        Desk desk;
        desk.hush = {.isSilenced = {}, .isQuiet = true, .criticalPasses = false};
        desk.change(true, "b", "critical");
        desk.wait(minutes(10));
        QVERIFY(desk.told.isEmpty());
    }

    void whatIsSilencedIsToldWhenTheSilenceIsOver() {
        Desk desk;
        desk.hush.isSilenced = [](const Labels& labels) { return labels.value("instance") == "a"; };
        desk.change(true, "a");
        desk.change(true, "b");
        desk.wait(minutes(10));
        QCOMPARE(desk.told, QStringList({"30: 1 of r (1 new)"}));
        desk.hush.isSilenced = {};
        desk.wait(minutes(1));
        QCOMPARE(desk.told.mid(1), QStringList({"601: 2 of r (1 new)"}));
    }

    void whatWasToldBeforeItWasSilencedIsToldAgain() {
        Desk desk;
        desk.change(true, "a");
        desk.change(true, "b");
        desk.wait(minutes(1));
        desk.hush.isSilenced = [](const Labels& labels) { return labels.value("instance") == "a"; };
        desk.wait(minutes(60));
        QCOMPARE(desk.told, QStringList({"30: 2 of r (2 new)"}));
        desk.hush.isSilenced = {};
        desk.wait(minutes(60));
        QCOMPARE(desk.told.mid(1), QStringList({"3661: 2 of r (1 new)"}));
        QCOMPARE(desk.all.back().firing.front().labels.value("instance"), std::string_view("a"));
    }

    void whatAPersonSilencedAndClosedIsToldAgain() {
        Desk desk;
        desk.change(true, "a");
        desk.wait(minutes(1));
        desk.close();
        desk.hush.isSilenced = [](const Labels&) { return true; };
        desk.wait(minutes(60));
        desk.hush.isSilenced = {};
        desk.wait(minutes(60));
        QCOMPARE(desk.told.mid(1), QStringList({"3661: 1 of r (1 new)"}));
    }

    void whatIsOverWhenTheSilenceEndsIsNotTold() {
        Desk desk;
        desk.change(true, "a");
        desk.wait(minutes(1));
        desk.hush.isSilenced = [](const Labels&) { return true; };
        desk.wait(minutes(30));
        desk.change(false, "a");
        desk.wait(minutes(10));
        desk.hush.isSilenced = {};
        desk.wait(minutes(10));
        QCOMPARE(desk.told, QStringList({"30: 1 of r (1 new)", "over 2160: r, 0 fire"}));
    }

    void aRuleThatIsGoneIsOver() {
        Desk desk;
        desk.change(true, "a");
        desk.wait(minutes(1));
        desk.notices.keepOnly({}, desk.now);
        desk.wait(minutes(6));
        QCOMPARE(desk.told.size(), 1);
        desk.notices.keepOnly({}, desk.now);
        desk.wait(minutes(6));
        QCOMPARE(desk.told.back(), QString("over 720: r, 0 fire"));
    }
};

BARO_TEST(AlertNoticesTest)
#include "AlertNoticesTest.moc"
