#include "core/telling/Silences.h"

#include <sys/stat.h>

#include <QTest>
#include <filesystem>
#include <thread>

#include "core/config/ConfigFile.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::alerts;
using Kind = LabelMatcher::Kind;

namespace {

constexpr std::int64_t noon = 1'700'000'000'000;
constexpr std::int64_t hour = 3'600'000;

const Labels hotDisk({{"alertname", "HostHot"}, {"device", "sda"}});

Silence forAnHour(std::vector<LabelMatcher> matchers) {
    return {{}, std::move(matchers), noon, noon + hour, "at work"};
}

}  // namespace

class SilencesTest : public QObject {
    Q_OBJECT

  private slots:
    void matchersSayWhomTheyConcern_data() {
        QTest::addColumn<QString>("label");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("silenced");
        const auto row = [](const char* name, const char* label, Kind kind, const char* value,
                            bool silenced) {
            QTest::newRow(name) << label << static_cast<int>(kind) << value << silenced;
        };
        row("equal", "device", Kind::Equal, "sda", true);
        row("another", "device", Kind::Equal, "sdb", false);
        row("not equal", "device", Kind::NotEqual, "sdb", true);
        row("regex", "device", Kind::Regex, "sd.*", true);
        row("the whole value", "device", Kind::Regex, "sd", false);
        row("not regex", "device", Kind::NotRegex, "nvme.*", true);
        row("without the label", "host", Kind::Regex, "a.*", false);
    }
    void matchersSayWhomTheyConcern() {
        QFETCH(const QString, label);
        QFETCH(const int, kind);
        QFETCH(const QString, value);
        Silences silences;
        QVERIFY(
            silences.add(forAnHour({{"alertname", Kind::Equal, "HostHot"},
                                    {label.toStdString(), static_cast<Kind>(kind), value.toStdString()}})));
        QTEST(silences.isSilenced(hotDisk, noon), "silenced");
    }

    void itBeginsAndEnds() {
        Silences silences;
        QVERIFY(silences.add(forAnHour(matchersOfRule(hotDisk))));
        QVERIFY(!silences.isSilenced(hotDisk, noon - 1));
        QVERIFY(silences.isSilenced(hotDisk, noon));
        QVERIFY(silences.isSilenced(hotDisk, noon + hour - 1));
        QVERIFY(!silences.isSilenced(hotDisk, noon + hour));
    }

    void itCanBeEndedEarly() {
        Silences silences;
        const auto id = silences.add(forAnHour(matchersOfLabel(hotDisk, "device")));
        QVERIFY(id);
        QVERIFY(silences.expire(*id, noon + 10));
        QVERIFY(!silences.isSilenced(hotDisk, noon + 10));
        QVERIFY(!silences.expire(*id, noon + 10));
        QCOMPARE(silences.all().size(), 1U);
        const auto another = silences.add(forAnHour(matchersOfLabel(hotDisk, "device")));
        QVERIFY(*another != *id);
        QVERIFY(silences.expire(*another, noon - 5));
        QCOMPARE(silences.all().size(), 1U);
    }

