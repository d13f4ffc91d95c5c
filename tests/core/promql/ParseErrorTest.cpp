// What a wrong text is told: Prometheus's words, and where.
#include <QtTest>

#include "core/promql/Parser.h"
#include "tests/support/TestMain.h"

using namespace baro::promql;

namespace {

QByteArray errorOf(const QByteArray& text) {
    const std::string copy = text.toStdString();
    const Parsed result = parse(copy);
    if (result.ok()) return "accepted: " + QByteArray::fromStdString(toString(*result.expression()));
    return QByteArray::fromStdString(toString(result.error(), copy));
}

// The part of the text that the error points at.
QByteArray markedBy(const QByteArray& text) {
    const Parsed result = parse(text.toStdString());
    if (result.ok()) return "accepted";
    const TextRange at = result.error().at;
    return text.mid(static_cast<int>(at.from), static_cast<int>(at.to - at.from));
}

std::string repeated(std::string_view part, std::size_t bytes) {
    std::string text;
    while (text.size() < bytes)
        text += part;
    return text;
}

void columns() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("error");
}

void row(const char* text, const char* error) {
    QTest::newRow(text) << QByteArray(text) << QByteArray(error);
}

}  // namespace

class ParseErrorTest : public QObject {
    Q_OBJECT

    void compare() {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, error);
        QCOMPARE(errorOf(text), error);
    }

  private slots:
    void syntax_data() {
        columns();
        row("", "unknown position: parse error: no expression found in input");
        row(" # nothing", "1:1: parse error: no expression found in input");
        row("1 +", "1:4: parse error: unexpected end of input");
        row("a b", "1:3: parse error: unexpected identifier \"b\"");
        row("a b:c", "1:3: parse error: unexpected metric identifier \"b:c\"");
        row("a 5", "1:3: parse error: unexpected number \"5\"");
        row("a 5m", "1:3: parse error: unexpected duration \"5m\"");
        row("a 'b'", "1:3: parse error: unexpected string \"'b'\"");
        row("a \"a long string\"", "1:3: parse error: unexpected string \"\\\"a long st\"...");
        row("a sum", "1:3: parse error: unexpected <aggr:sum>");
        row("a by", "1:3: parse error: unexpected <by>");
        row("* a", "1:1: parse error: unexpected <op:*>");
        row("a + * b", "1:5: parse error: unexpected <op:*>");
        row("a = b", "1:3: parse error: unexpected \"=\"");
        row("bool", "1:1: parse error: unexpected <bool>");
        row("()", "1:2: parse error: unexpected \")\"");
        row("(a", "1:3: parse error: unclosed left parenthesis");
        row("a\n+\n  $", "3:3: parse error: unexpected character: '$'");
        row("f(,)", "1:3: parse error: unexpected \",\"");
        row("rate(a,)", "1:7: parse error: trailing commas not allowed in function call args");
        row("rate(a b)", "1:8: parse error: unexpected identifier \"b\"");
        row("a:b(c)", "1:4: parse error: unexpected \"(\"");
        row("a offset", "1:9: parse error: unexpected end of input in offset, expected number or duration");
        row("a offset b",
            "1:10: parse error: unexpected identifier \"b\" in offset, expected number or duration");
        row("a @", "1:4: parse error: unexpected end of input in @, expected timestamp");
        row("a @ start", "1:10: parse error: unexpected end of input in @, expected timestamp");
        row("a[]", "1:3: parse error: unexpected \"]\" in subquery selector, expected number or duration");
        row("a[5m 1]",
            "1:6: parse error: unexpected number \"1\" in subquery or range, expected \":\" or \"]\"");
        row("a[5m:1m 1]", "1:9: parse error: unexpected number \"1\" in subquery selector, expected \"]\"");
        row("a[5m:*]",
            "1:6: parse error: unexpected <op:*> in subquery selector, expected number or duration or \"]\"");
        row("a{,}", "1:3: parse error: unexpected \",\" in label matching, expected identifier or \"}\"");
        row("a{b}", "1:4: parse error: unexpected \"}\" in label matching, expected label matching operator");
        row("a{b=}", "1:5: parse error: unexpected \"}\" in label matching, expected string");
        row("a{b='c' d='e'}",
            "1:9: parse error: unexpected identifier \"d\" in label matching, expected \",\" or \"}\"");
        row("sum(a", "1:6: parse error: unclosed left parenthesis");
        row("sum(a b)", "1:7: parse error: unexpected identifier \"b\" in aggregation");
        row("sum by (a) b", "1:12: parse error: unexpected identifier \"b\" in aggregation");
        row("sum(1 +)", "1:8: parse error: unexpected \")\" in aggregation");
        row("sum by a (b)", "1:8: parse error: unexpected identifier \"a\" in grouping opts, expected \"(\"");
        row("sum by (1) (a)", "1:9: parse error: unexpected number \"1\" in grouping opts, expected label");
        row("sum by (a b) (c)",
            "1:11: parse error: unexpected identifier \"b\" in grouping opts, expected \",\" or \")\"");
        row("sum by (a,,b) (c)", "1:11: parse error: unexpected \",\" in grouping opts, expected label");
        row("sum by (\"\") (a)", "1:9: parse error: invalid label name for grouping: \"\"");
        row("a + group_left (b) c", "1:5: parse error: unexpected <group_left>");
        row("a + on b", "1:8: parse error: unexpected identifier \"b\" in grouping opts, expected \"(\"");
    }
    void syntax() { compare(); }

    void values_data() {
        columns();
        row("1e400",
            "1:1: parse error: error parsing number: strconv.ParseFloat: parsing \"1e400\": value out of "
            "range");
        row("0xFFFFFFFFFFFFFFFFFF",
            "1:1: parse error: error parsing number: strconv.ParseFloat: parsing \"0xFFFFFFFFFFFFFFFFFF\": "
            "invalid "
            "syntax");
        row("a[5ys]", "1:3: parse error: unknown unit \"ys\" in duration \"5ys\"");
        row("a[1m1h]", "1:3: parse error: not a valid duration string: \"1m1h\"");
        row("a[500y]", "1:3: parse error: duration out of range");
        row("a[0]", "1:3: parse error: duration must be greater than 0");
        row("a[-5m]", "1:3: parse error: duration must be greater than 0");
        row("a[5m:0]", "1:6: parse error: duration must be greater than 0");
        row("a[1e40]", "1:3: parse error: duration out of range");
        row("a offset inf", "1:10: parse error: duration out of range");
        row("a[5m * 2]", "1:3: parse error: experimental duration expression is not enabled");
        row("a offset (5m)", "1:11: parse error: experimental duration expression is not enabled");
        row("a @ inf", "1:1: parse error: timestamp out of bounds for @ modifier: +Inf");
        row("a{b=~'['}", "1:3: parse error: error parsing regexp: missing closing ]: `[`");
        row("a{b!~'x('}", "1:3: parse error: error parsing regexp: missing closing ): `x(`");
        row("a{b=~'*'}",
            "1:3: parse error: error parsing regexp: missing argument to repetition operator: `*`");
        row("a{b=~'x{1001}'}", "1:3: parse error: error parsing regexp: invalid repeat count: `{1001}`");
        row("foo(a, b)", "1:1: parse error: unknown function with name \"foo\"");
    }
    void values() { compare(); }

    void modifiers_data() {
        columns();
        row("a offset 1m [5m]", "1:13: parse error: no offset modifiers allowed before range");
        row("a @ 5 [5m]", "1:7: parse error: no @ modifiers allowed before range");
        row("sum(a)[5m]", "1:7: parse error: ranges only allowed for vector selectors");
        row("a[5m][5m]", "1:6: parse error: ranges only allowed for vector selectors");
        row("a offset 1m offset 2m", "1:1: parse error: offset may not be set multiple times");
        row("a @ 5 @ 6", "1:1: parse error: @ <timestamp> may not be set multiple times");
        row("a @ start() @ 6", "1:1: parse error: @ <timestamp> may not be set multiple times");
        row("sum(a) offset 1m",
            "1:1: parse error: offset modifier must be preceded by an instant vector selector or range "
            "vector selector "
            "or a subquery");
        row("(a) @ 5",
            "1:1: parse error: @ modifier must be preceded by an instant vector selector or range vector "
            "selector or a "
            "subquery");
    }
    void modifiers() { compare(); }

    void types_data() {
        columns();
        row("{}", "1:1: parse error: vector selector must contain at least one non-empty matcher");
        row("{a=''}", "1:1: parse error: vector selector must contain at least one non-empty matcher");
        row("{a=~'.*'}", "1:1: parse error: vector selector must contain at least one non-empty matcher");
        row("{a!='b'}", "1:1: parse error: vector selector must contain at least one non-empty matcher");
        row("a{__name__='b'}", "1:1: parse error: metric name must not be set twice: \"a\" or \"b\"");
        row("a{'b'}", "1:1: parse error: metric name must not be set twice: \"a\" or \"b\"");
        row("rate(a)",
            "1:6: parse error: expected type range vector in call to function \"rate\", got instant vector");
        row("abs(1)",
            "1:5: parse error: expected type instant vector in call to function \"abs\", got scalar");
        row("clamp_max(a, b)",
            "1:14: parse error: expected type scalar in call to function \"clamp_max\", got instant vector");
        row("rate()", "1:1: parse error: expected 1 argument(s) in call to \"rate\", got 0");
        row("rate(a[5m], 1)", "1:1: parse error: expected 1 argument(s) in call to \"rate\", got 2");
        row("round()", "1:1: parse error: expected at least 1 argument(s) in call to \"round\", got 0");
        row("round(a, 1, 2)", "1:1: parse error: expected at most 2 argument(s) in call to \"round\", got 3");
        row("label_join(a, 'b')",
            "1:1: parse error: expected at least 3 argument(s) in call to \"label_join\", got 2");
        row("label_join(a, 'b', 'c', 1)",
            "1:25: parse error: expected type string in call to function \"label_join\", got scalar");
        row("info(a, b)", "1:9: parse error: expected label selectors only, got vector selector instead");
        row("sum()", "1:1: parse error: no arguments for aggregate expression provided");
        row("sum(a, b)",
            "1:1: parse error: wrong number of arguments for aggregate expression provided, expected 1, got "
            "2");
        row("topk(a)",
            "1:1: parse error: wrong number of arguments for aggregate expression provided, expected 2, got "
            "1");
        row("sum(1)", "1:5: parse error: expected type instant vector in aggregation expression, got scalar");
        row("topk('a', b)", "1:6: parse error: expected type scalar in aggregation parameter, got string");
        row("count_values(1, b)",
            "1:14: parse error: expected type string in aggregation parameter, got scalar");
        row("-'a'",
            "1:1: parse error: unary expression only allowed on expressions of type scalar or instant "
            "vector, got "
            "\"string\"");
        row("-a[5m]",
            "1:1: parse error: unary expression only allowed on expressions of type scalar or instant "
            "vector, got "
            "\"range vector\"");
        row("1[5m:]", "1:1: parse error: subquery is only allowed on instant vector, got scalar instead");
        row("a[5m:][5m:]",
            "1:1: parse error: subquery is only allowed on instant vector, got matrix instead");
        row("1 == 2", "1:3: parse error: comparisons between scalars must use BOOL modifier");
        row("a + bool b", "1:3: parse error: bool modifier can only be used on comparison operators");
        row("1 + 'a'",
            "1:5: parse error: binary expression must contain only scalar and instant vector types");
        row("a[5m] + b",
            "1:1: parse error: binary expression must contain only scalar and instant vector types");
        row("a + on (b) 1", "1:1: parse error: vector matching only allowed between instant vectors");
        row("1 and a", "1:1: parse error: set operator \"and\" not allowed in binary scalar expression");
        row("a or 1", "1:1: parse error: set operator \"or\" not allowed in binary scalar expression");
        row("a unless on (b) group_left (c) d",
            "1:1: parse error: no grouping allowed for \"unless\" operation");
        row("a + on (b) group_left (b) c",
            "1:3: parse error: label \"b\" must not occur in ON and GROUP clause at once");
        row("(1 == 2) + rate(a)", "1:4: parse error: comparisons between scalars must use BOOL modifier");
    }
    void types() { compare(); }

    void syntaxComesBeforeTypes() {
        QCOMPARE(errorOf("rate(a) +"), QByteArray("1:10: parse error: unexpected end of input"));
    }

    void whatIsMarked_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("marked");
        const auto row = [](const char* text, const char* marked) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(marked);
        };
        row("a + foo (b)", "foo");
        row("a{b=~'['} + 1", "b=~'['");
        row("a + 'x y' ", "'x y'");
        row("1  == 2", "==");
        row("1 > bool 2 + (1 <  2)", "<");
        row("a + on (b) group_left (b) c", "+ on (b) group_left (b)");
        row("sum(a, b) + 1", "sum(a, b)");
        row("a offset 1m [5m] ", "[5m]");
        row("a + ", "");
        row("ab cd ef", "cd");
    }
    void whatIsMarked() {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, marked);
        QCOMPARE(markedBy(text), marked);
    }

    void hugeTextsAreRefused_data() {
        QTest::addColumn<QByteArray>("part");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char* part, const char* says) {
            QTest::newRow(part) << QByteArray(part) << QByteArray(says);
        };
        row("(", "nested deeper than 500 levels");
        row("-", "nested deeper than 500 levels");
        row("- a ^", "nested deeper than 500 levels");
        row("1+", "nested deeper than 500 levels");
        row("1^", "nested deeper than 500 levels");
        row("a or ", "nested deeper than 500 levels");
        row("sum(", "nested deeper than 500 levels");
        row("abs(", "nested deeper than 500 levels");
        row("sum by (a) (", "nested deeper than 500 levels");
    }
    void hugeTextsAreRefused() {
        QFETCH(const QByteArray, part);
        QFETCH(const QByteArray, says);
        const QByteArray error = errorOf(QByteArray::fromStdString(repeated(part.toStdString(), 990'000)));
        QVERIFY2(error.contains(says), error.left(200).constData());
    }

    void aTallTowerOfSubqueriesIsRefused() {
        const std::string text = "a" + repeated("[1m:]", 990'000);
        QVERIFY(errorOf(QByteArray::fromStdString(text)).contains("nested deeper than 500 levels"));
    }

    void manyPartsAreRefused() {
        const std::string arguments = "label_join(a, 'b', 'c'" + repeated(",'d'", 900'000) + ")";
        QVERIFY(errorOf(QByteArray::fromStdString(arguments)).contains("more than 20000 parts"));
        const std::string matchers = "a{" + repeated("b='c',", 900'000) + "}";
        QVERIFY(errorOf(QByteArray::fromStdString(matchers)).contains("more than 20000 parts"));
        const std::string labels = "sum by (" + repeated("b,", 900'000) + ") (a)";
        QVERIFY(errorOf(QByteArray::fromStdString(labels)).contains("more than 20000 parts"));
    }

    void costlyRegularExpressionsAreRefused_data() {
        QTest::addColumn<QByteArray>("part");
        QTest::addColumn<int>("bytes");
        const auto row = [](const char* part, int bytes) {
            QTest::newRow(part) << QByteArray(part) << bytes;
        };
        row("x{0,100}", 900);
        row("(a{100}){9}", 900'000);
        row("\\\\pL", 900'000);
        row("\\\\pL{30}", 30);
        row("[a-z0-9_-]+|", 500'000);
        row("a?", 20'000);
        row("host-1|", 900'000);
        row("(", 900'000);
    }
    void costlyRegularExpressionsAreRefused() {
        QFETCH(const QByteArray, part);
        QFETCH(const int, bytes);
        const std::string regex = repeated(part.toStdString(), static_cast<std::size_t>(bytes));
        QCOMPARE(errorOf(QByteArray::fromStdString("a{b=~\"" + regex + "\"}")),
                 QByteArray("1:3: parse error: error parsing regexp: expression too large"));
    }

    void regularExpressionsOfATextCountTogether() {
        const std::string one = "b=~\"\\\\pL{5}\",";
        QVERIFY(parse("a{" + one + "}").ok());
        const QByteArray error =
            errorOf(QByteArray::fromStdString("a{" + repeated(one, 20 * one.size()) + "}"));
        QVERIFY2(error.endsWith("error parsing regexp: expression too large"), error.constData());
    }

    void manyHostsFitIntoAnExpression() {
        std::string hosts = "a{b=~\"";
        for (int host = 0; host < 500; ++host)
            hosts += "host-" + std::to_string(host * 7919 % 10007) + "|";
        QVERIFY(parse(hosts + "x\"}").ok());
    }

    void longLiteralsAreRefused() {
        QVERIFY(errorOf(QByteArray(1001, '1')).endsWith("error parsing number: longer than 1000 characters"));
        QVERIFY(errorOf(QByteArray(1001, '0') + "s").contains("longer than 1000 characters"));
    }

    void textsBeyondOneMegabyteAreRefused() {
        const std::string text = repeated(" ", 1'000'000) + "a";
        QCOMPARE(errorOf(QByteArray::fromStdString(text)),
                 QByteArray("1:1: parse error: the expression is longer than 1 MB"));
    }

    void aTreeOfTheGreatestHeightIsFine() {
        const std::string chain = repeated("1+", 2 * 499) + "1";
        QVERIFY(parse(chain).ok());
        QVERIFY(!parse("1+" + chain).ok());
        const std::string tower = repeated("(", 499) + "1" + repeated(")", 499);
        QVERIFY(parse(tower).ok());
        QVERIFY(!parse("(" + tower + ")").ok());
    }
};

BARO_TEST(ParseErrorTest)
#include "ParseErrorTest.moc"
