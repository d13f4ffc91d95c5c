#include "core/promql/ClassicHistograms.h"

#include <QtTest>
#include <cmath>
#include <limits>

#include "core/promql/SpecialValues.h"
#include "tests/support/TestMain.h"

using namespace baro::promql;

namespace {

using Buckets = std::vector<Bucket>;

const double unknown = std::numeric_limits<double>::quiet_NaN();

// 2 observations up to 1, 6 more up to 2, 2 more above 4.
const Buckets ten{{4, 8}, {1, 2}, {infinity, 10}, {2, 8}};

bool same(double a, double b) {
    return (std::isnan(a) && std::isnan(b)) || a == b || std::abs(a - b) < 1e-12;
}

}  // namespace

Q_DECLARE_METATYPE(Buckets)

class ClassicHistogramsTest : public QObject {
    Q_OBJECT

  private slots:
    void quantilesAreInterpolated_data() {
        QTest::addColumn<Buckets>("buckets");
        QTest::addColumn<double>("quantile");
        QTest::addColumn<double>("expected");
        QTest::newRow("inside a bucket") << ten << 0.5 << 1.5;  // the 5th: 3 of the 6 from 1 to 2
        QTest::newRow("the first one begins at 0") << ten << 0.1 << 0.5;
        QTest::newRow("at a bound") << ten << 0.8 << 2.0;
        QTest::newRow("beyond the last finite bound") << ten << 0.9 << 4.0;
        QTest::newRow("all") << ten << 1.0 << 4.0;
        QTest::newRow("none") << ten << 0.0 << 0.0;
        QTest::newRow("less than nothing") << ten << -0.1 << -infinity;
        QTest::newRow("more than all") << ten << 1.1 << infinity;
        QTest::newRow("no quantile") << ten << unknown << unknown;
        QTest::newRow("a bound that is not above 0") << Buckets{{-1, 4}, {infinity, 5}} << 0.5 << -1.0;
        QTest::newRow("equal bounds add up") << Buckets{{1, 1}, {1, 1}, {2, 4}, {infinity, 4}} << 0.5 << 1.0;
        QTest::newRow("no infinite bucket") << Buckets{{1, 1}, {2, 2}} << 0.5 << unknown;
        QTest::newRow("one bucket") << Buckets{{infinity, 2}} << 0.5 << unknown;
        QTest::newRow("no observation") << Buckets{{1, 0}, {infinity, 0}} << 0.5 << unknown;
    }
    void quantilesAreInterpolated() {
        QFETCH(Buckets, buckets);
        QFETCH(const double, quantile);
        QFETCH(const double, expected);
        const BucketQuantile result = bucketQuantile(quantile, buckets);
        QVERIFY2(same(result.value, expected), qPrintable(QString::number(result.value)));
        QVERIFY(!result.fixedForMonotonicity);
    }

    void countsNeverFall() {
        Buckets buckets{{1, 4}, {2, 3}, {4, 8}, {infinity, 8}};
        const BucketQuantile result = bucketQuantile(0.75, buckets);
        QVERIFY(result.fixedForMonotonicity);
        QCOMPARE(result.value, 3.0);  // the 6th: 2 of the 4 from 2 to 4
        QCOMPARE(buckets[1].count, 4.0);
    }

    void roundingIsNoFall() {
        Buckets buckets{{1, 4}, {2, 4 - 1e-13}, {4, 4 + 1e-13}, {infinity, 8}};
        const BucketQuantile result = bucketQuantile(0.75, buckets);
        QVERIFY(!result.fixedForMonotonicity);
        QCOMPARE(buckets[1].count, 4.0);
        QCOMPARE(buckets[2].count, 4.0);
    }

    void fractionsAreInterpolated_data() {
        QTest::addColumn<double>("lower");
        QTest::addColumn<double>("upper");
        QTest::addColumn<double>("expected");
        QTest::newRow("between bounds") << 1.0 << 2.0 << 0.6;
        QTest::newRow("inside buckets") << 1.5 << 3.0 << 0.3;
        QTest::newRow("all") << -infinity << infinity << 1.0;
        QTest::newRow("below a bound") << -infinity << 2.0 << 0.8;
        QTest::newRow("above a bound") << 4.0 << infinity << 0.2;
        QTest::newRow("in the infinite bucket") << 5.0 << infinity << 0.2;
        QTest::newRow("nothing between") << 2.0 << 2.0 << 0.0;
        QTest::newRow("crossed") << 4.0 << 1.0 << 0.0;
        QTest::newRow("no number") << unknown << 1.0 << unknown;
        // The first bucket has no lower bound to interpolate from.
        QTest::newRow("inside the first bucket") << 0.5 << 2.0 << unknown;
    }
    void fractionsAreInterpolated() {
        QFETCH(const double, lower);
        QFETCH(const double, upper);
        QFETCH(const double, expected);
        Buckets buckets = ten;
        const double fraction = bucketFraction(lower, upper, buckets);
        QVERIFY2(same(fraction, expected), qPrintable(QString::number(fraction)));
    }

    void boundsAreNumbers() {
        QCOMPARE(parseUpperBound("0.5").value(), 0.5);
        QCOMPARE(parseUpperBound("+Inf").value(), infinity);
        QVERIFY(!parseUpperBound(""));
        QVERIFY(!parseUpperBound("1s"));
    }
};

BARO_TEST(ClassicHistogramsTest)
#include "ClassicHistogramsTest.moc"
