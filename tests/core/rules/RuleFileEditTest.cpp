#include "core/rules/RuleFileEdit.h"

#include <QTest>

#include "core/rules/RuleText.h"
#include "core/rules/SwitchedOffRules.h"
#include "core/rules/ThresholdRule.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::alerts;

namespace {

constexpr const char* userFile = R"(# What guards my desk.
groups:
  - name: mine   # first
    interval: 30s
    rules:
      # about disks
      - alert: DiskBusy   # too often?
        # a ratio
        expr: >-
          rate(node_disk_io_time_seconds_total[5m])
          > 0.9
        for: 10m  # was 5m
        labels: {severity: warning}

      # about heat
      - record: heat:max
        expr: max(node_hwmon_temp_celsius)
      - alert: Hot
        expr: heat:max > 90   # degrees
        annotations:
          summary: |
            It is # hot
            here

  # the second
  - name: others
    rules: []
)";

RuleDefinition upAbove(const std::string& name, double threshold = 1) {
    return definitionOf({name, "up", Comparison::Above, threshold, 60'000, 0, {{"severity", "info"}}, {}})
        .value();
}

RuleFile editedRules(const std::string& text) {
    const RuleFileReading reading = parseRuleFile(text, "r.yml");
    if (!reading.ok()) qFatal("%s", toString(reading.problems[0]).c_str());
    return reading.file;
}

RuleId ruleIdIn(const std::string& text, std::size_t group, std::size_t index) {
    const RuleFile file = editedRules(text);
    return ruleIdOf(file.groups.at(group).name, file.groups.at(group).rules.at(index));
}

bool holdsText(const std::string& text, const char* part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

class RuleFileEditTest : public QObject {
    Q_OBJECT

  private slots:
    void beginsAFile() {
        const auto text = withRuleAdded("", "r.yml", "Desk", upAbove("A"));
        QVERIFY(text.ok());
        const RuleFile file = editedRules(*text);
        QCOMPARE(file.groups.size(), 1U);
        QCOMPARE(file.groups[0].name, std::string("Desk"));
        QVERIFY(isSameText(file.groups[0].rules.at(0), upAbove("A")));
        QVERIFY(text->starts_with("# "));
        const auto more = withRuleAdded(*text, "r.yml", "Desk", upAbove("B"));
        QVERIFY(more.ok());
        QVERIFY(more->starts_with(*text));
        QCOMPARE(editedRules(*more).groups.at(0).rules.size(), 2U);
    }

    void addsAGroupToTheFileOfAUser() {
        const auto text = withRuleAdded(userFile, "r.yml", "Desk", upAbove("A"));
        QVERIFY2(text.ok(), text ? "" : text.error().message.c_str());
        QVERIFY(text->starts_with(userFile));
        QCOMPARE(editedRules(*text).groups.size(), 3U);
    }

    void addsToAGroup() {
        const auto text = withRuleAdded(userFile, "r.yml", "mine", upAbove("A"));
        QVERIFY2(text.ok(), text ? "" : text.error().message.c_str());
        QCOMPARE(editedRules(*text).groups.at(0).rules.size(), 4U);
        // The comment of the next group stays with it.
        QVERIFY(holdsText(*text, "\n  # the second\n  - name: others"));
        QVERIFY(holdsText(*text, "            here\n      - alert: A\n"));
        const auto other = withRuleAdded(userFile, "r.yml", "others", upAbove("A"));
        QVERIFY2(other.ok(), other ? "" : other.error().message.c_str());
        QCOMPARE(editedRules(*other).groups.at(1).rules.size(), 1U);
    }

    void addsToWhatIsNearlyEmpty_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("comments") << QByteArray("# mine\n");
        QTest::newRow("no groups") << QByteArray("groups:\n");
        QTest::newRow("no end of line") << QByteArray("groups:");
        QTest::newRow("a group") << QByteArray("groups:\n- name: Desk\n  rules:\n");
        QTest::newRow("at the left") << QByteArray(
            "groups:\n- name: g\n  rules:\n  - {alert: A, expr: up}\n");
        QTest::newRow("carriage returns")
            << QByteArray("groups:\r\n- name: Desk\r\n  rules:\r\n  - alert: B\r\n    expr: up\r\n");
    }
    void addsToWhatIsNearlyEmpty() {
        QFETCH(const QByteArray, text);
        const auto added = withRuleAdded(text.toStdString(), "r.yml", "Desk", upAbove("New"));
        QVERIFY2(added.ok(), added ? "" : added.error().message.c_str());
        QVERIFY(isSameText(editedRules(*added).groups.back().rules.back(), upAbove("New")));
        QVERIFY(added->starts_with(text.trimmed().toStdString()));
    }

    void replacesARuleAndNothingElse() {
        const auto text =
            withRuleReplaced(userFile, "r.yml", ruleIdIn(userFile, 0, 0), upAbove("DiskBusy", 0.5));
        QVERIFY2(text.ok(), text ? "" : text.error().message.c_str());
        const std::string before(userFile);
        const std::size_t begins = before.find("      - alert: DiskBusy");
        const std::size_t ends = before.find("\n      # about heat");
        QCOMPARE(text->substr(0, begins), before.substr(0, begins));
        QVERIFY(text->ends_with(before.substr(ends)));
        // What stood within the rule is not lost.
        for (const char* comment : {"      # too often?\n", "      # a ratio\n", "      # was 5m\n"})
            QVERIFY2(holdsText(*text, comment), text->c_str());
        QVERIFY(isSameText(editedRules(*text).groups.at(0).rules.at(0), upAbove("DiskBusy", 0.5)));
    }

    void takesTextsWithSignsForNoComments() {
        const auto text = withRuleReplaced(userFile, "r.yml", ruleIdIn(userFile, 0, 2), upAbove("Hot"));
        QVERIFY2(text.ok(), text ? "" : text.error().message.c_str());
        QVERIFY(holdsText(*text, "      # degrees\n      - alert: Hot\n"));
        QVERIFY(!holdsText(*text, "# hot"));
        QVERIFY(holdsText(*text, "\n  # the second\n"));
    }

    void removesARule() {
        const auto text = withoutRule(userFile, "r.yml", ruleIdIn(userFile, 0, 0));
        QVERIFY(text.ok());
        QCOMPARE(editedRules(*text).groups.at(0).rules.size(), 2U);
        QVERIFY(holdsText(*text, "      # about disks\n\n      # about heat\n"));
        // The last of a file.
        const auto begun = withRuleAdded("", "r.yml", "Desk", upAbove("A"));
        const auto empty = withoutRule(*begun, "r.yml", ruleIdIn(*begun, 0, 0));
        QVERIFY(empty.ok());
        QCOMPARE(editedRules(*empty).ruleCount(), 0U);
        QCOMPARE(*withRuleAdded(*empty, "r.yml", "Desk", upAbove("A")), *begun);
    }

    void refusesWhatItCannotChangeAlone_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("one line") << QByteArray("groups: [{name: g, rules: [{alert: A, expr: up}]}]")
                                  << QByteArray("r.yml:1: is laid out so");
        QTest::newRow("an anchor") << QByteArray(
                                          "groups:\n- name: g\n  rules:\n  - &a\n    alert: A\n    expr: "
                                          "up\n  - <<: *a\n    labels: {b: c}\n")
                                   << QByteArray("is laid out so");
        QTest::newRow("twice")
            << QByteArray(
                   "groups:\n- name: g\n  rules:\n  - {alert: A, expr: up}\n  - {alert: A, expr: up}\n")
            << QByteArray("more than once");
        QTest::newRow("gone") << QByteArray("groups:\n- name: g\n") << QByteArray("no more");
        QTest::newRow("broken") << QByteArray("groups: [") << QByteArray("r.yml:1:");
    }
    void refusesWhatItCannotChangeAlone() {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, reason);
        const RuleId id{"g", "A", {}};
        for (const auto& outcome : {withRuleReplaced(text.toStdString(), "r.yml", id, upAbove("B")),
                                    withoutRule(text.toStdString(), "r.yml", id)}) {
            QVERIFY(!outcome.ok());
            QVERIFY2(holdsText(outcome.error().message, reason.constData()), outcome.error().message.c_str());
        }
    }

    // Whatever the layout, an edit is right or refused.
    void keepsEveryOtherRule() {
        std::string text = userFile;
        for (int round = 0; round < 20; ++round) {
            const auto added = withRuleAdded(text, "r.yml", round % 2 == 0 ? "mine" : "others",
                                             upAbove("R" + std::to_string(round)));
            QVERIFY(added.ok());
            text = *added;
            const auto changed =
                withRuleReplaced(text, "r.yml", ruleIdIn(text, static_cast<std::size_t>(round % 2), 0),
                                 upAbove("X" + std::to_string(round)));
            QVERIFY2(changed.ok(), changed ? "" : changed.error().message.c_str());
            text = *changed;
        }
        QCOMPARE(editedRules(text).ruleCount(), 23U);
        for (const char* comment :
             {"# What guards my desk.", "# first", "# about disks", "# about heat", "# the second"})
            QVERIFY2(holdsText(text, comment), comment);
    }

    void listsWhatIsSwitchedOff() {
        const std::vector<RuleId> ids{{"g", "A", {}}, {"\"\n", "{{ x }}", {{"a", "b"}, {"c", "\\"}}}};
        const auto again = parseSwitchedOff(switchedOffText(ids));
        QVERIFY(again.ok());
        QVERIFY(*again == ids);
        QVERIFY(parseSwitchedOff("")->empty());
        QVERIFY(parseSwitchedOff(switchedOffText({}))->empty());
        for (const char* text : {"{", "{}", "[1]", "[{}]", R"([{"alert": "A", "labels": {"a": 1}}])",
                                 R"([{"alert": "A", "labels": []}])"})
            QVERIFY2(!parseSwitchedOff(text).ok(), text);
    }

    void takesOutWhatIsSwitchedOff() {
        std::vector<RuleFile> files{editedRules(userFile)};
        const auto off = takeSwitchedOff(
            files, {ruleIdIn(userFile, 0, 2), {"mine", "heat:max", {}}, {"mine", "DiskBusy", {}}});
        QCOMPARE(files[0].ruleCount(), 2U);
        QCOMPARE(files[0].groups.size(), 2U);
        QCOMPARE(off.size(), 1U);
        QCOMPARE(off[0].groups.at(0).name, std::string("mine"));
        QCOMPARE(off[0].groups.at(0).rules.at(0).name, std::string("Hot"));
        QCOMPARE(off[0].ruleCount(), 1U);
    }
};

BARO_TEST(RuleFileEditTest)
#include "RuleFileEditTest.moc"
