#include "app/RuleWatch.h"

#include <QTest>

#include "app/DefaultRules.h"
#include "app/RuleFiles.h"
#include "core/config/Settings.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::app;

namespace {

constexpr const char* good = "groups: [{name: g, rules: [{alert: A, expr: up}]}]";
constexpr const char* broken = "groups: [{name: g, rules: [{alert: A, expr: 'sum('}]}]";

}  // namespace

class RuleWatchTest : public QObject {
    Q_OBJECT

  private slots:
    void theDefaultRulesAreGood() {
        const auto reading = alerts::parseRuleFile(defaultRules(), defaultRulesName);
        QVERIFY(reading.ok());
        QVERIFY(reading.file.ruleCount() > 20);
        QVERIFY(duplicatesIn(reading.file).empty());
    }

    void readsFoldersAndTellsOnlyChanges() {
        const test::TemporaryTree tree;
        tree.write("rules/a.yml", good);
        tree.write("rules/notes.txt", "no rules");
        RuleWatch watch({tree.path("rules"), "default"});
        auto rules = watch.poll();
        QVERIFY(rules);
        QCOMPARE(rules->files.size(), 2U);
        QVERIFY(!watch.poll());
        tree.write("rules/b.yaml", good);
        rules = watch.poll();
        QVERIFY(rules);
        QCOMPARE(rules->files.size(), 3U);
        tree.remove("rules/a.yml");
        QCOMPARE(watch.poll()->files.size(), 2U);
    }

    void ofABrokenFileTheEditionBeforeStays() {
        const test::TemporaryTree tree;
        tree.write("a.yml", good);
        RuleWatch watch({tree.path("a.yml")});
        QVERIFY(watch.poll()->problems.empty());
        tree.write("a.yml", broken);
        const auto rules = watch.poll();
        QVERIFY(rules);
        QCOMPARE(rules->files.size(), 1U);
        QCOMPARE(rules->files[0].ruleCount(), 1U);
        QCOMPARE(rules->problems.size(), 1U);
        QCOMPARE(rules->problems[0].line, 1);
    }

    void aFileThatWasNeverGoodHasNoRules() {
        const test::TemporaryTree tree;
        tree.write("a.yml", broken);
        const auto rules = RuleWatch({tree.path("a.yml"), tree.path("absent.yml")}).poll();
        QVERIFY(rules->files.empty());
        QCOMPARE(rules->problems.size(), 2U);
    }

    void whatIsChosenCounts() {
        Settings settings;
        QCOMPARE(rulePlaces({"x"}, settings), std::vector<std::string>{"x"});
        QCOMPARE(rulePlaces({}, settings), std::vector<std::string>{"default"});
        QVERIFY(settings.set("alerts.rules", "a.yml, default").ok());
        QCOMPARE(rulePlaces({}, settings), (std::vector<std::string>{"a.yml", "default"}));
        QVERIFY(settings.set("alerts.interval", "30").ok());
        QVERIFY(alertKeeperSettings(settings).interval == std::chrono::seconds(30));
    }

    void theRulesMadeInTheWindowAreAlwaysAmongThem() {
        const test::TemporaryTree tree;
        Settings settings = Settings::load({tree.path("barograph.conf"), {}, {}});
        QCOMPARE(rulePlaces({}, settings), (std::vector<std::string>{"default", tree.path("rules")}));
        QVERIFY(settings.set("alerts.rules", "a.yml").ok());
        const std::string own = tree.path("rules/desk.yml");
        QCOMPARE(rulePlaces({}, settings), (std::vector<std::string>{"a.yml", own}));
        QCOMPARE(switchedOffPath(settings), tree.path("rules-off.json"));
        // Before there is one nothing is missing.
        RuleWatch watch({own}, switchedOffPath(settings));
        QVERIFY(watch.poll()->problems.empty());
        tree.write("rules/desk.yml", good);
        QCOMPARE(watch.poll()->files.size(), 1U);
    }

    void leavesOutWhatIsSwitchedOff() {
        const test::TemporaryTree tree;
        tree.write("a.yml", good);
        RuleWatch watch({tree.path("a.yml")}, tree.path("rules-off.json"));
        QCOMPARE(watch.poll()->files.at(0).ruleCount(), 1U);
        tree.write("rules-off.json", R"([{"group": "g", "alert": "A"}])");
        auto rules = watch.poll();
        QVERIFY(rules);
        QCOMPARE(rules->files.at(0).ruleCount(), 0U);
        QCOMPARE(rules->switchedOff.at(0).ruleCount(), 1U);
        // A broken list changes nothing, and is told.
        tree.write("rules-off.json", "[{");
        rules = watch.poll();
        QCOMPARE(rules->files.at(0).ruleCount(), 0U);
        QCOMPARE(rules->problems.size(), 1U);
        tree.remove("rules-off.json");
        rules = watch.poll();
        QCOMPARE(rules->files.at(0).ruleCount(), 1U);
        QVERIFY(rules->switchedOff.empty() && rules->problems.empty());
    }

    void findsFilesByPattern() {
        const test::TemporaryTree tree;
        tree.write("b.yml", good);
        tree.write("a.yml", good);
        tree.write("c.txt", "");
        QCOMPARE(filesMatching(tree.path(), "*.yml"),
                 (std::vector<std::string>{tree.path("a.yml"), tree.path("b.yml")}));
        QVERIFY(filesMatching(tree.path(), "x*").empty());
        QVERIFY(!readSmallFile(tree.path()).ok());
    }
};

BARO_TEST(RuleWatchTest)
#include "RuleWatchTest.moc"
