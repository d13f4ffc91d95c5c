#include "ui/alerts/RuleEditor.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QtTest>
#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "core/promql/Parser.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"
#include "tests/support/WindowParts.h"
#include "ui/alerts/AlertFromChart.h"
#include "ui/alerts/NumberField.h"
#include "ui/alerts/SeriesChoice.h"
#include "ui/alerts/SeriesPicker.h"
#include "ui/alerts/ThresholdChart.h"
#include "ui/explore/PromQlEditor.h"
#include "ui/widgets/SeriesChart.h"

namespace baro::ui {
namespace {

constexpr std::int64_t ruleEditorNow = 1'800'000'000'000;
constexpr std::int64_t editorMinute = 60'000;

// Two filesystems: one rises from 0 to 100 in an hour, again and again; the other is quiet.
struct RuleEditorFixture : test::WindowParts {
    RuleEditorFixture() {
        settings = Settings::load({tree.path("barograph.conf"), {}, {}});
        std::vector<Sample> saw;
        std::vector<Sample> quiet;
        for (std::int64_t time = ruleEditorNow - 12 * 60 * editorMinute; time <= ruleEditorNow;
             time += 15'000) {
            saw.push_back({time, static_cast<double>(time / 1000 % 3600) / 36});
            quiet.push_back({time, 5});
        }
        source.add(Labels({{"__name__", "heat_celsius"}, {"chip", "a"}}), saw);
        source.add(Labels({{"__name__", "heat_celsius"}, {"chip", "<b>\"\\}"}}), quiet);
        source.add(Labels({{"__name__", "node_hwmon_temp_celsius"}, {"chip", "a"}}), saw);
        cursor.setRecordedSince(ruleEditorNow - 12 * 60 * editorMinute);
        cursor.advance(ruleEditorNow);
    }
    static RuleDraft draft(double threshold) {
        RuleDraft draft = newRule();
        draft.rule.name = "Hot";
        draft.rule.series = "heat_celsius{chip=\"a\"}";
        draft.rule.threshold = threshold;
        draft.rule.forMilliseconds = 0;
        draft.rule.keepFiringForMilliseconds = 0;
        draft.hasThreshold = true;
        return draft;
    }
    RuleEditor& show(const RuleDraft& draft) {
        editor = std::make_unique<RuleEditor>(context(), draft, nullptr);
        editor->show();
        return *editor;
    }
    template <class Child>
    Child& child(const QString& accessibleName = {}) const {
        for (auto* const child : editor->findChildren<Child*>())
            if (accessibleName.isEmpty() || child->accessibleName() == accessibleName) return *child;
        qFatal("no such child");
    }
    QPushButton& saveButton() const { return *child<QDialogButtonBox>().button(QDialogButtonBox::Save); }
    std::string file() const {
        std::ifstream stream(tree.path("rules/desk.yml"));
        return {std::istreambuf_iterator<char>(stream), {}};
    }

    test::TemporaryTree tree;
    std::unique_ptr<RuleEditor> editor;
};

bool hasWidget(const QWidget* widget) {
    return widget != nullptr;
}

}  // namespace

class RuleEditorTest : public QObject {
    Q_OBJECT

  private slots:
    void tellsWhatTheRuleWouldHaveDone() {
        RuleEditorFixture fixture;
        RuleEditor& editor = fixture.show(RuleEditorFixture::draft(90));
        // Twelve hours are known; it is above 90 in the last six minutes of each.
        QTRY_VERIFY2(editor.verdict().contains(QStringLiteral("12")) &&
                         editor.verdict().contains(QStringLiteral("the last 12 h")) &&
                         editor.verdict().contains(QStringLiteral("5 min 30 s")),
                     qPrintable(editor.verdict()));
    }

