#include <QtTest>

#include <fstream>
#include <regex>

#include "core/promql/Parser.h"
#include "core/promql/SameTree.h"
#include "core/promql/SelectorRewrite.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::promql;

namespace {

// Empty when the text, printed and parsed again, is the same tree and printed alike; else what went wrong.
std::string problemOf(const std::string& text) {
    const Parsed first = parse(text);
    if (!first.ok()) return text + ": " + toString(first.error(), text);
    const std::string printed = toString(*first.expression());
    const Parsed second = parse(printed);
    if (!second.ok()) return printed + ": " + toString(second.error(), printed);
    if (!sameTree(*first.expression(), *second.expression())) return text + " became " + printed;
    return toString(*second.expression()) == printed ? std::string() : printed + " is printed otherwise";
}

// The expression of an eval line of a Prometheus test script; empty on other lines.
std::string evaluatedText(const std::string& line) {
    static const std::regex eval(
        R"(^eval\w*\s+(?:instant(?:\s+at\s+\S+)?|range\s+from\s+\S+\s+to\s+\S+\s+step\s+\S+)\s+(.*)$)");
    std::smatch match;
    return std::regex_match(line, match, eval) ? match[1].str() : std::string();
}

}  // namespace

class PrinterTest : public QObject {
    Q_OBJECT

