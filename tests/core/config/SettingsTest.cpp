#include "core/config/Settings.h"

#include <QtTest>

#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;

namespace {

EnvironmentLookup environmentOf(std::map<std::string, std::string> variables) {
    return [variables = std::move(variables)](const char* name) -> const char* {
        const auto variable = variables.find(name);
        return variable == variables.end() ? nullptr : variable->second.c_str();
    };
}

}  // namespace

class SettingsTest : public QObject {
    Q_OBJECT

  private slots:
    void startsWithTheDefaults() {
        const Settings settings;
        QCOMPARE(settings.integer("sampling.interval"), 1000);
        QCOMPARE(settings.boolean("window.close-to-tray"), true);
        QCOMPARE(settings.text("window.theme"), std::string("system"));
        QVERIFY(settings.list("processes.columns").empty());
        QVERIFY(settings.problems().empty());
    }

    void laterLayersWin() {
        const test::TemporaryTree tree;
        tree.write("conf", "sampling.interval = 2000\nchart.range = 60\nwindow.theme = dark\n");
        Settings settings = Settings::load(
            {tree.path("conf"),
             environmentOf({{"BAROGRAPH_CHART_RANGE", "120"}, {"BAROGRAPH_WINDOW_THEME", "light"}}),
             {{"window.theme", "system"}}});
        QCOMPARE(settings.integer("sampling.interval"), 2000);
        QCOMPARE(settings.origin("sampling.interval"), Settings::Origin::File);
        QCOMPARE(settings.integer("chart.range"), 120);
        QCOMPARE(settings.origin("chart.range"), Settings::Origin::Environment);
        QCOMPARE(settings.text("window.theme"), std::string("system"));
        QCOMPARE(settings.origin("window.theme"), Settings::Origin::CommandLine);
        QVERIFY(settings.set("window.theme", "dark"));
        QCOMPARE(settings.text("window.theme"), std::string("dark"));
        QCOMPARE(settings.origin("window.theme"), Settings::Origin::SetWhileRunning);
    }

    void keepsTheLayerBelowAndSaysWhereAndWhy() {
        const test::TemporaryTree tree;
        tree.write("conf", "# mine\nsampling.interval = fast\nsampling.intervall = 500\nnonsense\n");
        const std::string path = tree.path("conf");
        const Settings settings =
            Settings::load({path, environmentOf({{"BAROGRAPH_CHART_RANGE", "0"}}), {{"no.such", "1"}}});
        QCOMPARE(settings.integer("sampling.interval"), 1000);
        QCOMPARE(settings.integer("chart.range"), 300);
        const std::vector<std::string> expected{
            path + ":4: not of the form \"key = value\"",
            path +
                ":2: sampling.interval: \"fast\" is not a whole number from 100 to 60000; 1000 stays in "
                "force",
            path + ":3: there is no setting \"sampling.intervall\"",
            "BAROGRAPH_CHART_RANGE: chart.range: \"0\" is not a whole number from 10 to 86400; 300 stays in "
            "force",
            "command line: there is no setting \"no.such\"",
        };
        QCOMPARE(settings.problems(), expected);
    }

    void aMissingFileIsNoProblem() {
        const test::TemporaryTree tree;
        QVERIFY(Settings::load({tree.path("none"), {}, {}}).problems().empty());
    }

    void anUnreadableFileIsAProblem() {
        const test::TemporaryTree tree;
        QCOMPARE(Settings::load({tree.path(), {}, {}}).problems().size(), 1u);
    }

    void savesOnlyWhatWasSet() {
        const test::TemporaryTree tree;
        tree.write("conf", "# mine\nchart.range = 60\nfrom.the.future = x\n");
        Settings settings =
            Settings::load({tree.path("conf"), environmentOf({{"BAROGRAPH_WINDOW_THEME", "dark"}}), {}});
        QVERIFY(settings.set("chart.range", "90"));
        QVERIFY(settings.set("window.close-to-tray", "no"));
        QVERIFY(settings.save());
        QVERIFY(settings.unsaved().empty());
        const Settings again = Settings::load({tree.path("conf"), {}, {}});
        QCOMPARE(again.integer("chart.range"), 90);
        QCOMPARE(again.boolean("window.close-to-tray"), false);
        QCOMPARE(again.text("window.theme"), std::string("system"));  // the environment's is not written down
    }