    void theThresholdIsDragged() {
        RuleEditorFixture fixture;
        RuleEditor& editor = fixture.show(RuleEditorFixture::draft(90));
        auto& chart = fixture.child<ThresholdChart>();
        QTRY_VERIFY(editor.verdict().contains(QStringLiteral("12 h")));
        QTRY_VERIFY(hasWidget(chart.childAt(chart.handlePosition())));
        QWidget* const handle = chart.childAt(chart.handlePosition());
        QCOMPARE(handle->accessibleName(), QStringLiteral("Threshold"));
        const QString before = editor.verdict();
        const QPoint middle = handle->rect().center();
        QTest::mousePress(handle, Qt::LeftButton, {}, middle);
        // Up and beyond the edge: it stays on the chart, and the rule never fires.
        QTest::mouseMove(handle, middle - QPoint(0, 1000));
        const double highest = editor.rule().threshold;
        QVERIFY2(highest >= 100, qPrintable(QString::number(highest)));
        QTRY_VERIFY2(editor.verdict().contains(QStringLiteral("not have fired")),
                     qPrintable(editor.verdict()));
        QTest::mouseRelease(handle, Qt::LeftButton, {}, handle->rect().center());
        // Down by the keys, until it fires again.
        handle->setFocus();
        const double step = highest;
        QTest::keyClick(handle, Qt::Key_Down);
        QVERIFY(editor.rule().threshold < step);
        for (int press = 0; press < 100 && editor.rule().threshold > 50; ++press)
            QTest::keyClick(handle, Qt::Key_PageDown);
        QTRY_VERIFY2(editor.verdict().contains(QStringLiteral("12")) && editor.verdict() != before,
                     qPrintable(editor.verdict()));
        // The field says the same.
        QCOMPARE(fixture.child<QDoubleSpinBox>(QStringLiteral("Threshold")).value(), editor.rule().threshold);
    }

    void savesARule() {
        RuleEditorFixture fixture;
        bool isHurried = false;
        fixture.alerts.setHurry([&isHurried] { isHurried = true; });
        RuleEditor& editor = fixture.show(RuleEditorFixture::draft(90));
        QSignalSpy saved(&editor, &RuleEditor::saved);
        QVERIFY(fixture.saveButton().isEnabled());
        // The names of series have come, and the list can say it.
        QTRY_VERIFY(!fixture.child<QCheckBox>().isChecked());
        fixture.saveButton().click();
        QTRY_COMPARE(saved.count(), 1);
        QVERIFY(isHurried && !editor.isVisible());
        const auto reading = alerts::parseRuleFile(fixture.file(), "desk.yml");
        QVERIFY(reading.ok());
        const auto rule = thresholdRuleOf(reading.file.groups.at(0).rules.at(0));
        QVERIFY(rule.ok());
        QVERIFY(*rule == editor.rule());
        QCOMPARE(rule->threshold, 90.0);
        QCOMPARE(std::string(alerts::textNamed(rule->labels, "severity")), std::string("warning"));
        QVERIFY(!alerts::textNamed(rule->annotations, "summary").empty());
    }

    void keepsWhatItDoesNotShow() {
        RuleEditorFixture fixture;
        RuleDraft draft = RuleEditorFixture::draft(1.0 / 3);
        draft.rule.labels = {{"severity", "page"}, {"team", "{{ $labels.chip }}"}};
        draft.rule.annotations = {{"runbook", "\n"}, {"summary", "{{ $value }}"}};
        draft.rule.forMilliseconds = 90'500;
        draft.rule.comparison = alerts::Comparison::NotEqual;
        RuleEditor& editor = fixture.show(draft);
        QVERIFY(editor.rule() == draft.rule);
        QTRY_VERIFY(!editor.verdict().isEmpty());
        QVERIFY(editor.rule() == draft.rule);
    }

    void saysWhatIsWrongAndLosesNothing() {
        RuleEditorFixture fixture;
        fixture.tree.write("rules/desk.yml", "groups: [{broken");
        RuleEditor& editor = fixture.show(RuleEditorFixture::draft(90));
        auto& summary = *editor.findChildren<QLineEdit*>().last();
        summary.setText(QStringLiteral("{{ nope }}"));
        QVERIFY(!fixture.saveButton().isEnabled());
        const auto isSaid = [&](const QString& words) {
            return std::ranges::any_of(editor.findChildren<QLabel*>(),
                                       [&](const QLabel* label) { return label->text().contains(words); });
        };
        QVERIFY(isSaid(QStringLiteral("function \"nope\" not defined")));
        summary.setText(QStringLiteral("fine"));
        QVERIFY(fixture.saveButton().isEnabled());
        fixture.saveButton().click();
        QTRY_VERIFY(isSaid(QStringLiteral("desk.yml:1:")));
        QVERIFY(editor.isVisible() && fixture.saveButton().isEnabled());
        QCOMPARE(fixture.file(), std::string("groups: [{broken"));
    }

