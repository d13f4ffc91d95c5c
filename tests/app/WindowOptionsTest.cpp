#include "app/WindowOptions.h"

#include <QtTest>

#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::app;

class WindowOptionsTest : public QObject {
    Q_OBJECT

  private slots:
    void nothingGivenIsTheLiveMachine() {
        const auto options = parseWindowOptions({});
        QVERIFY(options);
        QVERIFY(!options->playsRecording());
        QCOMPARE(options->procfs, std::string("/proc"));
        QVERIFY(!options->interval);
    }

    void takesValuesApartAndJoined() {
        const auto apart = parseWindowOptions({"--page", "cpu", "--size", "1280x800", "--interval", "500ms"});
        const auto joined = parseWindowOptions({"--page=cpu", "--size=1280x800", "--interval=500ms"});
        for (const auto* options : {&apart, &joined}) {
            QVERIFY(*options);
            QCOMPARE((*options)->page, std::string("cpu"));
            QCOMPARE((*options)->width, 1280);
            QCOMPARE((*options)->height, 800);
            QVERIFY((*options)->interval == std::chrono::milliseconds(500));
        }
    }

    // As file managers and the window's own menu open one.
    void takesAFileByItself() {
        const test::TemporaryTree tree;
        tree.write("a moment.baro", "");
        const auto options = parseWindowOptions({"--page", "cpu", tree.path("a moment.baro")});
        QVERIFY(options);
        QCOMPARE(options->dataDirectory, tree.path("a moment.baro"));
        QVERIFY(!parseWindowOptions({tree.path("nothing")}));
        QVERIFY(!parseWindowOptions({tree.path("")}));
    }

    void takesAReport() {
        const auto options =
            parseWindowOptions({"--report", "r.pdf", "--from=-2h", "--to", "now", "--data-dir", "d"});
        QVERIFY(options);
        QCOMPARE(options->report, std::string("r.pdf"));
        QCOMPARE(options->from, std::string("-2h"));
        QCOMPARE(options->to, std::string("now"));
    }

    void refusesWithOneLineThatSaysWhatIsRight_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("says");
        QTest::newRow("unknown option") << QStringList{"--frobnicate"} << "--frobnicate";
        QTest::newRow("unknown page") << QStringList{"--page", "cpus"} << "overview, cpu";
        QTest::newRow("value missing") << QStringList{"--page"} << "page";
        QTest::newRow("a bare word") << QStringList{"cpu"} << "Options start with --";
        QTest::newRow("size of words") << QStringList{"--size", "big"} << "WIDTHxHEIGHT";
        QTest::newRow("size of zero") << QStringList{"--size", "0x800"} << "WIDTHxHEIGHT";
        QTest::newRow("size negative") << QStringList{"--size", "-5x800"} << "WIDTHxHEIGHT";
        QTest::newRow("interval without a unit") << QStringList{"--interval", "5"} << "100ms";
        QTest::newRow("interval too short") << QStringList{"--interval", "1ms"} << "100ms";
        QTest::newRow("theme") << QStringList{"--theme", "pink"} << "light";
        QTest::newRow("empty file") << QStringList{"--screenshot="} << "path";
        QTest::newRow("two machines") << QStringList{"--demo", "--replay", "x"} << "exclude";
        QTest::newRow("a time of no report") << QStringList{"--from", "-2h"} << "--report";
        QTest::newRow("escape sequence") << QStringList{"--\x1b[31m"} << "\\x1b[31m";
    }
    void refusesWithOneLineThatSaysWhatIsRight() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, says);
        std::vector<std::string> words;
        for (const QString& argument : arguments)
            words.push_back(argument.toStdString());
        const auto options = parseWindowOptions(words);
        QVERIFY(!options);
        const QString message = QString::fromStdString(options.error().message);
        QVERIFY2(message.contains(says), qPrintable(message));
        QVERIFY(message.startsWith("barograph: "));
        QVERIFY(!message.contains('\n'));
        QVERIFY(!message.contains('\x1b'));
    }
};

BARO_TEST(WindowOptionsTest)
#include "WindowOptionsTest.moc"
