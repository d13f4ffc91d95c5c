#include "ui/alerts/AlertTeller.h"

#include <QFile>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

#include "core/config/ConfigFile.h"
#include "tests/core/alerts/RuleSupport.h"
#include "tests/support/FakeClock.h"
#include "tests/support/ProcessFrames.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"
#include "tests/support/WindowParts.h"
#include "ui/alerts/NoticeText.h"
#include "ui/tray/TrayIcon.h"
#include "ui/widgets/AlertBanner.h"

using namespace baro;
using namespace baro::ui;

namespace {

// A desktop without a bus and a tray: what is told is told in the banner.
struct TellerDesk {
    test::TemporaryTree tree;
    test::WindowParts parts;
    test::FakeClock clock;
    alerts::AlertEngine engine;
    alerts::RuleWorld world;
    TrayIcon tray{parts.context(), {}};
    AlertBanner banner{parts.theme};
    std::shared_ptr<alerts::Silences> silences =
        std::make_shared<alerts::Silences>(tree.path("silences.json"));
    std::unique_ptr<AlertTeller> teller;
    std::uint64_t sequence = 0;

    explicit TellerDesk(const std::string& rule = "expr: x > 0, labels: {severity: critical, subject: cpu}") {
        engine.setFiles({alerts::oneAlert(rule)});
        engine.setRestored();
        start();
    }
    ~TellerDesk() { QThreadPool::globalInstance()->waitForDone(); }
    void start() {
        const TellingParts all{engine,       parts.settings,   clock, parts.frames,
                               parts.format, parts.navigation, tray,  banner};
        teller = std::make_unique<AlertTeller>(all, silences, [] { return QDBusConnection("none"); });
        QThreadPool::globalInstance()->waitForDone();
    }
    std::int64_t now() const { return clock.instant.wall / std::chrono::milliseconds(1); }
    // Evaluated, and a few seconds later told.
    void set(double value, const std::string& instance = "a") {
        world.write("x", value, now(), {{"instance", instance}});
        evaluate();
    }
    void evaluate() {
        engine.evaluate(world.evaluation, now());
        Frame frame =
            test::processFrame({{.pid = 1, .name = "init"}, {.pid = 7, .name = "hog", .cpu = 2.12}});
        frame.sequence = ++sequence;
        frame.takenAt = clock.instant;
        parts.hub.publish(std::make_shared<const Frame>(std::move(frame)));
        pass(std::chrono::seconds(3));
    }
    void pass(Nanoseconds time) {
        QCoreApplication::processEvents();
        for (Nanoseconds passed{}; passed < time; passed += std::chrono::seconds(1)) {
            clock.advance(std::chrono::seconds(1));
            teller->tellWhatIsDue();
        }
        QCoreApplication::processEvents();
    }
    void press(const QString& text) {
        for (QPushButton* button : banner.findChildren<QPushButton*>())
            if (button->text() == text) button->click();
    }
};

alerts::Alert alertOf(const std::string& name, TextPairs annotations) {
    alerts::Alert alert;
    alert.state = alerts::AlertState::Firing;
    alert.labels = Labels({{"alertname", name}});
    alert.annotations = std::move(annotations);
    return alert;
}

}  // namespace

class AlertTellerTest : public QObject {
    Q_OBJECT

  private slots:
    void namesTheProcessAtFault() {
        TellerDesk desk;
        desk.set(1);
        QCOMPARE(desk.banner.all().size(), 1);
        const BannerAlert& told = desk.banner.all().front();
        QCOMPARE(told.title, QString("Critical: A"));
        QVERIFY2(told.body.startsWith("Most of it: hog 212"), qPrintable(told.body));
        QVERIFY(told.severity == alerts::AlertSeverity::Critical);
    }

    void showLeadsToTheMoment() {
        TellerDesk desk;
        const std::int64_t moment = desk.now();
        desk.set(1);
        QSignalSpy shows(desk.teller.get(), &AlertTeller::showWanted);
        desk.press("Show");
        QCOMPARE(shows.size(), 1);
        QCOMPARE(shows.at(0).at(0).toLongLong(), moment);
        QVERIFY(desk.banner.isHidden());
    }

    void silenceLastsForAnHourAndIsKept() {
        TellerDesk desk;
        QSignalSpy said(&desk.parts.navigation, &Navigation::said);
        desk.set(1);
        desk.press("Silence for an hour");
        QCOMPARE(said.at(0).at(0).toString(), QString("Silent for an hour: A"));
        QThreadPool::globalInstance()->waitForDone();
        const auto kept = alerts::parseSilences(readConfigText(desk.tree.path("silences.json")).value());
        QVERIFY(kept);
        QCOMPARE(kept->at(0).endsAt - kept->at(0).startsAt, 3'600'000);
        desk.pass(std::chrono::minutes(2));
        desk.set(1, "b");
        QVERIFY(desk.banner.isHidden());
        desk.pass(std::chrono::hours(1));
        QVERIFY(!desk.banner.isHidden());
    }

    void aSilenceTakesAwayWhatIsShownAndItsEndBringsItBack() {
        TellerDesk desk;
        desk.set(1);
        QVERIFY(!desk.banner.isHidden());
        const auto added = desk.silences->add({{},
                                               alerts::matchersOfRule(Labels({std::pair("alertname", "A")})),
                                               desk.now(),
                                               desk.now() + 600'000,
                                               "from the page"});
        QVERIFY(added);
        desk.pass(std::chrono::seconds(2));
        QVERIFY(desk.banner.isHidden());
        desk.pass(std::chrono::minutes(11));
        QVERIFY(!desk.banner.isHidden());
    }