    void keepsWhatAnotherProgramWroteMeanwhile() {
        const test::TemporaryTree tree;
        tree.write("conf", "chart.range = 60\n");
        Settings settings = Settings::load({tree.path("conf"), {}, {}});
        tree.write("conf", "# note\nchart.range = 70\nunits.bytes = decimal\n");
        QVERIFY(settings.set("chart.range", "90"));
        QVERIFY(settings.save());
        const Settings again = Settings::load({tree.path("conf"), {}, {}});
        QCOMPARE(again.integer("chart.range"), 90);
        QCOMPARE(again.text("units.bytes"), std::string("decimal"));
    }

    void aFailedSaveKeepsTheChanges() {
        Settings settings;
        QVERIFY(settings.set("chart.range", "90"));
        const Status saved = settings.save();
        QVERIFY(!saved);
        QVERIFY(saved.error().message.find("XDG_CONFIG_HOME") != std::string::npos);
        QCOMPARE(settings.unsaved().size(), 1u);
    }

    void whatWasSetDuringASaveStaysUnsaved() {
        Settings settings;
        QVERIFY(settings.set("chart.range", "90"));
        QVERIFY(settings.set("units.bytes", "decimal"));
        const SettingChanges written = settings.unsaved();
        QVERIFY(settings.set("chart.range", "91"));
        settings.markSaved(written);
        QCOMPARE(settings.unsaved(), (SettingChanges{{"chart.range", "91"}}));
    }

    void refusesWhatASettingCannotHold() {
        Settings settings;
        QVERIFY(!settings.set("no.such", "1"));
        const Status refused = settings.set("window.theme", "pink");
        QCOMPARE(refused.error().message,
                 std::string("window.theme: \"pink\" is not one of: system light dark"));
        QCOMPARE(settings.text("window.theme"), std::string("system"));
        QVERIFY(settings.unsaved().empty());
    }

    void tellsObserversOfAnotherValueOnly() {
        Settings settings;
        std::vector<std::string> told;
        auto subscription = settings.observe([&](const Setting& changed) {
            told.push_back(std::string(changed.key) + "=" + settings.rawText(changed.key));
        });
        QVERIFY(settings.set("window.theme", "system"));
        QVERIFY(settings.set("window.theme", "dark"));
        QCOMPARE(told, (std::vector<std::string>{"window.theme=dark"}));
        subscription.cancel();
        QVERIFY(settings.set("window.theme", "light"));
        QCOMPARE(told.size(), 1u);
    }

    void observersMayEndThemselvesAndEachOther() {
        Settings settings;
        int calls = 0;
        Subscription second;
        Subscription first = settings.observe([&](const Setting&) {
            ++calls;
            second.cancel();
            first.cancel();
        });
        second = settings.observe([&](const Setting&) { calls += 100; });
        QVERIFY(settings.set("window.theme", "dark"));
        QVERIFY(settings.set("window.theme", "light"));
        QCOMPARE(calls, 1);
    }

    void aSubscriptionMayOutliveTheSettings() {
        const auto token = std::make_shared<int>(0);
        Subscription subscription;
        {
            Settings settings;
            subscription = settings.observe([token](const Setting&) {});
            QCOMPARE(token.use_count(), 2);
        }
        QCOMPARE(token.use_count(), 1);
        subscription.cancel();  // must not touch the settings that are gone
    }

    void findsItsFile_data() {
        QTest::addColumn<QString>("configHome");
        QTest::addColumn<QString>("home");
        QTest::addColumn<QString>("expected");
        QTest::newRow("XDG") << "/c"
                             << "/h"
                             << "/c/barograph/barograph.conf";
        QTest::newRow("home") << ""
                              << "/h"
                              << "/h/.config/barograph/barograph.conf";
        QTest::newRow("relative XDG") << "c"
                                      << "/h"
                                      << "/h/.config/barograph/barograph.conf";
        QTest::newRow("neither") << ""
                                 << ""
                                 << "";
    }
    void findsItsFile() {
        QFETCH(QString, configHome);
        QFETCH(QString, home);
        QFETCH(QString, expected);
        const auto path = settingsPath(
            environmentOf({{"XDG_CONFIG_HOME", configHome.toStdString()}, {"HOME", home.toStdString()}}));
        QCOMPARE(QString::fromStdString(path), expected);
    }
};

BARO_TEST(SettingsTest)
#include "SettingsTest.moc"
