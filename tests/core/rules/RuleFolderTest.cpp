#include "core/rules/RuleFolder.h"

#include <QTest>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/rules/SwitchedOffRules.h"
#include "core/rules/ThresholdRule.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::alerts;

namespace {

constexpr const char* notMine =
    "# of a person\ngroups:\n- name: g\n  rules:\n  - alert: A\n    expr: up > 1\n";

RuleDefinition savedRule(const std::string& name, double threshold = 1) {
    return definitionOf({name, "up", Comparison::Above, threshold, 0, 0, {}, {}}).value();
}

struct FolderFixture {
    test::TemporaryTree tree;
    RuleFolder folder{tree.path("barograph.conf")};

    std::string text(const std::string& name) const {
        std::ifstream file(tree.path(name));
        return {std::istreambuf_iterator<char>(file), {}};
    }
    std::vector<RuleId> off() const { return parseSwitchedOff(text("rules-off.json")).value(); }
    std::vector<RuleDefinition> rulesIn(const std::string& name) const {
        const RuleFile file = parseRuleFile(text(name), name).file;
        std::vector<RuleDefinition> rules;
        for (const GroupDefinition& group : file.groups)
            rules.insert(rules.end(), group.rules.begin(), group.rules.end());
        return rules;
    }
};

}  // namespace

class RuleFolderTest : public QObject {
    Q_OBJECT

  private slots:
    void keepsNewRulesInAFileOfItsOwn() {
        const FolderFixture fixture;
        const auto saved = fixture.folder.save(savedRule("A"), {});
        QVERIFY2(saved.ok(), saved ? "" : saved.error().message.c_str());
        QCOMPARE(saved->file, fixture.tree.path("rules/desk.yml"));
        QVERIFY(!saved->isCopy);
        QVERIFY(fixture.folder.save(savedRule("B"), {}).ok());
        QCOMPARE(fixture.rulesIn("rules/desk.yml").size(), 2U);
        // The same again is a mistake, and changes nothing.
        const std::string before = fixture.text("rules/desk.yml");
        const auto twice = fixture.folder.save(savedRule("A", 7), {});
        QVERIFY(!twice.ok());
        QVERIFY(twice.error().message.find("choose another name") != std::string::npos);
        QCOMPARE(fixture.text("rules/desk.yml"), before);
    }

    void changesARuleInItsFile() {
        const FolderFixture fixture;
        fixture.tree.write("mine.yml", notMine);
        const std::string path = fixture.tree.path("mine.yml");
        std::filesystem::permissions(path, std::filesystem::perms(0644));
        const auto saved = fixture.folder.save(savedRule("B", 5), RuleOrigin{path, {"g", "A", {}}});
        QVERIFY2(saved.ok(), saved ? "" : saved.error().message.c_str());
        QCOMPARE(saved->file, path);
        QCOMPARE(fixture.rulesIn("mine.yml").at(0).expression, std::string("up > 5"));
        QVERIFY(fixture.text("mine.yml").starts_with("# of a person\n"));
        // Others may still read it.
        QVERIFY(std::filesystem::status(path).permissions() == std::filesystem::perms(0644));
        QVERIFY(!std::filesystem::exists(fixture.tree.path("rules/desk.yml")));
    }

    void whatIsOffStaysOffUnderAnotherName() {
        const FolderFixture fixture;
        fixture.tree.write("mine.yml", notMine);
        const RuleId id{"g", "A", {}};
        QVERIFY(fixture.folder.setSwitchedOff(id, true).ok());
        QVERIFY(fixture.folder.setSwitchedOff(id, true).ok());
        QVERIFY(fixture.off() == std::vector{id});
        QVERIFY(fixture.folder.save(savedRule("B"), RuleOrigin{fixture.tree.path("mine.yml"), id}).ok());
        QVERIFY((fixture.off() == std::vector<RuleId>{{"g", "B", {}}}));
        QVERIFY(fixture.folder.setSwitchedOff({"g", "B", {}}, false).ok());
        QVERIFY(fixture.off().empty());
    }

    void ofARuleThatCannotBeChangedACopyIsMade_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("comes with the program") << QByteArray("barograph:default.yml");
        QTest::newRow("all in one line") << QByteArray("flow.yml");
        QTest::newRow("gone") << QByteArray("absent.yml");
    }
    void ofARuleThatCannotBeChangedACopyIsMade() {
        QFETCH(const QByteArray, file);
        const FolderFixture fixture;
        const std::string flow = "groups: [{name: g, rules: [{alert: A, expr: up > 1}]}]";
        fixture.tree.write("flow.yml", flow);
        const std::string path =
            file.startsWith("barograph:") ? file.toStdString() : fixture.tree.path(file.toStdString());
        const auto saved = fixture.folder.save(savedRule("A", 5), RuleOrigin{path, {"g", "A", {}}});
        QVERIFY2(saved.ok(), saved ? "" : saved.error().message.c_str());
        QVERIFY(saved->isCopy);
        QCOMPARE(fixture.rulesIn("rules/desk.yml").at(0).expression, std::string("up > 5"));
        QVERIFY((fixture.off() == std::vector<RuleId>{{"g", "A", {}}}));
        QCOMPARE(fixture.text("flow.yml"), flow);
    }

    void removesARule() {
        const FolderFixture fixture;
        QVERIFY(fixture.folder.save(savedRule("A"), {}).ok());
        const RuleOrigin origin{fixture.folder.ownFile(), {"Desk", "A", {}}};
        QVERIFY(fixture.folder.setSwitchedOff(origin.id, true).ok());
        QVERIFY(fixture.folder.remove(origin).ok());
        QVERIFY(fixture.rulesIn("rules/desk.yml").empty());
        QVERIFY(fixture.off().empty());
        QVERIFY(!fixture.folder.remove(origin).ok());
        QVERIFY(!fixture.folder.remove({"barograph:default.yml", origin.id}).ok());
    }

    void refusesBrokenFilesAndLeavesThem_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("the own file") << QByteArray("rules/desk.yml");
        QTest::newRow("the list") << QByteArray("rules-off.json");
    }
    void refusesBrokenFilesAndLeavesThem() {
        QFETCH(const QByteArray, name);
        const FolderFixture fixture;
        fixture.tree.write(name.toStdString(), "[{broken");
        const auto saved = fixture.folder.save(savedRule("A"), {});
        QVERIFY(!saved.ok());
        QVERIFY2(saved.error().message.find(fixture.tree.path(name.toStdString())) != std::string::npos,
                 saved.error().message.c_str());
        QCOMPARE(fixture.text(name.toStdString()), std::string("[{broken"));
    }

    void saysWhyNothingCanBeWritten() {
        const FolderFixture fixture;
        // A file where the folder should be: no user, root neither, can write below it.
        fixture.tree.write("rules", "no folder");
        const auto saved = fixture.folder.save(savedRule("A"), {});
        QVERIFY(!saved.ok());
        QVERIFY2(saved.error().message.find(fixture.tree.path("rules")) != std::string::npos,
                 saved.error().message.c_str());
        const auto nowhereSaved = RuleFolder({}).save(savedRule("A"), {});
        QVERIFY(!nowhereSaved.ok());
        QVERIFY(!RuleFolder({}).setSwitchedOff({"g", "A", {}}, true).ok());
    }
};

BARO_TEST(RuleFolderTest)
#include "RuleFolderTest.moc"