    void whatIsClosedStaysClosed() {
        TellerDesk desk;
        desk.set(1);
        desk.press("Close");
        for (int i = 0; i < 40; ++i) {
            desk.set(i % 2);
            desk.pass(std::chrono::seconds(20));
        }
        QVERIFY(desk.banner.isHidden());
    }

    void whatIsOverIsTakenAway() {
        TellerDesk desk;
        desk.set(1);
        QVERIFY(!desk.banner.isHidden());
        desk.pass(std::chrono::seconds(20));
        desk.set(0);
        desk.pass(std::chrono::minutes(6));
        QVERIFY(desk.banner.isHidden());
    }

    void whatFiresAlreadyIsTold() {
        TellerDesk desk;
        desk.teller.reset();
        desk.world.write("x", 1, desk.now());
        desk.engine.evaluate(desk.world.evaluation, desk.now());
        desk.start();
        desk.pass(std::chrono::seconds(3));
        QVERIFY(!desk.banner.isHidden());
    }

    void quietHoursAreTheSettings() {
        TellerDesk desk("expr: x > 0");
        const int minute = alerts::localMinuteOfDay(desk.now());
        const auto text = [](int at) {
            return QString("%1:%2").arg(at / 60 % 24, 2, 10, QChar('0')).arg(at % 60, 2, 10, QChar('0'));
        };
        QVERIFY(desk.parts.settings.set("alerts.quiet-hours",
                                        (text(minute) + "-" + text(minute + 10)).toStdString()));
        desk.set(1);
        desk.pass(std::chrono::minutes(2));
        QVERIFY(desk.banner.isHidden());
        desk.pass(std::chrono::minutes(10));
        QVERIFY(!desk.banner.isHidden());
    }

    void notificationsCanBeSwitchedOff() {
        TellerDesk desk;
        QVERIFY(desk.parts.settings.set("alerts.notifications", "false"));
        desk.set(1);
        QVERIFY(desk.banner.isHidden());
    }

    void theIconTellsHowAlertsStand() {
        TellerDesk desk;
        desk.set(1);
        QVERIFY(desk.tray.toolTip().endsWith("A"));
        QVERIFY(desk.tray.toolTip().contains("1 alert"));
        QVERIFY(desk.silences->add(
            {{}, {{"alertname", LabelMatcher::Kind::Equal, "A"}}, desk.now(), desk.now() + 100'000, {}}));
        desk.evaluate();
        QCOMPARE(desk.tray.toolTip(), QString("Barograph"));
    }

    void theCommandIsRunForEachAlert() {
        TellerDesk desk(
            "expr: x > 0, labels: {severity: critical}, annotations: {summary: \"{{ $labels.instance }}\"}");
        const std::string out = desk.tree.path("out");
        QVERIFY(desk.parts.settings.set("alerts.command", "/usr/bin/tee -a " + out));
        desk.world.write("x", 1, desk.now(), {{"instance", "one"}});
        desk.set(1, "$(reboot)\n<b>");
        const auto lines = [&out] {
            QFile file(QString::fromStdString(out));
            return file.open(QIODevice::ReadOnly) ? file.readAll().count('\n') : 0;
        };
        QTRY_COMPARE(lines(), 2);
        QFile file(QString::fromStdString(out));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains(R"("instance":"$(reboot)\u000a<b>")"));
    }

    void manyAtOnceAreFewNotifications() {
        TellerDesk desk;
        std::string rules = "groups:\n- name: g\n  rules:\n";
        for (int i = 0; i < 20; ++i)
            rules += "  - {alert: R" + std::to_string(i) +
                     ", expr: x > 0, labels: {severity: " + (i == 13 ? "critical" : "warning") + "}}\n";
        desk.engine.setFiles({alerts::rulesOf(rules)});
        desk.engine.setRestored();
        desk.set(1);
        QCOMPARE(desk.banner.all().size(), 1);
        desk.pass(std::chrono::seconds(40));
        QCOMPARE(desk.banner.all().size(), 5);
        QCOMPARE(desk.banner.all().front().title, QString("Critical: R13"));
        const auto rest = std::ranges::find_if(desk.banner.all(), [](const BannerAlert& alert) {
            return alert.title.startsWith("16 other rule");
        });
        QVERIFY(rest != desk.banner.all().end());
        QVERIFY(rest->body.endsWith("and 11 more"));
        desk.set(0);
        desk.pass(std::chrono::minutes(6));
        QVERIFY(desk.banner.isHidden());
    }

    void afterItIsGoneNothingIsTold() {
        TellerDesk desk;
        desk.world.write("x", 1, desk.now());
        desk.engine.evaluate(desk.world.evaluation, desk.now());  // its changes are under way
        desk.teller.reset();
        QCoreApplication::processEvents();
        QVERIFY(desk.banner.isHidden());
    }

    void wordsAreFewAndPlain() {
        alerts::AlertNotice notice;
        const std::string hostile = "<b>\x1b[2J\n" + std::string(10'000, 'x');
        notice.firing = {alertOf("A", {{"summary", hostile}, {"description", hostile}})};
        NoticeText text = textOf(notice, "firefox 212 %");
        QVERIFY(text.title.startsWith("<b>\\x1b[2J\\nxxx"));
        QVERIFY(text.title.size() < 130);
        QCOMPARE(text.body.count('\n'), 1);
        QVERIFY(text.body.size() < 300);
        for (int i = 0; i < 6; ++i)
            notice.firing.push_back(alertOf("A", {{"summary", "line " + std::to_string(i)}}));
        notice.severity = alerts::AlertSeverity::Critical;
        text = textOf(notice, {});
        QVERIFY(text.title.startsWith("Critical: A: 7"));
        QCOMPARE(text.body.count('\n'), 3);
        QVERIFY(text.body.endsWith("and 4 more"));
    }
};

BARO_GUI_TEST(AlertTellerTest)
#include "AlertTellerTest.moc"
