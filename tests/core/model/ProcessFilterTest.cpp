#include "core/model/ProcessFilter.h"

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro;

namespace {

constexpr double mebibyte = 1024.0 * 1024.0;

std::string_view view(const QByteArray& text) {
    return {text.data(), static_cast<std::size_t>(text.size())};
}

// One process that every expression below is asked about.
struct Sample {
    Process process;
    ProcessRate rate;
    ProcessMoment moment;
};

Sample firefox() {
    Sample sample;
    sample.process.identity = {4242, 10'000};
    sample.process.parentPid = 1;
    sample.process.state = 'S';
    sample.process.nice = -5;
    sample.process.threads = 90;
    sample.process.userSeconds = 60;
    sample.process.systemSeconds = 12;
    sample.process.residentBytes = static_cast<std::uint64_t>(600 * mebibyte);
    ProcessFacts facts;
    facts.name = "firefox";
    facts.commandLine = "/usr/lib/firefox/firefox --profile=/home/mina/불여우";
    facts.user = "mina";
    facts.systemdUnit = "app-firefox.scope";
    facts.application = "Firefox";
    sample.process.facts = std::make_shared<const ProcessFacts>(std::move(facts));
    sample.rate.identity = sample.process.identity;
    sample.rate.cpuSeconds = 0.3;
    sample.rate.diskReadBytesPerSecond = 2 * mebibyte;
    sample.moment = {.percentPerProcessor = 100,
                     .memoryTotalBytes = 8192 * mebibyte,
                     .bootSeconds = 100 + 7200,
                     .ticksPerSecond = 100};
    return sample;
}

}  // namespace

class ProcessFilterTest : public QObject {
    Q_OBJECT

  private slots:
    void picks_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("expected");
        const auto row = [](const char* text, bool expected) {
            QTest::newRow(text) << QByteArray(text) << expected;
        };
        row("", true);
        row("   ", true);
        row("fire", true);
        row("FIREFOX", true);
        row("chrome", false);
        row("4242", true);
        row("424", false);
        row("불여우", true);
        row("fire*profile", true);
        row("profile*fire", false);
        row("'--profile='", true);
        row("\"no such\"", false);
        row("cpu > 5", true);
        row("cpu>5", true);
        row("cpu > 30.5", false);
        row("cpu > 29,5", true);
        row("cpu <= 30%", true);
        row("cpu > 5 and user = root", false);
        row("cpu > 5 and user = mina", true);
        row("cpu > 5 user = mina", true);
        row("cpu > 5 && user == MINA", true);
        row("cpu > 50 or user = mina", true);
        row("cpu > 50 || threads >= 91", false);
        row("user = root or cpu > 5 and threads > 100", false);
        row("(user = mina or cpu > 5) and threads > 100", false);
        row("user = mina or cpu > 5 and threads > 100", true);
        row("not user = root", true);
        row("!user = mina", false);
        row("not not user = mina", true);
        row("user != root", true);
        row("mem > 500M", true);
        row("mem > 700M", false);
        row("mem > 600 MB", true);
        row("mem = 600MiB", true);
        row("mem > 629145599", true);
        row("memory > 0.5G", true);
        row("mem > 7%", true);
        row("mem > 8%", false);
        row("mem% > 7", true);
        row("read > 1M/s", true);
        row("read > 1M", true);
        row("read > 3MB/s", false);
        row("nice < -4", true);
        row("nice = -5", true);
        row("age > 1h", true);
        row("age < 119min", false);
        row("time > 1m", true);
        row("time > 73s", false);
        row("state = sleeping", true);
        row("state = S", true);
        row("state = s", true);
        row("state != running", true);
        row("name = firefox", true);
        row("name = fire", false);
        row("name ~ fire", true);
        row("name !~ fire", false);
        row("command ~ lib*profile", true);
        row("unit ~ .scope", true);
        row("container = ''", true);
        row("app = \"firefox\"", true);
        row("Parent = 1", true);
    }
    void picks() {
        QFETCH(QByteArray, text);
        QFETCH(bool, expected);
        const Sample sample = firefox();
        const ParsedFilter parsed = ProcessFilter::parse(view(text));
        QVERIFY(!parsed.problem);
        QCOMPARE(parsed.filter.matches({&sample.process, &sample.rate}, sample.moment), expected);
    }