  private slots:
    void canonicalText_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("printed");
        const auto row = [](const char* text, const char* printed) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(printed);
        };
        row("1", "1");
        row("1e3", "1000");
        row("1e-7", "0.0000001");
        row("0x10", "16");
        row("-0", "-0");
        row("-1.50", "-1.5");
        row("inf", "+Inf");
        row("inf * 2 ^ inf", "+Inf * 2 ^ +Inf");
        row("-inf ^ 2", "-Inf ^ 2");
        row("inf ^ inf ^ 2", "Inf ^ Inf ^ 2");
        row("-Inf", "-Inf");
        row("NAN", "NaN");
        row("60s", "1m");
        row("90m", "1h30m");
        row("36h", "1d12h");
        row("90d", "90d");
        row("14d", "2w");
        row("365d", "1y");
        row("1500ms", "1s500ms");
        row("-5m", "-5m");
        row("'a\"b'", "\"a\\\"b\"");
        row("`a\\b`", R"("a\\b")");
        row("'\\n\\t\\x00\\u00e4\\u2028\\xff'", R"("\n\t\x00ä\u2028\xff")");
        row("x", "x");
        row("x{}", "x");
        row("x{b='1',a!='2'}", R"(x{a!="2",b="1"})");
        row("{__name__='x'}", R"({__name__="x"})");
        row("{'x'}", R"({__name__="x"})");
        row("{\"a.b\"=~'c'}", R"({"a.b"=~"c"})");
        row("x{\"a\"!~'c'}", R"(x{a!~"c"})");
        row("{''='c'}", R"({""="c"})");
        row("x offset 5m @ 10", "x @ 10.000 offset 5m");
        row("x@start()offset -1h", "x @ start() offset -1h");
        row("x @ 1.0005", "x @ 1.001");
        row("x[300]offset 1w", "x[5m] offset 1w");
        row("x{a='b'}[1h] @ end()", R"(x{a="b"}[1h] @ end())");
        row("x[1h:]", "x[1h:]");
        row("x[1h:90s] offset 1m", "x[1h:1m30s] offset 1m");
        row("(1+(2))", "(1 + (2))");
        row("-(a)", "-(a)");
        row("+a", "+a");
        row("a-b", "a - b");
        row("a ATAN2 b", "a atan2 b");
        row("a AND on(x)b", "a and on (x) b");
        row("a == BOOL b", "a == bool b");
        row("a - ignoring() b", "a - b");
        row("a - on() b", "a - on () b");
        row("a * on(x,y)group_left(z)b", "a * on (x, y) group_left (z) b");
        row("a * ignoring(x)group_right b", "a * ignoring (x) group_right () b");
        row("a * ignoring()group_left b", "a * ignoring () group_left () b");
        row("a * on('x.y')b", R"(a * on ("x.y") b)");
        row("sum(a)", "sum(a)");
        row("SUM(a)by()", "sum(a)");
        row("sum(a)by(x,y)", "sum by (x, y) (a)");
        row("sum(a)without()", "sum without () (a)");
        row("sum by('a b',\"without\",'inf',sum)(a)", R"(sum by ("a b", "without", "inf", sum) (a))");
        row("topk by(x)(5,a)", "topk by (x) (5, a)");
        row("count_values('v',a)", R"(count_values("v", a))");
        row("rate(a[5m])", "rate(a[5m])");
        row("label_replace(a,'b','$1','c','(.*)')", "label_replace(a, \"b\", \"$1\", \"c\", \"(.*)\")");
        row("time( )", "time()");
    }
    void canonicalText() {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, printed);
        const std::string copy = text.toStdString();
        const Parsed parsed = parse(copy);
        QVERIFY2(parsed.ok(), parsed.ok() ? "" : toString(parsed.error(), copy).c_str());
        QCOMPARE(QByteArray::fromStdString(toString(*parsed.expression())), printed);
        QCOMPARE(QByteArray::fromStdString(problemOf(copy)), QByteArray());
    }

    void printingAndReadingGivesTheSameTree_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* const text :
             {"sum by (instance) (rate(node_cpu_seconds_total{mode!=\"idle\"}[5m])) / on (instance) "
              "group_left () "
              "count by (instance) (node_cpu_seconds_total{mode=\"idle\"})",
              "100 * (1 - avg without (cpu) (irate(x[1m:15s] @ end() offset 3m)))",
              "histogram_quantile(0.99, sum by (le) (rate(b[5m]))) > bool -0.5 or vector(1)",
              "max_over_time((a - b offset 1d)[1h:1m] @ 1600000000.123)", "-a ^ -b ^ -c", "2 ^ (-1) ^ 2",
              "x[0.0001]", "x offset 0.0001", "x[292y]", "x @ -2251799813685.247", "5e-324",
              "1.7976931348623157e308", "limit_ratio(-0.1, sum{offset=\"1\"}) unless sum",
              "by + without - offset * start"})
            QTest::newRow(text) << QByteArray(text);
    }
    void printingAndReadingGivesTheSameTree() {
        QFETCH(const QByteArray, text);
        QCOMPARE(QByteArray::fromStdString(problemOf(text.toStdString())), QByteArray());
    }

    // As they stand, and asked of one host. BARO_PROMQL_SCRIPTS names a folder of Prometheus's own test
    // scripts (promql/promqltest/testdata).
    void everyExpressionOfTheScripts_data() {
        QTest::addColumn<QString>("path");
        QTest::newRow("our own") << QString(BARO_FIXTURES "/promql");
        QTest::newRow("Prometheus's") << qEnvironmentVariable("BARO_PROMQL_SCRIPTS");
    }
    void everyExpressionOfTheScripts() {
        QFETCH(const QString, path);
        if (path.isEmpty()) QSKIP("BARO_PROMQL_SCRIPTS is not set");
        const bool isOurOwn = path == BARO_FIXTURES "/promql";  // has some that are to be refused
        const QDir folder(path);
        int expressions = 0;
        for (const QFileInfo& script : folder.entryInfoList({"*.test"})) {
            std::ifstream file(script.filePath().toStdString());
            for (std::string line; std::getline(file, line);) {
                const std::string text = evaluatedText(line);
                if (text.empty() || (isOurOwn && !parse(text).ok())) continue;
                ++expressions;
                QCOMPARE(QByteArray::fromStdString(problemOf(text)), QByteArray());
                const ExpressionPtr ofHost =
                    withMatchers(parse(text).expression(), {{"instance", LabelMatcher::Kind::Equal, "a:1"}});
                QCOMPARE(QByteArray::fromStdString(problemOf(toString(*ofHost))), QByteArray());
            }
        }
        QVERIFY(expressions > 0);
        qInfo("%d expressions", expressions);
    }
};

BARO_TEST(PrinterTest)
#include "PrinterTest.moc"
