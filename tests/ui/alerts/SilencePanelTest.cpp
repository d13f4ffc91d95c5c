#include "ui/alerts/SilencePanel.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QThreadPool>

#include "tests/core/alerts/RuleSupport.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"
#include "tests/support/WindowParts.h"
#include "ui/alerts/SilenceDialog.h"
#include "ui/alerts/SilenceFeed.h"
#include "ui/models/AlertTables.h"
#include "ui/widgets/SubjectTable.h"

using namespace baro;
using namespace baro::ui;

namespace {

constexpr std::int64_t silentNoon = 1'800'000'000'000;
constexpr std::int64_t silentHour = 3'600'000;
const std::string hostile = "<b>&x</b>\x1b[31m";

// Two alerts of one rule fire, and there is another rule.
struct SilenceFixture : test::WindowParts {
    SilenceFixture() {
        engine.setFiles({baro::alerts::rulesOf(
            "groups: [{name: g, rules: [{alert: Hot, expr: heat > 0}, {alert: Cold, expr: heat < 0}]}]")});
        world.write("heat", 1, silentNoon, {{"chip", "a"}});
        world.write("heat", 1, silentNoon, {{"chip", hostile}});
        engine.evaluate(world.evaluation, silentNoon);
        alerts.setSource([this] { return engine.standing(); });
        cursor.advance(silentNoon);
        panel = std::make_unique<SilencePanel>(context());
        panel->resize(900, 400);
        panel->show();
    }
    ~SilenceFixture() { QThreadPool::globalInstance()->waitForDone(); }

    SubjectTable& table() const { return *panel->findChild<SubjectTable*>(); }
    QString cell(int row, int column) const { return table().model()->index(row, column).data().toString(); }
    QPushButton& button(const QString& text) const {
        for (auto* const each : panel->findChildren<QPushButton*>())
            if (each->text() == text) return *each;
        qFatal("no such button");
    }
    // The dialog that the button opens.
    SilenceDialog& open() {
        button("New silence …").click();
        return *panel->window()->findChild<SilenceDialog*>();
    }
    static QStringList labels(const SilenceDialog& dialog) {
        QStringList texts;
        for (const auto* const box : dialog.findChildren<QCheckBox*>())
            texts << (box->isChecked() ? "+" : "-") + box->text();
        texts.sort();
        return texts;
    }
    static void tick(const SilenceDialog& dialog, const QString& beginning, bool on) {
        for (auto* const box : dialog.findChildren<QCheckBox*>())
            if (box->text().startsWith(beginning)) box->setChecked(on);
    }
    static QComboBox& choice(const SilenceDialog& dialog, const QString& name) {
        for (auto* const each : dialog.findChildren<QComboBox*>())
            if (each->accessibleName() == name) return *each;
        qFatal("no such choice");
    }
    static QPushButton& accepting(const SilenceDialog& dialog) {
        for (auto* const each : dialog.findChildren<QPushButton*>())
            if (each->text() == "Silence") return *each;
        qFatal("no such button");
    }
    static QString effect(const SilenceDialog& dialog) {
        QStringList texts;
        for (const auto* const each : dialog.findChildren<QLabel*>())
            texts << each->text();
        return texts.join('\n');
    }

    baro::alerts::AlertEngine engine;
    baro::alerts::RuleWorld world;
    std::unique_ptr<SilencePanel> panel;
};

}  // namespace

class SilencePanelTest : public QObject {
    Q_OBJECT

  private slots:
    void withoutSilencesItSaysWhatTheyAre() {
        SilenceFixture fixture;
        QVERIFY(!fixture.table().isVisibleTo(fixture.panel.get()));
        QVERIFY(!fixture.button("End it").isVisibleTo(fixture.panel.get()));
        bool isSaid = false;
        for (const auto* const label : fixture.panel->findChildren<QLabel*>())
            isSaid = isSaid || (label->text().startsWith("Nothing is silent") &&
                                label->isVisibleTo(fixture.panel.get()));
        QVERIFY(isSaid);
    }

    void aRuleIsSilencedForAnHour() {
        SilenceFixture fixture;
        SilenceDialog& dialog = fixture.open();
        QVERIFY(fixture.labels(dialog).contains("+alertname=\"Hot\""));
        QVERIFY2(fixture.effect(dialog).contains("2 alert"), qPrintable(fixture.effect(dialog)));
        dialog.findChild<QLineEdit*>()->setText("at  work");
        fixture.accepting(dialog).click();
        const auto all = fixture.silences.silences()->all();
        QCOMPARE(all.size(), 1U);
        QCOMPARE(all[0].startsAt, silentNoon);
        QCOMPARE(all[0].endsAt, silentNoon + silentHour);
        QCOMPARE(fixture.cell(0, 0), QString("alertname=\"Hot\""));
        QCOMPARE(fixture.cell(0, 2), QString("2"));
        QCOMPARE(fixture.cell(0, 3), QString("at work"));
    }

