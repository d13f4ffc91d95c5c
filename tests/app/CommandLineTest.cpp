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
        QTest::newRow("a folder for query") << QStringList{"query", "up", "--data-dir", "/d"};
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