    void choosesASeriesByName() {
        RuleEditorFixture fixture;
        RuleEditor& editor = fixture.show(newRule());
        auto& list = fixture.child<QComboBox>(QStringLiteral("Series"));
        // The names have been read: what is not there is not offered, and what is, with its labels.
        QTRY_VERIFY(list.findText(QStringLiteral("heat_celsius")) >= 0);
        QVERIFY(list.findText(QStringLiteral("Memory in use")) < 0);
        QVERIFY(list.findText(QStringLiteral("Temperature")) >= 0);
        list.setCurrentIndex(list.findText(QStringLiteral("Temperature")));
        QCOMPARE(editor.rule().series, std::string("node_hwmon_temp_celsius"));
        QCOMPARE(editor.rule().threshold, 85.0);
        list.setCurrentIndex(list.findText(QStringLiteral("heat_celsius")));
        auto& chip = fixture.child<QComboBox>(QStringLiteral("chip"));
        QCOMPARE(chip.count(), 3);
        chip.setCurrentIndex(1);
        QCOMPARE(editor.rule().series, std::string("heat_celsius{chip=\"<b>\\\"\\\\}\"}"));
        QVERIFY(definitionOf(editor.rule()).ok());
        // Who wants to write goes on from there.
        fixture.child<QCheckBox>().click();
        auto& text = fixture.child<PromQlEditor>();
        QVERIFY(text.isVisible());
        QCOMPARE(text.toPlainText().toStdString(), editor.rule().series);
        text.setPlainText(QStringLiteral("sum("));
        QVERIFY(!fixture.saveButton().isEnabled());
    }

    void showsThresholdsInTheUnitOfTheSeries_data() {
        QTest::addColumn<QString>("series");
        QTest::addColumn<double>("threshold");
        QTest::addColumn<double>("shown");
        QTest::addColumn<QString>("unit");
        QTest::newRow("percent") << "1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes" << 0.85
                                 << 85.0 << "%";
        QTest::newRow("bytes") << "node_filesystem_avail_bytes" << 5.0 * 1024 * 1024 * 1024 << 5.0 << "GiB";
        QTest::newRow("rate") << "rate(node_disk_read_bytes_total[5m])" << 1024.0 << 1.0 << "KiB/s";
        QTest::newRow("degrees") << "node_hwmon_temp_celsius" << 85.0 << 85.0 << "°C";
        QTest::newRow("count") << "node_load5" << 0.5 << 0.5 << "";
    }
    void showsThresholdsInTheUnitOfTheSeries() {
        QFETCH(const QString, series);
        RuleEditorFixture fixture;
        RuleDraft draft = RuleEditorFixture::draft(0);
        draft.rule.series = series.toStdString();
        QFETCH(const double, threshold);
        draft.rule.threshold = threshold;
        RuleEditor& editor = fixture.show(draft);
        QTEST(fixture.child<QDoubleSpinBox>(QStringLiteral("Threshold")).value(), "shown");
        QTEST(fixture.child<QComboBox>(QStringLiteral("Unit of: Threshold")).currentText(), "unit");
        QCOMPARE(editor.rule().threshold, threshold);
        fixture.child<QDoubleSpinBox>(QStringLiteral("Threshold")).setValue(2);
        QFETCH(const double, shown);
        QVERIFY(qFuzzyCompare(editor.rule().threshold, threshold / shown * 2));
    }

