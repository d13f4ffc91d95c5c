#include "ui/alerts/RulePanel.h"

#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QtTest>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "core/rules/SwitchedOffRules.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"
#include "tests/support/WindowParts.h"
#include "ui/alerts/RuleEditor.h"

namespace baro::ui {
namespace {

constexpr const char* panelRules =
    "groups:\n"
    "- name: mine\n"
    "  rules:\n"
    "  - alert: Hot  # mine\n"
    "    expr: heat > 90\n"
    "  - alert: Both\n"
    "    expr: heat > 90 and cold < 10\n"
    "  - record: a\n"
    "    expr: sum(heat)\n";

struct PanelFixture : test::WindowParts {
    PanelFixture() {
        settings = Settings::load({tree.path("barograph.conf"), {}, {}});
        tree.write("mine.yml", panelRules);
        cursor.advance(1'800'000'000'000);
        panel = std::make_unique<RulePanel>(context(), &window);
        window.show();
    }
    void show(std::size_t index, bool isOff = false, const std::string& file = {}) {
        const auto reading = alerts::parseRuleFile(panelRules, tree.path("mine.yml"));
        const alerts::GroupDefinition& group = reading.file.groups.at(0);
        panel->showRule({file.empty() ? reading.file.name : file, group.name, group.rules.at(index), isOff},
                        cursor.moment());
    }
    QPushButton& button(const QString& text) const {
        for (auto* const button : window.findChildren<QPushButton*>())
            if (button->text() == text) return *button;
        qFatal("no such button");
    }
    bool says(const QString& words) const {
        for (const auto* const label : panel->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(words)) return true;
        return false;
    }
    std::string text(const std::string& name) const {
        std::ifstream stream(tree.path(name));
        return {std::istreambuf_iterator<char>(stream), {}};
    }

    test::TemporaryTree tree;
    QWidget window;
    std::unique_ptr<RulePanel> panel;
};

}  // namespace

class RulePanelTest : public QObject {
    Q_OBJECT

  private slots:
    void aSimpleRuleIsEdited() {
        PanelFixture fixture;
        fixture.show(0);
        QVERIFY(fixture.says(QStringLiteral("mine.yml:4")));
        fixture.button(QStringLiteral("Edit …")).click();
        auto* const editor = fixture.window.findChild<RuleEditor*>();
        QVERIFY(editor != nullptr);
        QCOMPARE(editor->rule().series, std::string("heat"));
        QCOMPARE(editor->rule().threshold, 90.0);
        QVERIFY(editor->rule().annotations.empty());
        QSignalSpy said(&fixture.navigation, &Navigation::said);
        fixture.button(QStringLiteral("Save")).click();
        QTRY_COMPARE(said.count(), 1);
        QVERIFY(fixture.text("mine.yml").find("# mine\n  - alert: Hot\n") != std::string::npos);
        QVERIFY(fixture.text("mine.yml").find("expr: heat > 90 and cold < 10") != std::string::npos);
    }

    void anotherIsShownWithItsPlace() {
        PanelFixture fixture;
        fixture.show(1);
        QVERIFY(!fixture.button(QStringLiteral("Edit …")).isVisible());
        QVERIFY(fixture.button(QStringLiteral("Switch off")).isVisible());
        QVERIFY(fixture.says(QStringLiteral("mine.yml:6")));
        QVERIFY(fixture.says(QStringLiteral("edit it there")));
        // One that records never fires: there is nothing to switch off.
        fixture.show(2);
        QVERIFY(!fixture.button(QStringLiteral("Switch off")).isVisible());
        // One that comes with the program stays.
        fixture.show(0, false, "barograph:default.yml");
        QVERIFY(!fixture.button(QStringLiteral("Delete …")).isVisible());
        QVERIFY(fixture.button(QStringLiteral("Edit …")).isVisible());
    }

    void aRuleIsSwitchedOffAndOn() {
        PanelFixture fixture;
        fixture.show(0);
        QSignalSpy said(&fixture.navigation, &Navigation::said);
        fixture.button(QStringLiteral("Switch off")).click();
        QTRY_COMPARE(said.count(), 1);
        QCOMPARE(said[0][0].toString(), QStringLiteral("Hot is switched off."));
        const auto off = alerts::parseSwitchedOff(fixture.text("rules-off.json"));
        QVERIFY(off.ok() && *off == (std::vector<alerts::RuleId>{{"mine", "Hot", {}}}));
        fixture.show(0, true);
        QVERIFY(fixture.says(QStringLiteral("It is switched off.")));
        fixture.button(QStringLiteral("Switch on")).click();
        QTRY_COMPARE(said.count(), 2);
        QVERIFY(alerts::parseSwitchedOff(fixture.text("rules-off.json"))->empty());
    }

    void aRuleIsDeletedWhenThatWasMeant() {
        PanelFixture fixture;
        fixture.show(0);
        fixture.button(QStringLiteral("Delete …")).click();
        auto* question = fixture.window.findChild<QMessageBox*>();
        QVERIFY(question != nullptr);
        QVERIFY(question->text().contains(QStringLiteral("Hot")) &&
                question->text().contains(QStringLiteral("mine.yml")));
        question->button(QMessageBox::Cancel)->click();
        QCOMPARE(fixture.text("mine.yml"), std::string(panelRules));
        QTRY_VERIFY(fixture.window.findChild<QMessageBox*>() == nullptr);
        fixture.button(QStringLiteral("Delete …")).click();
        QSignalSpy said(&fixture.navigation, &Navigation::said);
        fixture.button(QStringLiteral("Delete")).click();
        QTRY_COMPARE(said.count(), 1);
        const auto left = alerts::parseRuleFile(fixture.text("mine.yml"), "mine.yml");
        QVERIFY(left.ok());
        QCOMPARE(left.file.ruleCount(), 2U);
    }

    void saysWhyItCouldNot() {
        PanelFixture fixture;
        fixture.show(0);
        fixture.tree.write("rules-off.json", "{");
        QSignalSpy said(&fixture.navigation, &Navigation::said);
        fixture.button(QStringLiteral("Switch off")).click();
        QTRY_COMPARE(said.count(), 1);
        QVERIFY2(said[0][0].toString().contains(QStringLiteral("correct or remove the file")),
                 qPrintable(said[0][0].toString()));
    }
};

}  // namespace baro::ui

BARO_GUI_TEST(baro::ui::RulePanelTest)
#include "RulePanelTest.moc"
