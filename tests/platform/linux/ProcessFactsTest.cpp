#include "platform/linux/ProcessFacts.h"

#include <QtTest>

#include "platform/linux/SelfCost.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;
using namespace std::string_view_literals;

class ProcessFactsTest : public QObject {
    Q_OBJECT

  private slots:
    void splitsArguments() {
        const auto arguments = splitArguments("sh\0-c\0\0a b\0"sv);
        QCOMPARE(arguments.size(), std::size_t{4});
        QCOMPARE(arguments.at(2), ""sv);
        QCOMPARE(arguments.at(3), "a b"sv);
        QVERIFY(splitArguments("").empty());
        QCOMPARE(splitArguments("title: rewritten\0\0\0\0"sv).size(), std::size_t{1});
    }

    void joinsTheCommandLine() {
        QCOMPARE(commandLineOf("sh\0-c\0true\0"sv), std::string("sh -c true"));
        QCOMPARE(commandLineOf(""), std::string());
    }

    void marksACommandLineThatIsCut() {
        const std::string longest(mostCommandLineBytes, 'x');
        QCOMPARE(commandLineOf(longest), longest);
        QCOMPARE(commandLineOf(longest + '\0' + '\0'), longest);
        QCOMPARE(commandLineOf(longest + "y"), longest + " …");
        QCOMPARE(commandLineOf(longest + '\0' + 'y'), longest + " …");
        // One that ends like a cut one, and is not: it is not that long.
        QCOMPARE(commandLineOf("wait …"), std::string("wait …"));
    }

    void cutsBetweenCharacters() {
        const std::string before(mostCommandLineBytes - 2, 'x');
        const std::string line = commandLineOf(before + "€ and more");
        QCOMPARE(line, before + " …");
        QVERIFY(line.size() > mostCommandLineBytes);
        // What is no text is cut anywhere.
        QCOMPARE(commandLineOf(std::string(mostCommandLineBytes + 9, '\x80')).size(),
                 mostCommandLineBytes + 1);
    }

    void namesTheExecutable_data() {
        QTest::addColumn<QString>("link");
        QTest::addColumn<QString>("argument");
        QTest::addColumn<QString>("name");
        QTest::newRow("link") << "/usr/bin/bash"
                              << "-bash"
                              << "bash";
        QTest::newRow("replaced since") << "/usr/bin/vim (deleted)"
                                        << "vi"
                                        << "vim";
        QTest::newRow("login shell") << ""
                                     << "-bash"
                                     << "bash";
        QTest::newRow("title") << ""
                               << "nginx: worker process"
                               << "nginx";
        QTest::newRow("title with options") << ""
                                            << "/opt/app/app --type=gpu"
                                            << "app";
        QTest::newRow("neither") << ""
                                 << ""
                                 << "";
    }
    void namesTheExecutable() {
        QFETCH(QString, link);
        QFETCH(QString, argument);
        QFETCH(QString, name);
        QCOMPARE(QString::fromStdString(executableOf(link.toStdString(), argument.toStdString())), name);
    }

    void readsUserNames() {
        const auto names =
            parsePasswd("root:x:0:0::/root:/bin/sh\nbroken\n:x:5:\nyou:x:1000:1000::/:\ntoor:x:0:0::/:\n");
        QCOMPARE(names.size(), std::size_t{2});
        QCOMPARE(names.at(0), std::string("root"));
        QCOMPARE(names.at(1000), std::string("you"));
    }

    void ownCostIsOfThisProgram() {
        Readings readings;
        QVERIFY(makeSelfCostCollector({})->collect({}, readings));
        QVERIFY(readings.self->residentBytes > 0);
        QVERIFY(readings.self->threads >= 1);
        QVERIFY(readings.self->openDescriptors >= 3);
    }

    void ownCostIsNotPartOfARecordedMachine() {
        Readings readings;
        QVERIFY(!makeSelfCostCollector({.procfs = "/recorded"})->collect({}, readings));
        QCOMPARE(readings.self.reason().kind, ErrorKind::Absent);
    }
};

BARO_TEST(ProcessFactsTest)
#include "ProcessFactsTest.moc"
