#include "ui/pages/AlertsPage.h"

#include <QLabel>
#include <QPushButton>
#include <QtTest>
#include <algorithm>
#include <memory>
#include <string>

#include "core/alerts/RuleStore.h"
#include "tests/support/TestMain.h"
#include "tests/support/WindowParts.h"
#include "ui/alerts/RulePanel.h"
#include "ui/models/AlertTables.h"
#include "ui/widgets/SubjectTable.h"

namespace baro::ui {
namespace {

constexpr std::int64_t alertsNow = 1'800'000'000'000;
constexpr std::int64_t alertMinute = 60'000;

// A gauge that is over its limit for the last ten minutes, and was two hours ago for a minute.
std::vector<Sample> risingGauge() {
    std::vector<Sample> samples;
    for (std::int64_t time = alertsNow - 180 * alertMinute; time <= alertsNow; time += 15'000) {
        const std::int64_t before = alertsNow - time;
        const bool isHigh =
            before <= 10 * alertMinute || (before <= 121 * alertMinute && before > 120 * alertMinute);
        samples.push_back({time, isHigh ? 95.0 : 40.0});
    }
    return samples;
}

struct AlertsFixture : test::WindowParts {
    AlertsFixture() {
        const std::string hostile = "<b>x</b>\x1b[31m" + std::string(10'000, 'y');
        source.add(Labels({{"__name__", "heat"}, {"chip", hostile}}), risingGauge());
        source.add(
            Labels({{"__name__", "ALERTS"}, {"alertname", "Hot"}, {"alertstate", "firing"}, {"chip", "a"}}),
            {{alertsNow - 60 * alertMinute, 1},
             {alertsNow - 58 * alertMinute, 1},
             {alertsNow - 58 * alertMinute + 1, staleMarker()}});
        const auto reading = baro::alerts::parseRuleFile(
            "groups: [{name: g, rules: ["
            "{alert: Hot, expr: heat > 90, labels: {severity: critical}, annotations: {summary: 'It is {{ "
            "$value }}'}},"
            "{alert: Soon, expr: heat > 10, for: 1h},"
            "{alert: Broken, expr: 'label_replace(heat, \"a\", \"$1\", \"chip\", \"(\")'}]}]",
            "mine.yml");
        engine.setFiles({reading.file});
        for (std::int64_t time = alertsNow - 30'000; time <= alertsNow; time += 15'000)
            engine.evaluate({queries, source, sink, {}, {}, {}}, time);
        alerts.setSource([this] { return engine.standing(); });
        page.reset(alertsPage().make(context(), nullptr));
        page->resize(1100, 1000);
        cursor.advance(alertsNow);
        page->show();
        Frame frame;
        frame.takenAt.wall = std::chrono::milliseconds(alertsNow);
        page->showFrame(frame);
    }
    SubjectTable& table(const QString& name) const {
        for (auto* table : page->findChildren<SubjectTable*>())
            if (table->accessibleName() == name) return *table;
        qFatal("no such table");
    }
    static QString cell(const SubjectTable& table, int row, int column) {
        return table.model()->index(row, column).data().toString();
    }

    promql::Engine queries;
    baro::alerts::AlertEngine engine;
    baro::alerts::RuleStore sink;
    std::unique_ptr<Page> page;
};

}  // namespace

class AlertsPageTest : public QObject {
    Q_OBJECT

  private slots:
    void showsWhatIsActiveTheGravestFirst() {
        const AlertsFixture fixture;
        const SubjectTable& active = fixture.table(QStringLiteral("Active"));
        QCOMPARE(active.model()->rowCount(), 2);
        QCOMPARE(fixture.cell(active, 0, 0), QStringLiteral("Hot"));
        QCOMPARE(fixture.cell(active, 0, 2), QStringLiteral("firing"));
        QCOMPARE(fixture.cell(active, 0, 6), QStringLiteral("It is 95"));
        QCOMPARE(fixture.cell(active, 1, 0), QStringLiteral("Soon"));
        QVERIFY(fixture.cell(active, 1, 2).startsWith(QStringLiteral("pending, fires in 59 min")));
        QCOMPARE(alertsPage().badge(const_cast<AlertsFixture&>(fixture).context()), std::size_t{1});
    }

    void textOfTheMachineIsShownAsItIsAndCut() {
        const AlertsFixture fixture;
        const QString about = fixture.cell(fixture.table(QStringLiteral("Active")), 0, 5);
        QVERIFY2(about.startsWith(QStringLiteral("chip=<b>x</b>\\x1b[31myyy")), qPrintable(about));
        QVERIFY(about.size() < 400);
    }

