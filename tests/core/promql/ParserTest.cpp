#include "core/promql/Parser.h"

#include <QtTest>

#include <cmath>

#include "core/promql/Functions.h"
#include "core/promql/SameTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::promql;

namespace {

ExpressionPtr treeOf(std::string_view text) {
    const Parsed result = parse(text);
    if (!result.ok()) qWarning("%s", toString(result.error(), text).c_str());
    return result.ok() ? result.expression() : nullptr;
}

template <class Node>
Node node(std::string_view text) {
    const ExpressionPtr expression = treeOf(text);
    const Node* const found = expression ? std::get_if<Node>(&expression->node) : nullptr;
    if (found == nullptr) qFatal("another node than expected: %s", std::string(text).c_str());
    return *found;
}

// Every operation in parentheses, so that precedence shows.
std::string grouped(const Expression& expression) {
    if (const auto* const binary = std::get_if<Binary>(&expression.node)) {
        const std::string whole = toString(expression);
        const std::string left = toString(*binary->left);
        const std::string sign =
            whole.substr(left.size(), whole.size() - left.size() - toString(*binary->right).size());
        return "(" + grouped(*binary->left) + sign + grouped(*binary->right) + ")";
    }
    if (const auto* const unary = std::get_if<Unary>(&expression.node))
        return (unary->negates ? "-(" : "+(") + grouped(*unary->operand) + ")";
    return toString(expression);
}

QByteArray range(const Expression& expression) {
    return QByteArray::number(expression.at.from) + "-" + QByteArray::number(expression.at.to);
}

}  // namespace

class ParserTest : public QObject {
    Q_OBJECT

