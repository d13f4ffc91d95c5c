#include "app/CommandLine.h"

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::app;
using namespace std::chrono_literals;

class CommandLineTest : public QObject {
    Q_OBJECT

  private slots:
    void readsDurations_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qlonglong>("milliseconds");
        QTest::newRow("milliseconds") << "250ms" << 250LL;
        QTest::newRow("seconds") << "1s" << 1000LL;
        QTest::newRow("fraction") << "1.5s" << 1500LL;
        QTest::newRow("minutes") << "2m" << 120'000LL;
        QTest::newRow("hours") << "1h" << 3'600'000LL;
    }
    void readsDurations() {
        QFETCH(QString, text);
        QFETCH(qlonglong, milliseconds);
        const auto duration = parseDuration(text.toStdString());
        QVERIFY(duration);
        QCOMPARE(static_cast<qlonglong>(duration->count()), milliseconds);
    }

    void refusesOtherDurations_data() {
        QTest::addColumn<QString>("text");
        for (const char* text : {"", "1", "s", "-1s", "0s", "1d", "1s ", "nans", "infs", "1e300h", "0.1ms"})
            QTest::newRow(text[0] == 0 ? "empty" : text) << text;
    }
    void refusesOtherDurations() {
        QFETCH(QString, text);
        QVERIFY(!parseDuration(text.toStdString()));
    }

    void readsCommandsAboutRules() {
        const auto check = parseCommandLine({"check", "rules", "a.yml", "--", "--b.yml"});
        QVERIFY(check);
        QVERIFY(check->command == Command::CheckRules);
        QCOMPARE(check->files, (std::vector<std::string>{"a.yml", "--b.yml"}));
        const auto test = parseCommandLine({"test", "rules", "a.yml"});
        QVERIFY(test && test->command == Command::TestRules);
        for (const std::vector<std::string>& wrong :
             std::vector<std::vector<std::string>>{{"check"},
                                                   {"check", "rules"},
                                                   {"check", "config", "a"},
                                                   {"test", "rules", "a", "--procfs", "/p"}})
            QVERIFY(!parseCommandLine(wrong));
        const auto record = parseCommandLine({"record", "--rules", "a.yml", "--rules=default"});
        QVERIFY(record);
        QCOMPARE(record->rules, (std::vector<std::string>{"a.yml", "default"}));
        QVERIFY(!parseCommandLine({"metrics", "--rules", "a.yml"}));
    }

    void readsRecord() {
        const auto line =
            parseCommandLine({"record", "--interval=2s", "--for", "1m", "--procfs", "/p", "--report"});
        QVERIFY(line);
        QCOMPARE(line->command, Command::Record);
        QVERIFY(line->interval == 2s);
        QVERIFY(line->stopAfter == 60s);
        QCOMPARE(line->procfs, std::string("/p"));
        QVERIFY(line->report);
    }

    void readsFrame() {
        const auto line = parseCommandLine({"frame", "--json"});
        QVERIFY(line);
        QCOMPARE(line->command, Command::Frame);
        QVERIFY(line->json);
        const auto chosen = parseCommandLine({"frame", "--collectors", "+interrupts,-zfs"});
        QVERIFY(chosen);
        QVERIFY(chosen->collectors.isOn("interrupts") && !chosen->collectors.isOn("zfs"));
    }

    void readsServe() {
        const auto line = parseCommandLine({"serve", "a.om", "b.om.zst", "--listen", "127.0.0.1:1"});
        QVERIFY(line);
        QCOMPARE(line->command, Command::Serve);
        QCOMPARE(line->files, (std::vector<std::string>{"a.om", "b.om.zst"}));
        QCOMPARE(line->listen->text(), std::string("127.0.0.1:1"));
    }

    void readsQuery() {
        const auto line = parseCommandLine({"query", "-up", "--time=5", "--server", "http://host:1"});
        QVERIFY(line);
        QCOMPARE(line->command, Command::Query);
        QCOMPARE(line->question.expression, std::string("-up"));
        QCOMPARE(line->question.time, std::string("5"));
        QCOMPARE(line->question.server, std::string("http://host:1"));
    }

    void readsExport() {
        const auto line =
            parseCommandLine({"export", "--from=-2h", "--to", "03:12", "--match", "a", "--match",
                              "b{c=\"d\"}", "--step", "1m", "--output", "f.csv", "--data-dir", "/d"});
        QVERIFY(line);
        QCOMPARE(line->command, Command::Export);
        QVERIFY(line->takeout.format == Takeout::Format::Csv);
        QCOMPARE(line->takeout.from, std::string("-2h"));
        QCOMPARE(line->takeout.to, std::string("03:12"));
        QCOMPARE(line->takeout.selectors, (std::vector<std::string>{"a", "b{c=\"d\"}"}));
        QCOMPARE(line->takeout.stepMilliseconds, 60'000LL);
        QCOMPARE(line->takeout.output, std::string("f.csv"));
        QCOMPARE(line->dataDirectory, std::string("/d"));
    }

    void readsExportOfAMoment() {
        const auto line = parseCommandLine(
            {"export", "--format", "moment", "--from", "-2h", "--output", "f", "--mask", "users,addresses"});
        QVERIFY(line);
        QVERIFY(line->takeout.format == Takeout::Format::Moment);
        QCOMPARE(line->takeout.to, std::string("now"));
        QVERIFY(line->takeout.mask.users && line->takeout.mask.addresses && !line->takeout.mask.commands);
    }

    void readsQueryOfAFile() {
        QCOMPARE(parseCommandLine({"query", "up", "--data-dir", "/d"})->dataDirectory, std::string("/d"));
    }

    void whatFollowsTwoDashesIsNoOption() {
        QCOMPARE(parseCommandLine({"query", "--", "--help"})->question.expression, std::string("--help"));
    }

    void readsHelpAndVersion() {
        QCOMPARE(parseCommandLine({"--help"})->command, Command::Help);
        QCOMPARE(parseCommandLine({"record", "--help"})->command, Command::Help);
        QCOMPARE(parseCommandLine({"--version"})->command, Command::Version);
    }

    void refusesWithOneLine_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("nothing") << QStringList();
        QTest::newRow("unknown command") << QStringList{"recrod"};
        QTest::newRow("unknown option") << QStringList{"record", "--fast"};
        QTest::newRow("another command's option") << QStringList{"frame", "--report"};
        QTest::newRow("value missing") << QStringList{"record", "--interval"};
        QTest::newRow("value empty") << QStringList{"record", "--procfs="};
        QTest::newRow("not a duration") << QStringList{"record", "--interval", "fast"};
        QTest::newRow("too short") << QStringList{"record", "--interval", "1ms"};
        QTest::newRow("serve files and a record") << QStringList{"serve", "file", "--data-dir", "/d"};
        QTest::newRow("a server and a folder")
            << QStringList{"query", "up", "--data-dir", "/d", "--server", "http://host:1"};
        QTest::newRow("export without a range") << QStringList{"export"};
        QTest::newRow("another format") << QStringList{"export", "--from", "-1h", "--format", "xml"};
        QTest::newRow("no step") << QStringList{"export", "--from", "-1h", "--step", "0"};
        QTest::newRow("a step of text")
            << QStringList{"export", "--from", "-1h", "--step", "1m", "--format", "openmetrics"};
        QTest::newRow("a mask of a table") << QStringList{"export", "--from", "-1h", "--mask", "users"};
        QTest::newRow("another mask") << QStringList{"export",   "--from", "-1h",    "--format", "moment",
                                                     "--output", "f",      "--mask", "disks"};
        QTest::newRow("a moment without a file")
            << QStringList{"export", "--from", "-1h", "--format", "moment"};
        QTest::newRow("a moment of some series")
            << QStringList{"export", "--from", "-1h", "--format", "moment", "--output", "f", "--match", "a"};
        QTest::newRow("query without an expression") << QStringList{"query"};
        QTest::newRow("two expressions") << QStringList{"query", "a", "b"};
        QTest::newRow("half a range") << QStringList{"query", "a", "--start", "1"};
        QTest::newRow("moment and range") << QStringList{"query", "a", "--time", "1", "--start", "1"};
        QTest::newRow("dashes alone") << QStringList{"query", "--"};
        QTest::newRow("newline") << QStringList{"a\nb"};
    }
    void refusesWithOneLine() {
        QFETCH(QStringList, arguments);
        std::vector<std::string> list;
        for (const QString& argument : arguments)
            list.push_back(argument.toStdString());
        const auto line = parseCommandLine(list);
        QVERIFY(!line);
        QVERIFY(line.error().message.find('\n') == std::string::npos);
        QVERIFY(line.error().message.find("--help") != std::string::npos);
    }
};

BARO_TEST(CommandLineTest)
#include "CommandLineTest.moc"