    void showsWhatFiredAndGoesThere() {
        AlertsFixture fixture;
        SubjectTable& past = fixture.table(QStringLiteral("Fired in the last 7 days"));
        QTRY_COMPARE(past.model()->rowCount(), 1);
        QCOMPARE(fixture.cell(past, 0, 0), QStringLiteral("Hot"));
        QCOMPARE(fixture.cell(past, 0, 3), QStringLiteral("2 min 00 s"));
        const auto buttons = fixture.page->findChildren<QPushButton*>();
        const auto found = std::ranges::find(buttons, QStringLiteral("Show the moment"), &QPushButton::text);
        QVERIFY(found != buttons.end() && !(*found)->isEnabled());
        QPushButton* const show = *found;
        past.setCurrentIndex(past.model()->index(0, 0));
        QVERIFY(show->isEnabled());
        QSignalSpy wanted(&fixture.navigation, &Navigation::pageWanted);
        fixture.cursor.setRecordedSince(alertsNow - 180 * alertMinute);
        show->click();
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted[0][0].toString(), QStringLiteral("processes"));
        QCOMPARE(fixture.cursor.moment(), alertsNow - 60 * alertMinute + 5'000);
        // At that moment it was active, and the other is not known to have been.
        QTRY_COMPARE(fixture.table(QStringLiteral("Active")).model()->rowCount(), 1);
    }

    void tellsWhatARuleWouldHaveDone() {
        AlertsFixture fixture;
        SubjectTable& rules = fixture.table(QStringLiteral("Rules"));
        QCOMPARE(rules.model()->rowCount(), 3);
        QCOMPARE(fixture.cell(rules, 2, 1), QStringLiteral("bad"));
        auto* const panel = fixture.page->findChild<RulePanel*>();
        QVERIFY(panel != nullptr && !panel->isVisible());
        rules.setCurrentIndex(rules.model()->index(0, 0));
        QVERIFY(panel->isVisible());
        // Once two hours ago, and since ten minutes.
        QTRY_VERIFY2(panel->verdict().contains(QStringLiteral("2")) &&
                         panel->verdict().contains(QStringLiteral("10 min")),
                     qPrintable(panel->verdict()));
        if (const QByteArray folder = qgetenv("BAROGRAPH_TEST_PICTURES"); !folder.isEmpty())
            fixture.page->grab().save(QString::fromLocal8Bit(folder) + QStringLiteral("/alerts.png"));
    }

    void showsWhatIsSwitchedOff() {
        AlertsFixture fixture;
        auto off = baro::alerts::parseRuleFile("groups: [{name: g, rules: [{alert: Off, expr: heat > 1}]}]",
                                               "off.yml");
        fixture.engine.setSwitchedOff({off.file});
        Frame frame;
        frame.sequence = 1;
        fixture.hub.publish(std::make_shared<const Frame>(frame));
        SubjectTable& rules = fixture.table(QStringLiteral("Rules"));
        QTRY_COMPARE(rules.model()->rowCount(), 4);
        QCOMPARE(fixture.cell(rules, 3, 0), QStringLiteral("Off"));
        QCOMPARE(fixture.cell(rules, 3, 1), QStringLiteral("off"));
        rules.setCurrentIndex(rules.model()->index(3, 0));
        const auto* const panel = fixture.page->findChild<RulePanel*>();
        QVERIFY(panel->isVisible());
        const auto buttons = panel->findChildren<QPushButton*>();
        QVERIFY(std::ranges::any_of(buttons, [](const QPushButton* button) {
            return button->text() == QStringLiteral("Switch on") && button->isVisible();
        }));
    }

    void saysThatNothingIsWrong() {
        test::WindowParts parts;
        const std::unique_ptr<Page> page(alertsPage().make(parts.context(), nullptr));
        parts.cursor.advance(alertsNow);
        page->show();
        page->showFrame(Frame());
        bool isSaid = false;
        for (const QLabel* label : page->findChildren<QLabel*>())
            isSaid = isSaid || label->text().contains(QStringLiteral("No rules are watched"));
        QVERIFY(isSaid);
        parts.alerts.setSource([] { return std::make_shared<const baro::alerts::AlertStanding>(); });
        page->showFrame(Frame());
        for (const QLabel* label : page->findChildren<QLabel*>())
            isSaid = isSaid && !label->text().contains(QStringLiteral("No rules are watched"));
        QVERIFY(isSaid);
    }
};

}  // namespace baro::ui

BARO_GUI_TEST(baro::ui::AlertsPageTest)
#include "AlertsPageTest.moc"