    void unknownSatisfiesNoComparison_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"cpu >= 0", "cpu < 1", "cpu != 5", "read >= 0", "swap = 0", "write <= 0"})
            QTest::newRow(text) << QByteArray(text);
    }
    void unknownSatisfiesNoComparison() {
        QFETCH(QByteArray, text);
        const Sample sample = firefox();
        const ParsedFilter parsed = ProcessFilter::parse(view(text));
        QVERIFY(!parsed.problem);
        QVERIFY(!parsed.filter.matches({&sample.process, nullptr}, sample.moment));
    }

    void cpuIsInThePercentOfTheColumn() {
        Sample sample = firefox();
        const ParsedFilter parsed = ProcessFilter::parse("cpu > 10");
        QVERIFY(parsed.filter.matches({&sample.process, &sample.rate}, sample.moment));
        sample.moment.percentPerProcessor = 100.0 / 4;
        QVERIFY(!parsed.filter.matches({&sample.process, &sample.rate}, sample.moment));
    }

    void saysWhatIsWrongAndWhere_data() {
        using enum FilterProblem::Kind;
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("position");
        QTest::addColumn<int>("length");
        QTest::addColumn<QByteArray>("subject");
        const auto row = [](const char* text, FilterProblem::Kind kind, int position, int length,
                            const char* subject) {
            QTest::newRow(text) << QByteArray(text) << static_cast<int>(kind) << position << length
                                << QByteArray(subject);
        };
        row("cpu >", MissingValue, 5, 0, ">");
        row("cpu > and user = x", MissingValue, 6, 3, ">");
        row("cpu > 5 and", MissingTerm, 11, 0, "and");
        row("or cpu > 5", MissingTerm, 0, 2, "or");
        row("not", MissingTerm, 3, 0, "not");
        row("()", MissingTerm, 1, 1, "(");
        row("> 5", MissingField, 0, 1, ">");
        row("cqu > 5", UnknownField, 0, 3, "cqu");
        row("'cpu' > 5", UnknownField, 0, 5, "'cpu'");
        row("--type=gpu", UnknownField, 0, 6, "--type");
        row("name > 5", WrongOperator, 5, 1, ">");
        row("cpu ~ 5", WrongOperator, 4, 1, "~");
        row("state < R", WrongOperator, 6, 1, "<");
        row("cpu > x", NotANumber, 6, 1, "x");
        row("cpu > inf", NotANumber, 6, 3, "inf");
        row("cpu > nan", NotANumber, 6, 3, "nan");
        row("cpu > 1.2.3", NotANumber, 6, 5, "1.2.3");
        row("cpu > 5M", UnknownUnit, 7, 1, "M");
        row("threads > 5%", UnknownUnit, 11, 1, "%");
        row("mem > 5M/s", UnknownUnit, 7, 3, "M/s");
        row("state = tired", UnknownState, 8, 5, "tired");
        row("name = 'fire", UnclosedQuote, 7, 5, "'fire");
        row("'fire", UnclosedQuote, 0, 5, "'fire");
        row("(cpu > 5", UnclosedParenthesis, 0, 1, "(");
        row("cpu > 5)", UnopenedParenthesis, 7, 1, ")");
        row(")", UnopenedParenthesis, 0, 1, ")");
    }
    void saysWhatIsWrongAndWhere() {
        QFETCH(QByteArray, text);
        QFETCH(int, kind);
        QFETCH(int, position);
        QFETCH(int, length);
        QFETCH(QByteArray, subject);
        const ParsedFilter parsed = ProcessFilter::parse(view(text));
        QVERIFY(parsed.problem);
        QCOMPARE(static_cast<int>(parsed.problem->kind), kind);
        QCOMPARE(static_cast<int>(parsed.problem->position), position);
        QCOMPARE(static_cast<int>(parsed.problem->length), length);
        QCOMPARE(QByteArray::fromStdString(parsed.problem->subject), subject);
    }

    void boundsLengthAndDepth() {
        const auto tooLong = ProcessFilter::parse(std::string(ProcessFilter::maximumLength + 1, 'x'));
        QVERIFY(tooLong.problem);
        QCOMPARE(tooLong.problem->kind, FilterProblem::Kind::TooLong);
        const auto tooDeep = ProcessFilter::parse(std::string(ProcessFilter::maximumDepth + 1, '('));
        QVERIFY(tooDeep.problem);
        QCOMPARE(tooDeep.problem->kind, FilterProblem::Kind::TooDeep);
        const auto deepEnough = ProcessFilter::parse(std::string(50, '(') + "x" + std::string(50, ')'));
        QVERIFY(!deepEnough.problem);
    }

    void completes_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("position");
        QTest::addColumn<QByteArray>("first");
        QTest::newRow("nothing yet") << QByteArray("") << 0 << QByteArray("name");
        QTest::newRow("a beginning") << QByteArray("us") << 0 << QByteArray("user");
        QTest::newRow("after and") << QByteArray("cpu > 5 and th") << 12 << QByteArray("threads");
        QTest::newRow("a state") << QByteArray("state = sl") << 8 << QByteArray("sleeping");
        QTest::newRow("a number") << QByteArray("cpu > c") << 6 << QByteArray();
        QTest::newRow("in quotes") << QByteArray("name = 'c") << 9 << QByteArray();
        QTest::newRow("complete already") << QByteArray("unit") << 0 << QByteArray();
    }
    void completes() {
        QFETCH(QByteArray, text);
        QFETCH(int, position);
        QFETCH(QByteArray, first);
        const FilterCompletion completion =
            completeProcessFilter(view(text), static_cast<std::size_t>(text.size()));
        QCOMPARE(static_cast<int>(completion.position), position);
        QCOMPARE(completion.proposals.empty(), first.isEmpty());
        if (!first.isEmpty())
            QCOMPARE(QByteArray::fromStdString(std::string(completion.proposals.front().word)), first);
    }
};

BARO_TEST(ProcessFilterTest)
#include "ProcessFilterTest.moc"