  private slots:
    void precedence_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("tree");
        const auto row = [](const char* text, const char* tree) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(tree);
        };
        row("1 + 2 * 3", "(1 + (2 * 3))");
        row("1 - 2 - 3", "((1 - 2) - 3)");
        row("2 ^ 3 ^ 4", "(2 ^ (3 ^ 4))");
        row("a atan2 b * c", "((a atan2 b) * c)");
        row("-1 ^ 2", "-((1 ^ 2))");
        row("-a * b", "(-(a) * b)");
        row("2 ^ -a * 3", "((2 ^ -(a)) * 3)");
        row("2 ^ -1 ^ 2", "(2 ^ -((1 ^ 2)))");
        row("--1", "1");
        row("-+1", "-1");
        row("- -a", "-(-(a))");
        row("a or b and c", "(a or (b and c))");
        row("a and b unless c", "((a and b) unless c)");
        row("a == b + c", "(a == (b + c))");
        row("a < b < c", "((a < b) < c)");
        row("a or b == c", "(a or (b == c))");
        row("-a offset 5m", "-(a offset 5m)");
        row("a + b offset 5m", "(a + b offset 5m)");
        row("a offset -2 ^ 2", "(a offset -2s ^ 2)");
        row("a @ 5 + 1", "(a @ 5.000 + 1)");
    }
    void precedence() {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, tree);
        const ExpressionPtr expression = treeOf(text.toStdString());
        QVERIFY(expression);
        QCOMPARE(QByteArray::fromStdString(grouped(*expression)), tree);
    }

    void numbers_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<double>("value");
        const auto row = [](const char* text, double value) {
            QTest::newRow(text) << QByteArray(text) << value;
        };
        row("1", 1);
        row("-.5", -0.5);
        row("5.", 5);
        row("1e3", 1000);
        row("0x1F", 31);
        row("0x_1F", 31);
        row("010", 8);
        row("08", 8);
        row("1_000.5", 1000.5);
        row("Inf", INFINITY);
        row("-inf", -INFINITY);
        row("5m", 300);
        row("1h30m", 5400);
        row("-1ms", -0.001);
        row("1y", 365.0 * 86400);
        row("0xFFFFFFFFFFFFFFF", 1152921504606846975.0);
    }
    void numbers() {
        QFETCH(const QByteArray, text);
        QFETCH(const double, value);
        QCOMPARE(node<NumberLiteral>(text.toStdString()).value, value);
    }

    void notANumberIsANumber() { QVERIFY(std::isnan(node<NumberLiteral>("nan").value)); }

    void strings_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("value");
        const auto row = [](const char* text, const QByteArray& value) {
            QTest::newRow(text) << QByteArray(text) << value;
        };
        row(R"("a")", "a");
        row(R"('a "b"')", "a \"b\"");
        row(R"('it\'s')", "it's");
        row("`a\\n\n'\"`", "a\\n\n'\"");
        row("\"\\a\\b\\f\\n\\r\\t\\v\\\\\\\"\"", "\a\b\f\n\r\t\v\\\"");
        row(R"("\x41\101\u00e4\U0001F600")", "AA\xc3\xa4\xf0\x9f\x98\x80");
        row(R"("\xff")", "\xff");
        row(R"("ä")", "ä");
    }
    void strings() {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, value);
        QCOMPARE(QByteArray::fromStdString(node<StringLiteral>(text.toStdString()).value), value);
    }

    void aSelectorsMatchersHoldItsName() {
        const auto selector = node<VectorSelector>("m{b!='2',a=~\"1|\", c!~`x`,}");
        QCOMPARE(selector.metric, std::string("m"));
        const std::vector<LabelMatcher> expected = {{"a", LabelMatcher::Kind::Regex, "1|"},
                                                    {"b", LabelMatcher::Kind::NotEqual, "2"},
                                                    {"c", LabelMatcher::Kind::NotRegex, "x"},
                                                    {"__name__", LabelMatcher::Kind::Equal, "m"}};
        QVERIFY(selector.matchers == expected);
    }

    void aQuotedNameIsAMatcherOnly() {
        const auto selector = node<VectorSelector>(R"({"my.metric", "label.x"="y"})");
        QVERIFY(selector.metric.empty());
        const std::vector<LabelMatcher> expected = {{"label.x", LabelMatcher::Kind::Equal, "y"},
                                                    {"__name__", LabelMatcher::Kind::Equal, "my.metric"}};
        QVERIFY(selector.matchers == expected);
    }

    void keywordsNameMetrics_data() {
        QTest::addColumn<QByteArray>("name");
        for (const char* const name : {"sum", "Sum", "topk", "by", "without", "and", "or", "unless", "offset",
                                       "start", "end", "group", "limitk", "rate", "a:b"})
            QTest::newRow(name) << QByteArray(name);
    }
    void keywordsNameMetrics() {
        QFETCH(const QByteArray, name);
        QCOMPARE(QByteArray::fromStdString(node<VectorSelector>(name.toStdString()).metric), name);
        const auto binary = node<Binary>((name + "{a='b'} + " + name).toStdString());
        QVERIFY(std::holds_alternative<VectorSelector>(binary.right->node));
    }

    void keywordsNameLabels() {
        const auto aggregation =
            node<Aggregation>("sum by (on, bool, sum, offset, atan2, start, a:b, \"c d\") (x)");
        const std::vector<std::string> expected = {"on",    "bool",  "sum", "offset",
                                                   "atan2", "start", "a:b", "c d"};
        QVERIFY(aggregation.labels == expected);
        QCOMPARE(node<VectorSelector>("x{by='1'}").matchers.front().label, std::string("by"));
    }

    void timesOfASelector_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* const text : {"x offset 5m @ 10", "x @ 10 offset 5m", "x @ 10s offset 300",
                                       "x @ +10 offset +5m", "x @ 10.0004 offset --5m"})
            QTest::newRow(text) << QByteArray(text);
    }
    void timesOfASelector() {
        QFETCH(const QByteArray, text);
        const auto selector = node<VectorSelector>(text.toStdString());
        QCOMPARE(selector.offsetMilliseconds, 300'000);
        QVERIFY(selector.at && selector.at->kind == AtModifier::Kind::Time);
        QCOMPARE(selector.at->timeMilliseconds, 10'000);
    }

    void startAndEnd() {
        QVERIFY(node<VectorSelector>("x @ start()").at->kind == AtModifier::Kind::Start);
        QVERIFY(node<MatrixSelector>("x[5m] @ END ( )").selector.at->kind == AtModifier::Kind::End);
        QVERIFY(node<MatrixSelector>("x @ start()[5m]").selector.at->kind == AtModifier::Kind::Start);
        QCOMPARE(node<VectorSelector>("x @ -1.5").at->timeMilliseconds, -1500);
    }

    void ranges() {
        const auto matrix = node<MatrixSelector>("x[1h30m] offset -5m");
        QCOMPARE(matrix.rangeMilliseconds, 5'400'000);
        QCOMPARE(matrix.selector.offsetMilliseconds, -300'000);
        QCOMPARE(node<MatrixSelector>("x[300]").rangeMilliseconds, 300'000);
        QCOMPARE(node<MatrixSelector>("x[1.5]").rangeMilliseconds, 1500);
        QCOMPARE(node<MatrixSelector>("x[0.0019]").rangeMilliseconds, 1);
    }

    void subqueries() {
        const auto subquery = node<Subquery>("sum(x)[5m:30s] @ 7 offset 1m");
        QCOMPARE(subquery.rangeMilliseconds, 300'000);
        QCOMPARE(subquery.stepMilliseconds, 30'000);
        QCOMPARE(subquery.offsetMilliseconds, 60'000);
        QCOMPARE(subquery.at->timeMilliseconds, 7000);
        QVERIFY(std::holds_alternative<Aggregation>(subquery.inner->node));
        QCOMPARE(node<Subquery>("x[5m:]").stepMilliseconds, 0);
        QCOMPARE(node<Subquery>("x offset 1m[5m:10]").stepMilliseconds, 10'000);
    }

    void matchingOfVectors() {
        using Cardinality = VectorMatching::Cardinality;
        const auto binary = node<Binary>("a == bool on (x, y,) group_left (z) b");
        QVERIFY(binary.op == BinaryOperator::Equal && binary.returnsBool);
        QVERIFY(binary.matching && binary.matching->on);
        QVERIFY(binary.matching->cardinality == Cardinality::ManyToOne);
        QVERIFY((binary.matching->labels == std::vector<std::string>{"x", "y"}));
        QVERIFY((binary.matching->include == std::vector<std::string>{"z"}));
        QVERIFY(node<Binary>("a / ignoring () group_right b").matching->cardinality ==
                Cardinality::OneToMany);
        QVERIFY(node<Binary>("a and b").matching->cardinality == Cardinality::ManyToMany);
        QVERIFY(node<Binary>("a + b").matching->cardinality == Cardinality::OneToOne);
    }

    void scalarsMatchNothing() {
        QVERIFY(!node<Binary>("a + 1").matching);
        QVERIFY(!node<Binary>("1 + a").matching);
        QVERIFY(!node<Binary>("1 + 1").matching);
    }

    void labelsOfAnAggregationOnEitherSide() {
        for (const char* const text : {"sum by (a, b) (x)", "SUM BY (a, b,) (x)", "sum(x) by (a, b)"}) {
            const auto aggregation = node<Aggregation>(text);
            QVERIFY((aggregation.labels == std::vector<std::string>{"a", "b"}) && !aggregation.without);
        }
        QVERIFY(node<Aggregation>("sum without () (x)").without);
    }

    void parametersOfAggregations_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* const text : {"topk(5, x)", "bottomk by (a) (5, x)", "count_values('v', x)",
                                       "quantile(0.5, x)", "limitk(2, x)", "limit_ratio(-0.5, x)"})
            QTest::newRow(text) << QByteArray(text);
    }
    void parametersOfAggregations() {
        QFETCH(const QByteArray, text);
        const auto aggregation = node<Aggregation>(text.toStdString());
        QVERIFY(aggregation.parameter && aggregation.operand);
        QVERIFY(std::holds_alternative<VectorSelector>(aggregation.operand->node));
    }

    void callsKnowTheirFunction() {
        const auto call = node<Call>("histogram_quantile(0.9, x)");
        QVERIFY(call.function == findFunction("histogram_quantile"));
        QCOMPARE(call.arguments.size(), 2U);
        QVERIFY(node<Call>("time()").arguments.empty());
    }

    void optionalArguments_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* const text :
             {"round(x)", "round(x, 5)", "hour()", "hour(x)", "label_join(x, 'a', 'b')",
              "label_join(x, 'a', 'b', 'c', 'd', 'e')", "sort_by_label(x)", "sort_by_label(x, 'a', 'b')",
              "info(x)", "info(x, {})", "info(x, {a='b'})"})
            QTest::newRow(text) << QByteArray(text);
    }
    void optionalArguments() {
        QFETCH(const QByteArray, text);
        QVERIFY(treeOf(text.toStdString()));
    }

    void types_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("type");
        const auto row = [](const char* text, ValueType type) {
            QTest::newRow(text) << QByteArray(text) << static_cast<int>(type);
        };
        row("1", ValueType::Scalar);
        row("'a'", ValueType::String);
        row("x", ValueType::Vector);
        row("x[1m]", ValueType::Matrix);
        row("x[1m:]", ValueType::Matrix);
        row("(x[1m])", ValueType::Matrix);
        row("1 + 1", ValueType::Scalar);
        row("1 + x", ValueType::Vector);
        row("-x", ValueType::Vector);
        row("-(1)", ValueType::Scalar);
        row("sum(x)", ValueType::Vector);
        row("rate(x[1m])", ValueType::Vector);
        row("scalar(x)", ValueType::Scalar);
    }
    void types() {
        QFETCH(const QByteArray, text);
        QFETCH(const int, type);
        QCOMPARE(static_cast<int>(treeOf(text.toStdString())->type), type);
    }

    void nodesKnowWhereTheyStand_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("at");
        const auto row = [](const char* text, const char* at) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(at);
        };
        row(" 12 ", "1-3");
        row(" - 12", "1-5");
        row(" 'a' ", "1-4");
        row(" x ", "1-2");
        row(" x { a = 'b' } ", "1-14");
        row(" x [ 5m ] offset 1m ", "1-19");
        row(" x[5m:] @ start() ", "1-17");
        row(" ( x ) ", "1-6");
        row(" -x ", "1-3");
        row(" a + b # c", "1-6");
        row(" sum ( x ) by ( a ) ", "1-19");
        row(" sum by ( a ) ( x ) ", "1-19");
        row(" rate ( x[5m] ) ", "1-15");
    }
    void nodesKnowWhereTheyStand() {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, at);
        QCOMPARE(range(*treeOf(text.toStdString())), at);
    }

    void blanksAndCommentsDoNotCount() {
        const ExpressionPtr plain = treeOf("sum by(a)(rate(x{b=\"c\"}[5m]))/2");
        const ExpressionPtr spread =
            treeOf("sum # total\n by ( a )\r\n ( rate ( x { b = \"c\" # what\n } [ 5m ] ) )\t/ 2 #");
        QVERIFY(plain && spread && sameTree(*plain, *spread));
    }

    void differencesAreSeen_data() {
        QTest::addColumn<QByteArray>("one");
        QTest::addColumn<QByteArray>("other");
        const auto row = [](const char* one, const char* other) {
            QTest::newRow(one) << QByteArray(one) << QByteArray(other);
        };
        row("1", "2");
        row("300", "5m");
        row("0", "-0");
        row("'a'", "'b'");
        row("x", "y");
        row("x", "{__name__='x'}");
        row("x{a='b'}", "x{a!='b'}");
        row("x", "x offset 1s");
        row("x @ 1", "x @ 2");
        row("x @ start()", "x @ end()");
        row("x[1m]", "x[2m]");
        row("x[1m:]", "x[1m:1m]");
        row("x", "(x)");
        row("-x", "+x");
        row("a + b", "a - b");
        row("a + b", "b + a");
        row("a == b", "a == bool b");
        row("a + on (x) b", "a + ignoring (x) b");
        row("a + on (x) group_left () b", "a + on (x) group_left (y) b");
        row("sum(x)", "max(x)");
        row("sum by (a) (x)", "sum without (a) (x)");
        row("topk(1, x)", "topk(2, x)");
        row("ceil(x)", "floor(x)");
        row("round(x)", "round(x, 1)");
    }
    void differencesAreSeen() {
        QFETCH(const QByteArray, one);
        QFETCH(const QByteArray, other);
        QVERIFY(!sameTree(*treeOf(one.toStdString()), *treeOf(other.toStdString())));
        QVERIFY(sameTree(*treeOf(one.toStdString()), *treeOf(one.toStdString())));
    }

    void functionsAreInOrderAndDescribed() {
        QVERIFY(std::ranges::is_sorted(functions(), {}, &Function::name));
        for (const Function& function : functions()) {
            QVERIFY2(!function.help.empty(), std::string(function.name).c_str());
            QVERIFY(findFunction(function.name) == &function);
        }
        QVERIFY(findFunction("holt_winters") == nullptr);
    }
};

BARO_TEST(ParserTest)
#include "ParserTest.moc"