    void oneAlertIsSilencedByItsLabels() {
        SilenceFixture fixture;
        fixture.panel->prefer(alertKey(Labels({{"alertname", "Hot"}, {"chip", hostile}})));
        SilenceDialog& dialog = fixture.open();
        const QStringList labels = fixture.labels(dialog);
        QCOMPARE(labels.size(), 2);
        QVERIFY2(labels.last().startsWith("-chip=\"<b>&&x</b>"), qPrintable(labels.last()));
        QVERIFY(!labels.last().contains('\x1b'));
        fixture.tick(dialog, "chip", true);
        QVERIFY2(fixture.effect(dialog).contains("1 alert"), qPrintable(fixture.effect(dialog)));
        fixture.tick(dialog, "chip", false);
        fixture.tick(dialog, "alertname", false);
        QVERIFY(!fixture.accepting(dialog).isEnabled());
        fixture.tick(dialog, "chip", true);
        fixture.accepting(dialog).click();
        QVERIFY(fixture.silences.silences()->isSilenced(Labels({{"chip", hostile}}), silentNoon));
        QVERIFY(!fixture.silences.silences()->isSilenced(Labels({std::pair("chip", "a")}), silentNoon));
    }

    void aRuleThatIsQuietCanBeSilenced() {
        SilenceFixture fixture;
        SilenceDialog& dialog = fixture.open();
        QComboBox& alert = fixture.choice(dialog, "Alert");
        QCOMPARE(alert.count(), 3);
        alert.setCurrentIndex(2);
        QCOMPARE(fixture.labels(dialog), QStringList({"+alertname=\"Cold\""}));
        QVERIFY2(fixture.effect(dialog).contains("0 alert"), qPrintable(fixture.effect(dialog)));
        QVERIFY(fixture.accepting(dialog).isEnabled());
    }

    void howLongIsChosen() {
        SilenceFixture fixture;
        SilenceDialog& dialog = fixture.open();
        QComboBox& length = fixture.choice(dialog, "How long");
        auto* const until = dialog.findChild<QDateTimeEdit*>();
        QVERIFY(!until->isEnabled());
        length.setCurrentIndex(1);
        const QDateTime tomorrow = QDateTime::fromMSecsSinceEpoch(dialog.silence().endsAt);
        QCOMPARE(tomorrow.date(), QDateTime::fromMSecsSinceEpoch(silentNoon).date().addDays(1));
        QCOMPARE(tomorrow.time(), QTime(8, 0));
        length.setCurrentIndex(2);
        QVERIFY(until->isEnabled());
        until->setDateTime(QDateTime::fromMSecsSinceEpoch(silentNoon + 90 * 60'000));
        QCOMPARE(dialog.silence().endsAt, silentNoon + 90 * 60'000);
        QVERIFY(fixture.accepting(dialog).isEnabled());
        until->setDateTime(QDateTime::fromMSecsSinceEpoch(silentNoon - 60'000));
        QVERIFY(!fixture.accepting(dialog).isEnabled());
        QVERIFY(fixture.effect(dialog).contains("That moment is over."));
    }

    void theSelectedOneEnds() {
        SilenceFixture fixture;
        QVERIFY(fixture.silences.add({"x",
                                      {{"alertname", LabelMatcher::Kind::Equal, "Hot"}},
                                      silentNoon - 5,
                                      silentNoon + silentHour,
                                      {}}));
        QPushButton& end = fixture.button("End it");
        QVERIFY(!end.isEnabled());
        fixture.table().setCurrentIndex(fixture.table().model()->index(0, 0));
        QVERIFY(end.isEnabled());
        end.click();
        QVERIFY(!fixture.table().isVisibleTo(fixture.panel.get()));
        QCOMPARE(fixture.silences.silences()->all().at(0).endsAt, silentNoon);
    }

    void oneThatIsOverIsNotShown() {
        SilenceFixture fixture;
        QVERIFY(fixture.silences.add(
            {"x", {{"a", LabelMatcher::Kind::Equal, "b"}}, silentNoon - 5, silentNoon + 1000, {}}));
        QCOMPARE(fixture.table().model()->rowCount(), 1);
        fixture.cursor.advance(silentNoon + 1000);
        fixture.panel->showSilences();
        QCOMPARE(fixture.table().model()->rowCount(), 0);
    }

    void whatIsRefusedIsSaid() {
        SilenceFixture fixture;
        QString said;
        connect(&fixture.navigation, &Navigation::said, this, [&](const QString& text) { said = text; });
        QVERIFY(!fixture.silences.add({"x", {{"a", LabelMatcher::Kind::Regex, ".*"}}, 1, 2, {}}));
        QVERIFY2(said.contains("every alert"), qPrintable(said));
    }

    void whatAnotherProcessWritesShowsUp() {
        const test::TemporaryTree tree;
        baro::alerts::Silences there(tree.path("silences.json"));
        QVERIFY(there.add({{}, {{"a", LabelMatcher::Kind::Equal, "b"}}, silentNoon, silentNoon + 5, {}}));
        QVERIFY(there.save());
        Navigation navigation;
        SilenceFeed feed(std::make_shared<baro::alerts::Silences>(tree.path("silences.json")), navigation);
        feed.watch();
        QTRY_COMPARE(feed.silences()->all().size(), 1U);
        QVERIFY(feed.add({{}, {{"c", LabelMatcher::Kind::Equal, "d"}}, silentNoon, silentNoon + 5, {}}));
        QThreadPool::globalInstance()->waitForDone();
        QVERIFY(there.load());
        QCOMPARE(there.all().size(), 2U);
    }
};

BARO_GUI_TEST(SilencePanelTest)
#include "SilencePanelTest.moc"