    void whatSilencesEverythingIsRefused_data() {
        QTest::addColumn<QString>("value");
        QTest::addColumn<int>("kind");
        QTest::newRow("any") << ".*" << static_cast<int>(Kind::Regex);
        QTest::newRow("no label") << "" << static_cast<int>(Kind::Equal);
        QTest::newRow("not this") << "x" << static_cast<int>(Kind::NotEqual);
        QTest::newRow("broken") << "(" << static_cast<int>(Kind::Regex);
        QTest::newRow("far too long") << QString(30'000, 'x') << static_cast<int>(Kind::Equal);
        QTest::newRow("huge") << "((((x{1000}){1000}){1000}){1000})" << static_cast<int>(Kind::Regex);
    }
    void whatSilencesEverythingIsRefused() {
        QFETCH(const QString, value);
        QFETCH(const int, kind);
        Silences silences;
        QVERIFY(!silences.add(forAnHour({{"a", static_cast<Kind>(kind), value.toStdString()}})));
        QVERIFY(silences.all().empty());
    }

    void itIsRefusedWithoutMatchersOrTime() {
        Silences silences;
        QVERIFY(!silences.add(forAnHour({})));
        Silence backwards = forAnHour(matchersOfRule(hotDisk));
        backwards.endsAt = backwards.startsAt;
        QVERIFY(!silences.add(backwards));
    }

    void theFileKeepsThem() {
        const test::TemporaryTree tree;
        const std::string path = tree.path("below/silences.json");
        const std::string hostile = "<b>\"\n\x1b[2J\xff";
        Silences before(path);
        QVERIFY(before.load());
        QVERIFY(before.add(
            forAnHour({{"device", Kind::NotRegex, "sd[ab]"}, {"alertname", Kind::Equal, hostile}})));
        QVERIFY(before.add(forAnHour(matchersOfRule(hotDisk))));
        QVERIFY(before.save());
        struct stat status {};
        QCOMPARE(stat(path.c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777U, 0600U);
        Silences after(path);
        QVERIFY(after.load());
        QCOMPARE(after.all().size(), 2U);
        QVERIFY(after.isSilenced(hotDisk, noon));
        // Bytes that are no text become the character that stands for them.
        QCOMPARE(after.all().at(0).matchers.at(1).value, std::string("<b>\"\n\x1b[2J\uFFFD"));
        QVERIFY(after.all().at(0).matchers.at(0) == before.all().at(0).matchers.at(0));
        QCOMPARE(after.all().at(1), before.all().at(1));
    }

    void aFileThatIsBrokenIsToldAndKept() {
        const test::TemporaryTree tree;
        tree.write("silences.json", "[{\"id\": 1");
        Silences silences(tree.path("silences.json"));
        const Status loaded = silences.load();
        QVERIFY(!loaded);
        QVERIFY(loaded.error().message.find("silences.json") != std::string::npos);
        QVERIFY(silences.add(forAnHour(matchersOfRule(hotDisk))));
        QVERIFY(silences.isSilenced(hotDisk, noon));
        QVERIFY(!silences.save());
        QCOMPARE(readConfigText(tree.path("silences.json")).value(), std::string("[{\"id\": 1"));
    }

    void whatIsAddedBeforeTheFileIsReadStays() {
        const test::TemporaryTree tree;
        const std::string path = tree.path("silences.json");
        Silences older(path);
        QVERIFY(older.add(forAnHour(matchersOfRule(hotDisk))));
        QVERIFY(older.save());
        Silences newer(path);
        Silence other = forAnHour(matchersOfLabel(hotDisk, "device"));
        other.startsAt += 1;
        QVERIFY(newer.add(other));
        QVERIFY(newer.save());
        QCOMPARE(parseSilences(readConfigText(path).value())->size(), 2U);
    }

    // As two processes, each with its own.
    void whatAnotherProcessWritesIsTakenOver() {
        const test::TemporaryTree tree;
        Silences here(tree.path("silences.json")), there(tree.path("silences.json"));
        QVERIFY(here.load());
        const auto id = there.add(forAnHour(matchersOfRule(hotDisk)));
        QVERIFY(there.save());
        QVERIFY(here.load());
        QVERIFY(here.isSilenced(hotDisk, noon));
        QVERIFY(there.expire(*id, noon + 10));
        QVERIFY(there.save());
        QVERIFY(here.load());
        QVERIFY(!here.isSilenced(hotDisk, noon + 10));
        tree.remove("silences.json");
        QVERIFY(here.load());
        QVERIFY(here.all().empty());
    }

    void savingKeepsWhatAnotherProcessWrote() {
        const test::TemporaryTree tree;
        const std::string path = tree.path("silences.json");
        Silences here(path), there(path);
        const auto mine = here.add(forAnHour(matchersOfRule(hotDisk)));
        QVERIFY(here.save());
        Silence other = forAnHour(matchersOfLabel(hotDisk, "device"));
        other.id = "other";
        QVERIFY(there.load());
        QVERIFY(there.add(other));
        QVERIFY(there.save());
        QVERIFY(here.expire(*mine, noon - 5));  // it had not begun
        QVERIFY(here.save());
        const auto kept = parseSilences(readConfigText(path).value());
        QCOMPARE(kept->size(), 1U);
        QCOMPARE(kept->at(0).id, std::string("other"));
        QVERIFY(there.load());
        QCOMPARE(there.all().size(), 1U);
    }

    void aChangeThatIsNotSavedYetStays() {
        const test::TemporaryTree tree;
        const std::string path = tree.path("silences.json");
        Silences here(path), there(path);
        const auto id = here.add(forAnHour(matchersOfRule(hotDisk)));
        QVERIFY(here.save());
        QVERIFY(here.expire(*id, noon + 10));
        Silence other = forAnHour(matchersOfLabel(hotDisk, "device"));
        other.id = "other";
        QVERIFY(there.add(other));
        QVERIFY(there.save());
        QVERIFY(here.load());
        QCOMPARE(here.all().size(), 2U);
        QCOMPARE(here.all().back().endsAt, noon + 10);
    }

    void theFileIsAsAlertmanagerWritesIt() {
        const std::string text =
            R"([{"id":"a-b","status":{"state":"active"},"updatedAt":"2026-11-20T03:00:00Z","comment":"c",)"
            R"("createdBy":"x","startsAt":"2026-11-20T03:12:00.250Z","endsAt":"2026-11-20T05:12:00+01:00",)"
            R"("matchers":[{"isEqual":false,"isRegex":false,"name":"n","value":""}]}])";
        const auto silences = parseSilences(text);
        QVERIFY2(silences, silences ? "" : silences.error().message.c_str());
        QCOMPARE(silences->at(0).endsAt - silences->at(0).startsAt, hour - 250);
        QVERIFY(silences->at(0).matchers.at(0).kind == Kind::NotEqual);
    }

    void anythingElseIsRefused_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("no list") << "{}";
        QTest::newRow("no object") << "[1]";
        QTest::newRow("no matchers")
            << R"([{"id":"a","startsAt":"2026-11-20T03:12:00Z","endsAt":"2026-11-21T03:12:00Z"}])";
        QTest::newRow("no time")
            << R"([{"id":"a","startsAt":"x","endsAt":"2026-11-21T03:12:00Z","matchers":[{"name":"a","value":"b"}]}])";
        QTest::newRow("flag as text")
            << R"([{"id":"a","startsAt":"2026-11-20T03:12:00Z","endsAt":"2026-11-21T03:12:00Z","matchers":[{"name":"a","value":"b","isRegex":"yes"}]}])";
        QTest::newRow("silences all")
            << R"([{"id":"a","startsAt":"2026-11-20T03:12:00Z","endsAt":"2026-11-21T03:12:00Z","matchers":[{"name":"a","value":".*","isRegex":true}]}])";
        QTest::newRow("too many") << "[" + QString("0,").repeated(1000) + "0]";
    }
    void anythingElseIsRefused() {
        QFETCH(const QString, text);
        QVERIFY(!parseSilences(text.toStdString()));
    }

    void theyReadAsPromQl() {
        QCOMPARE(toString(std::vector<LabelMatcher>{{"a", Kind::Regex, "x\n"}, {"b", Kind::NotEqual, "\""}}),
                 std::string("a=~\"x\\n\", b!=\"\\\"\""));
    }

    void oldOnesAreForgotten() {
        Silences silences;
        QVERIFY(silences.add(forAnHour(matchersOfRule(hotDisk))));
        Silence later = forAnHour(matchersOfRule(hotDisk));
        later.startsAt += Silences::keptMilliseconds + 2 * hour;
        later.endsAt = later.startsAt + hour;
        QVERIFY(silences.add(later));
        QCOMPARE(silences.all().size(), 1U);
    }

    void anyThreadMayAskAndAdd() {
        Silences silences;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 4; ++i)
                threads.emplace_back([&] {
                    for (int round = 0; round < 20; ++round) {
                        (void)silences.add(forAnHour(matchersOfRule(hotDisk)));
                        (void)silences.isSilenced(hotDisk, noon);
                    }
                });
        }
        QCOMPARE(silences.all().size(), 80U);
    }
};

BARO_TEST(SilencesTest)
#include "SilencesTest.moc"
