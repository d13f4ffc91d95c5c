#include "core/promql/SameTree.h"

#include <QTest>

#include "core/promql/Parser.h"
#include "tests/support/TestMain.h"

namespace baro::promql {

class SameTreeTest : public QObject {
    Q_OBJECT
  private slots:
    void saysWhetherTheySayTheSame_data() {
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("other");
        QTest::addColumn<bool>("same");
        QTest::addColumn<bool>("sameButForRanges");
        const auto row = [](const char* name, const char* one, const char* other, bool same, bool ranges) {
            QTest::newRow(name) << one << other << same << ranges;
        };
        row("written otherwise", "sum(rate(x[1m]))by(a)", "sum by (a) (rate(x[60s]))", true, true);
        row("of another range", "sum(rate(x[1m]))", "sum(rate(x[5m]))", false, true);
        row("a subquery of another range", "max_over_time(x[1h:1m])", "max_over_time(x[2h:1m])", false, true);
        row("a subquery of another step", "max_over_time(x[1h:1m])", "max_over_time(x[1h:2m])", false, false);
        row("of another time", "rate(x[1m])", "rate(x[1m] offset 5m)", false, false);
        row("of another number", "x > 1", "x > 2", false, false);
        row("of another label", "rate(x{a=\"1\"}[1m])", "rate(x{a=\"2\"}[5m])", false, false);
        row("0 and -0", "x > 0", "x > -0", false, false);
        row("not a number", "NaN", "NaN", true, true);
    }
    void saysWhetherTheySayTheSame() {
        QFETCH(const QString, one);
        QFETCH(const QString, other);
        const Parsed first = parse(one.toStdString());
        const Parsed twin = parse(other.toStdString());
        QVERIFY(first.ok() && twin.ok());
        QTEST(sameTree(*first.expression(), *twin.expression()), "same");
        QTEST(sameButForRanges(*first.expression(), *twin.expression()), "sameButForRanges");
    }
};

}  // namespace baro::promql

BARO_TEST(baro::promql::SameTreeTest)
#include "SameTreeTest.moc"
