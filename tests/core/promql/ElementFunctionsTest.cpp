#include "core/promql/ElementFunctions.h"

#include <QtTest>
#include <cmath>
#include <vector>

#include "core/promql/SpecialValues.h"
#include "core/series/SeriesSource.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::promql;

namespace {

using Values = std::vector<double>;

struct Case {
    const char* function;
    double value;
    double expected;
    Values parameters = {};
};

void add(const std::vector<Case>& cases) {
    QTest::addColumn<Case>("given");
    int number = 0;
    for (const Case& each : cases)
        QTest::addRow("%d %s(%g)", ++number, each.function, each.value) << each;
}

double compute(const Case& given) {
    return (*findElementFunction(given.function))(given.value, given.parameters);
}

void check() {
    QFETCH(const Case, given);
    const double value = compute(given);
    if (std::isnan(given.expected)) {
        QVERIFY(std::isnan(value) && !isStaleMarker(value));
        return;
    }
    QVERIFY2(value == given.expected || std::abs(value - given.expected) < 1e-14 * std::abs(given.expected),
             qPrintable(QString::number(value, 'g', 17)));
    QCOMPARE(std::signbit(value), std::signbit(given.expected));
}

}  // namespace

class ElementFunctionsTest : public QObject {
    Q_OBJECT

  private slots:
    void mathematics_data() {
        add({
            {"abs", -2.5, 2.5},
            {"abs", -infinity, infinity},
            {"ceil", -2.5, -2},
            {"floor", -2.5, -3},
            {"exp", 0, 1},
            {"exp", -infinity, 0},
            {"ln", 0, -infinity},
            {"ln", -1, notANumber},
            {"log2", 1024, 10},
            {"log10", 1000, 3},
            {"sqrt", 2.25, 1.5},
            {"sqrt", -1, notANumber},
            {"sgn", -0.3, -1},
            {"sgn", 7, 1},
            {"sgn", -0.0, -0.0},
            {"sgn", notANumber, notANumber},
            {"deg", std::acos(-1), 180},
            {"rad", 180, std::acos(-1)},
            {"sin", 0, 0},
            {"cos", 0, 1},
            {"tan", 0, 0},
            {"asin", 2, notANumber},
            {"acos", 1, 0},
            {"atan", infinity, std::acos(0)},
            {"sinh", 0, 0},
            {"cosh", 0, 1},
            {"tanh", infinity, 1},
            {"asinh", 0, 0},
            {"acosh", 1, 0},
            {"atanh", 1, infinity},
        });
    }
    void mathematics() { check(); }

    void roundingIsToTheNearestMultiple_data() {
        add({
            {"round", 2.5, 3},
            {"round", -2.5, -2},
            {"round", 2.4, 2},
            {"round", 17, 15, {5}},
            {"round", 17.5, 20, {5}},
            {"round", 0.25, 0.3, {0.1}},
            {"round", 1, notANumber, {0}},  // infinitely many steps
            {"round", infinity, infinity},
            {"round", notANumber, notANumber},
        });
    }
    void roundingIsToTheNearestMultiple() { check(); }

    void clampingKeepsBetweenTheLimits_data() {
        add({
            {"clamp", 5, 4, {2, 4}},
            {"clamp", 1, 2, {2, 4}},
            {"clamp", 3, 3, {2, 4}},
            {"clamp", notANumber, notANumber, {2, 4}},
            {"clamp", 5, notANumber, {notANumber, 4}},
            {"clamp_max", 5, 4, {4}},
            {"clamp_max", infinity, 4, {4}},
            {"clamp_max", notANumber, -infinity, {-infinity}},  // as Go's math.Min
            {"clamp_min", 5, 6, {6}},
            {"clamp_min", -infinity, 6, {6}},
            {"clamp_min", -0.0, 0.0, {0.0}},
        });
    }
    void clampingKeepsBetweenTheLimits() { check(); }

    void nothingLiesBetweenCrossedLimits() { QVERIFY(isStaleMarker(compute({"clamp", 3, 0, {4, 2}}))); }

    void datesAreInUtc_data() {
        // 2006-01-02 22:04:05, a Monday.
        constexpr double monday = 1136239445;
        add({
            {"year", monday, 2006},
            {"month", monday, 1},
            {"day_of_month", monday, 2},
            {"day_of_week", monday, 1},
            {"day_of_year", monday, 2},
            {"days_in_month", monday, 31},
            {"hour", monday, 22},
            {"minute", monday, 4},
            {"minute", monday + 55, 5},
            {"minute", monday + 54.9, 4},
            {"day_of_week", 0, 4},               // a Thursday
            {"year", -1, 1969},                  // 1969-12-31 23:59:59
            {"day_of_year", -1, 365},            //
            {"hour", -1, 23},                    //
            {"day_of_week", -1, 3},              //
            {"days_in_month", 951782400, 29},    // 2000-02-29
            {"day_of_year", 978220800, 366},     // 2000-12-31
            {"days_in_month", -2203977600, 28},  // 1900-02-28
            {"year", -62135596801, 0},           // the day before 0001-01-01
            {"month", -62135596801, 12},         //
            {"year", 253402300800, 10000},       //
        });
    }
    void datesAreInUtc() { check(); }

    // By "date +%Y" of GNU coreutils, whose years have 64 bits too, where it knows them; the last ones by Go.
    void datesFarAwayDoNotOverflow_data() {
        add({
            {"year", 1e15, 31690708},
            {"year", -1e15, -31686769},
            {"year", notANumber, 292277026596},
            {"year", infinity, 292277026596},
            {"year", -infinity, 292277026596},
        });
    }
    void datesFarAwayDoNotOverflow() { check(); }

    void unknownNamesAreNone() {
        QVERIFY(!findElementFunction("rate"));
        QVERIFY(!findElementFunction(""));
        QVERIFY(!findElementFunction("zz"));
    }
};

BARO_TEST(ElementFunctionsTest)
#include "ElementFunctionsTest.moc"
