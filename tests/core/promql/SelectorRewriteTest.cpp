#include "core/promql/SelectorRewrite.h"

#include "core/promql/SameTree.h"
#include "tests/core/promql/QuerySupport.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::promql;

namespace {

std::vector<LabelMatcher> ofOffice() {
    return {{"instance", LabelMatcher::Kind::Equal, "office:9100"},
            {"job", LabelMatcher::Kind::Equal, "node"}};
}

}  // namespace

class SelectorRewriteTest : public QObject {
    Q_OBJECT

  private slots:
    void matchersReachEverySelector_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");  // with * for the matchers
        const auto row = [](const char* text, const char* expected) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(expected);
        };
        row("x", "x{*}");
        row("x{a=\"1\"}", "x{a=\"1\",*}");
        row("x{z=\"1\"} offset 5m", "x{*,z=\"1\"} offset 5m");
        row("{__name__=~\"x|y\"}", "{__name__=~\"x|y\",*}");
        row("rate(x[5m] @ end() offset 1h)", "rate(x{*}[5m] @ end() offset 1h)");
        row("max_over_time(sum by (cpu) (x)[1h:5m] @ 10)",
            "max_over_time(sum by (cpu) (x{*})[1h:5m] @ 10.000)");
        row("a * on (instance) group_left (b) c", "a{*} * on (instance) group_left (b) c{*}");
        row("-(a unless ignoring (z) b) > bool 2", "-(a{*} unless ignoring (z) b{*}) > bool 2");
        row("topk(scalar(a), b)", "topk(scalar(a{*}), b{*})");
        row("absent(a) or vector(1)", "absent(a{*}) or vector(1)");
        row("histogram_quantile(0.9, sum by (le) (rate(b[5m])))",
            "histogram_quantile(0.9, sum by (le) (rate(b{*}[5m])))");
        row("quantile(0.5, x) + count_values(\"v\", y) + time()",
            "quantile(0.5, x{*}) + count_values(\"v\", y{*}) + time()");
        row("1 + 2", "1 + 2");
        // It has them already; it says otherwise: nothing is both.
        row("x{instance=\"office:9100\"}", "x{*}");
        row("x{job=\"other\"}", "x{*,job=\"other\"}");
    }
    void matchersReachEverySelector() {
        QFETCH(const QByteArray, text);
        QFETCH(QByteArray, expected);
        expected.replace("{*}", "{instance=\"office:9100\",job=\"node\"}");
        expected.replace("*,", "instance=\"office:9100\",job=\"node\",")
            .replace(",*}", ",instance=\"office:9100\",job=\"node\"}");
        const ExpressionPtr changed = withMatchers(parsed(text.toStdString()), ofOffice());
        QCOMPARE(QByteArray::fromStdString(toString(*changed)), expected);
        QVERIFY(sameTree(*changed, *parsed(toString(*changed))));
    }

    void theOriginalStaysAsItIs() {
        const ExpressionPtr original = parsed("sum(rate(x[5m]))");
        withMatchers(original, ofOffice());
        QVERIFY(sameTree(*original, *parsed("sum(rate(x[5m]))")));
    }

    void valuesAreQuotedAsTheyAre() {
        const ExpressionPtr changed =
            withMatchers(parsed("x"), {{"instance", LabelMatcher::Kind::Equal, "a\"b\\c\n"}});
        QCOMPARE(QByteArray::fromStdString(toString(*changed)), QByteArray("x{instance=\"a\\\"b\\\\c\\n\"}"));
    }

    void aSelectorBecomesAnExpression_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* text, const char* expected) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(expected);
        };
        row("x", "(1 - y)");
        row("2 ^ x", "2 ^ (1 - y)");
        row("max_over_time(x[1h])", "max_over_time((1 - y)[1h:])");
        row("max_over_time(x[1h] @ 5 offset 2h)", "max_over_time((1 - y)[1h:] @ 5.000 offset 2h)");
        row("max_over_time(x[1h:5m])", "max_over_time((1 - y)[1h:5m])");
    }
    void aSelectorBecomesAnExpression() {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, expected);
        const ExpressionPtr changed = withSelectors(parsed(text.toStdString()),
                                                    [](const VectorSelector&) { return parsed("(1 - y)"); });
        QCOMPARE(QByteArray::fromStdString(toString(*changed)), expected);
        QVERIFY(sameTree(*changed, *parsed(toString(*changed))));
    }

    void shiftedMovesWhatHasNoTimeOfItsOwn_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* text, const char* expected) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(expected);
        };
        row("x", "x offset 1h");
        row("x offset 5m", "x offset 1h5m");
        row("x @ 7", "x @ 7.000");
        row("1 - rate(x[5m])", "1 - rate(x[5m] offset 1h)");
        row("max_over_time((x - y)[1h:])", "max_over_time((x - y)[1h:] offset 1h)");
    }
    void shiftedMovesWhatHasNoTimeOfItsOwn() {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, expected);
        const ExpressionPtr moved = shifted(parsed(text.toStdString()), 3600 * second, std::nullopt);
        QCOMPARE(QByteArray::fromStdString(toString(*moved)), expected);
    }
};

BARO_TEST(SelectorRewriteTest)
#include "SelectorRewriteTest.moc"
