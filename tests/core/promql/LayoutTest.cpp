#include "core/promql/Layout.h"

#include <QtTest>

#include "core/promql/Parser.h"
#include "core/promql/SameTree.h"
#include "tests/support/TestMain.h"

using namespace baro::promql;

namespace {

// Names of that length make lines too long where they meet.
QString longName(char letter) {
    return "metric_" + QString(60, letter);
}

}  // namespace

class LayoutTest : public QObject {
    Q_OBJECT

  private slots:
    void laysOut_data() {
        const QString a = longName('a');
        const QString b = longName('b');
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("fits") << "sum( a )by(b)"
                              << "sum by (b) (a)";
        QTest::newRow("operator") << a + "/on(x)group_left(y)" + b
                                  << "  " + a + "\n/ on (x) group_left (y)\n  " + b;
        QTest::newRow("aggregation") << "topk by (x) (3," + a + "+" + b + ")"
                                     << "topk by (x) (\n  3,\n    " + a + "\n  +\n    " + b + "\n)";
        QTest::newRow("call") << "clamp(" + a + "-" + b + ",0,1)"
                              << "clamp(\n    " + a + "\n  -\n    " + b + ",\n  0,\n  1\n)";
        QTest::newRow("parentheses") << "(" + a + " or " + b + ")"
                                     << "(\n    " + a + "\n  or\n    " + b + "\n)";
        QTest::newRow("sign") << "-(" + a + " or " + b + ")"
                              << "-(\n    " + a + "\n  or\n    " + b + "\n)";
        QTest::newRow("subquery") << "max_over_time(sum(" + a + " or " + b + ")[5m:1m] offset 1h)"
                                  << "max_over_time(\n  sum(\n      " + a + "\n    or\n      " + b +
                                         "\n  )[5m:1m] offset 1h\n)";
        QTest::newRow("nothing to part")
            << a + "{" + b + "=\"value\"}[5m]" << a + "{" + b + "=\"value\"}[5m]";
    }
    void laysOut() {
        QFETCH(const QString, text);
        QFETCH(const QString, expected);
        const Parsed parsed = parse(text.toStdString());
        QVERIFY2(parsed.ok(), parsed.ok() ? "" : parsed.error().message.c_str());
        const std::string laid = laidOut(*parsed.expression());
        QCOMPARE(QString::fromStdString(laid), expected);
        const Parsed again = parse(laid);
        QVERIFY(again.ok());
        QVERIFY(sameTree(*again.expression(), *parsed.expression()));
    }
};

BARO_TEST(LayoutTest)
#include "LayoutTest.moc"