    void aChartMakesARule() {
        RuleEditorFixture fixture;
        SeriesChart chart(fixture.context(),
                          {.title = QStringLiteral("Heat"),
                           .unit = Unit::Celsius,
                           .lines = {{"rate(heat_celsius[$interval])", QStringLiteral("{chip} & more")},
                                     {"vector($host)", {}},
                                     {"1", {}},
                                     {"heat_celsius", {}}}});
        SeriesAnswer answer{{ruleEditorNow - 1000, ruleEditorNow}, {}};
        Plot plot{ruleEditorNow - 1000,
                  1000,
                  {{Labels({{"chip", "a"}, {"sensor", "b"}}), {41.234}, {41.234}, {false}, 41.234}},
                  {}};
        answer.plots = {plot, plot, plot, plot};
        chart.showAnswer(answer);
        const auto draft = draftOf(chart, 0, fixture.context());
        QVERIFY(draft.has_value());
        QCOMPARE(draft->rule.series, std::string("rate(heat_celsius[1m])"));
        QCOMPARE(draft->rule.threshold, 41.0);
        QVERIFY(draft->unit == Unit::Celsius);
        QVERIFY(!draftOf(chart, 2, fixture.context()));
        QMenu menu;
        addAlertChoice(menu, chart, fixture.context());
        QCOMPARE(menu.actions().size(), 1);
        const auto* const choice = menu.actions().front()->menu();
        QVERIFY(choice != nullptr);
        QCOMPARE(choice->actions().front()->text(), QStringLiteral("chip && more"));
        choice->actions().back()->trigger();
        auto* const editor = chart.window()->findChild<RuleEditor*>();
        QVERIFY(editor != nullptr);
        QCOMPARE(editor->rule().series, std::string("heat_celsius"));
        QCOMPARE(editor->rule().threshold, 41.0);
    }

    void choicesAreFoundAgain() {
        NameIndex names;
        for (const SeriesChoice& choice : seriesChoices(names))
            names.metrics[choice.metric.empty() ? "node_load5" : choice.metric]["a"] = {"x", "y"};
        names.metrics["odd_total"]["b"] = {"}", "{}", "\"", "\n", "\\", "it's"};
        for (const SeriesChoice& choice : seriesChoices(names)) {
            QVERIFY2(promql::parse(expressionOf(choice, {})).ok(), choice.pattern.c_str());
            QVERIFY(narrowingIn(choice, expressionOf(choice, {})) == Narrowing{});
            if (choice.metric.empty()) continue;
            for (const char* value : {"x", "}", "{}", "\"}", "\n", "\\", ""}) {
                const Narrowing narrowing{{"a", value}, {"b", "{}}"}};
                const std::string expression = expressionOf(choice, narrowing);
                QVERIFY2(promql::parse(expression).ok(), expression.c_str());
                QVERIFY2(narrowingIn(choice, expression) == narrowing, expression.c_str());
            }
        }
        QVERIFY(!narrowingIn(seriesChoices(names).back(), "up"));
        QVERIFY(!narrowingIn(seriesChoices(names).back(), ""));
    }

    void looksAlrightInAllSizes() {
        const QByteArray folder = qgetenv("BAROGRAPH_TEST_PICTURES");
        for (const ThemeChoice theme : {ThemeChoice::Light, ThemeChoice::Dark}) {
            RuleEditorFixture fixture;
            fixture.theme.choose(theme);
            RuleEditor& editor = fixture.show(RuleEditorFixture::draft(75));
            QTRY_VERIFY(editor.verdict().contains(QStringLiteral("12 h")));
            // It fits the smallest window.
            QVERIFY2(editor.minimumSizeHint().width() <= 1024 && editor.minimumSizeHint().height() <= 700,
                     qPrintable(QString::number(editor.minimumSizeHint().height())));
            if (folder.isEmpty()) continue;
            const QString name = theme == ThemeChoice::Dark ? QStringLiteral("/editor-dark.png")
                                                            : QStringLiteral("/editor.png");
            editor.grab().save(QString::fromLocal8Bit(folder) + name);
        }
    }

    void everyFieldHasAName() {
        RuleEditorFixture fixture;
        RuleEditor& editor = fixture.show(newRule());
        for (const QComboBox* box : editor.findChildren<QComboBox*>())
            QVERIFY(!box->accessibleName().isEmpty());
        for (const QDoubleSpinBox* box : editor.findChildren<QDoubleSpinBox*>())
            QVERIFY(!box->accessibleName().isEmpty());
    }
};

}  // namespace baro::ui

BARO_GUI_TEST(baro::ui::RuleEditorTest)
#include "RuleEditorTest.moc"
