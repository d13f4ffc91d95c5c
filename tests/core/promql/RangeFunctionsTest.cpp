#include "core/promql/RangeFunctions.h"

#include <QtTest>
#include <cmath>
#include <limits>
#include <vector>

#include "core/promql/SpecialValues.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::promql;

namespace {

using Values = std::vector<double>;

constexpr double greatest = std::numeric_limits<double>::max();
constexpr double none = -12345.678;  // in expectations: no point

struct RangeCase {
    const char* name;
    const char* function;
    Values values;  // every 10 s from 0 on
    double expected;
    Values parameters = {};
    std::int64_t from = -10'000;
    std::int64_t to = 30'000;
};

bool sameValue(double a, double b) {
    if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
    return a == b || std::abs(a - b) <= 1e-12 * std::abs(b);
}

std::optional<double> computeCase(const RangeCase& given) {
    std::vector<Sample> samples;
    for (const double value : given.values)
        samples.push_back({static_cast<std::int64_t>(samples.size()) * 10'000, value});
    return findRangeFunction(given.function)
        ->function({samples, given.from, given.to, given.to}, given.parameters);
}

void addCases(const std::vector<RangeCase>& cases) {
    QTest::addColumn<RangeCase>("given");
    for (const RangeCase& each : cases)
        QTest::addRow("%s: %s", each.function, each.name) << each;
}

void checkCase() {
    QFETCH(const RangeCase, given);
    const auto value = computeCase(given);
    if (given.expected == none) {
        QVERIFY(!value);
        return;
    }
    QVERIFY(value);
    QVERIFY2(sameValue(*value, given.expected), qPrintable(QString::number(*value, 'g', 17)));
}

}  // namespace

class RangeFunctionsTest : public QObject {
    Q_OBJECT

  private slots:
    // The window is 40 s long, and the samples lie 10 s apart. Where the last one lies at its end, the first
    // one 10 s after its start: both ends are extrapolated to.
    void ratesExtrapolate_data() {
        addCases({
            {"to both ends", "increase", {100, 110, 120, 130}, 40},
            {"a rate is per second", "rate", {100, 110, 120, 130}, 1},
            {"not below zero", "increase", {5, 15, 25, 35}, 35},
            {"a counter at zero began there", "increase", {0, 10, 20, 30}, 30},
            {"a gauge may be below zero", "delta", {5, 15, 25, 35}, 40},
            {"a falling gauge", "delta", {30, 20, 10, 0}, -40},
            {"half a distance when the end is far", "increase", {100, 110}, 25, {}, -10'000, 30'000},
            {"to an end within 110 % of a distance", "increase", {100, 110, 120}, 40.5, {}, -10'500, 30'000},
            {"half a distance beyond 110 %", "increase", {100, 110, 120}, 35, {}, -11'100, 30'000},
            {"a negative first value is no counter's zero", "increase", {-10, 0, 10, 20}, 40},
        });
    }
    void ratesExtrapolate() { checkCase(); }

    void ratesSurviveResets_data() {
        addCases({
            // 10 up, 10 after the reset, 10 up: 30 in 30 s, and 10 s more.
            {"what was lost counts", "increase", {100, 110, 10, 20}, 40},
            {"a reset to the sameValue value is none", "increase", {100, 100, 100, 100}, 0},
            {"each reset", "resets", {3, 2, 2, 1, 5, 0}, 3},
            {"a NaN is no reset", "resets", {3, notANumber, 2}, 0},
            {"of one sample", "resets", {3}, 0},
            {"delta knows none", "delta", {100, 110, 10, 20}, -320.0 / 3},
        });
    }
    void ratesSurviveResets() { checkCase(); }

    void ratesNeedTwoSamples_data() {
        addCases({{"one", "rate", {1}, none},
                  {"one", "increase", {1}, none},
                  {"one", "delta", {1}, none},
                  {"one", "irate", {1}, none},
                  {"one", "idelta", {1}, none},
                  {"one", "deriv", {1}, none},
                  {"one", "predict_linear", {1}, none, {60}},
                  {"one", "double_exponential_smoothing", {1}, none, {0.5, 0.5}}});
    }
    void ratesNeedTwoSamples() { checkCase(); }

    void lastTwoSamplesDecide_data() {
        addCases({
            {"per second", "irate", {0, 100, 130}, 3},
            {"after a reset the value itself", "irate", {0, 100, 50}, 5},
            {"with a NaN", "irate", {0, notANumber, 50}, notANumber},
            {"a difference", "idelta", {0, 100, 130}, 30},
            {"a falling one", "idelta", {0, 100, 50}, -50},
        });
    }
    void lastTwoSamplesDecide() { checkCase(); }

    void changesAreCounted_data() {
        addCases({{"of values", "changes", {1, 1, 2, 2, 1}, 2},
                  {"of one", "changes", {1}, 0},
                  {"NaN stays NaN", "changes", {notANumber, notANumber, notANumber}, 0},
                  {"to NaN and back", "changes", {1, notANumber, 1}, 2}});
    }
    void changesAreCounted() { checkCase(); }

    void trends_data() {
        addCases({
            {"a line", "deriv", {0, 10, 20, 30}, 1},
            {"a constant", "deriv", {7, 7, 7}, 0},
            {"constant infinity", "deriv", {infinity, infinity}, notANumber},
            {"an infinity among numbers", "deriv", {1, infinity, 3}, notANumber},
            // Means 15 and 7.5; sum of products 200, of squares 500.
            {"least squares", "deriv", {0, 10, 5, 15}, 0.4},
            {"from the step's time", "predict_linear", {0, 10, 20, 30}, 90, {60}},
            {"a constant", "predict_linear", {7, 7, 7}, 7, {3600}},
            // 0.5 * 10 + 0.5 * (0 + 10) = 10, then the trend is 0.5 * 10 + 0.5 * 10, and so on along the
            // line.
            {"a line is kept", "double_exponential_smoothing", {0, 10, 20, 30}, 30, {0.5, 0.5}},
            // b = 10; s = 0.5 * 10 + 0.5 * (0 + 10) = 10; b = 0.1 * 10 + 0.9 * 10 = 10; s = 0.5 * 0 + 0.5
            // * 20.
            {"a fall", "double_exponential_smoothing", {0, 10, 0}, 10, {0.5, 0.1}},
        });
    }
    void trends() { checkCase(); }

    void statistics_data() {
        addCases({
            {"mean", "avg_over_time", {1, 2, 6}, 3},
            {"of what would overflow", "avg_over_time", {greatest, greatest, greatest}, greatest},
            {"of infinities of both signs", "avg_over_time", {infinity, -infinity}, notANumber},
            {"of an infinity", "avg_over_time", {1, infinity}, infinity},
            {"small beside large", "avg_over_time", {1e100, 1, -1e100}, 1.0 / 3},
            {"sum", "sum_over_time", {1, 2, 6}, 9},
            {"small beside large", "sum_over_time", {1e100, 1, -1e100}, 1},
            {"infinity", "sum_over_time", {1, infinity, 2}, infinity},
            {"NaN", "sum_over_time", {1, notANumber}, notANumber},
            {"samples", "count_over_time", {1, notANumber, 3}, 3},
            {"newest", "last_over_time", {1, 2, 6}, 6},
            {"one", "present_over_time", {notANumber}, 1},
            {"NaN is beaten", "max_over_time", {notANumber, -5, notANumber}, -5},
            {"only NaN", "max_over_time", {notANumber, notANumber}, notANumber},
            {"least", "min_over_time", {notANumber, 4, -5}, -5},
            {"variance of the population", "stdvar_over_time", {2, 4, 4, 4, 5, 5, 7, 9}, 4},
            {"its root", "stddev_over_time", {2, 4, 4, 4, 5, 5, 7, 9}, 2},
            {"far from zero", "stdvar_over_time", {1e9 + 1, 1e9 + 2, 1e9 + 3}, 2.0 / 3},
            {"of one", "stdvar_over_time", {5}, 0},
            // Median 4; distances 2 0 2 9 0: their median is 2.
            {"median of distances", "mad_over_time", {4, 6, 2, 4, 13}, 2},
            {"interpolated", "quantile_over_time", {1, 2, 4}, 1.5, {0.25}},
            {"below", "quantile_over_time", {1, 2, 4}, -infinity, {-0.1}},
            {"above", "quantile_over_time", {1, 2, 4}, infinity, {1.1}},
            {"newest of equal greatest", "ts_of_max_over_time", {3, 1, 3, 2}, 20},
            {"newest of equal least", "ts_of_min_over_time", {3, 1, 1, 2}, 20},
            {"newest", "ts_of_last_over_time", {3, 1, 1, 2}, 30},
        });
    }
    void statistics() { checkCase(); }

    void factorsOfSmoothingAreBetweenZeroAndOne_data() {
        QTest::addColumn<double>("smoothing");
        QTest::addColumn<double>("trend");
        QTest::addColumn<QString>("message");
        QTest::newRow("fine") << 0.5 << 0.1 << "";
        QTest::newRow("smoothing") << 0.0 << 0.1
                                   << "invalid smoothing factor. Expected: 0 < sf < 1, got: 0.000000";
        QTest::newRow("trend") << 0.5 << infinity << "invalid trend factor. Expected: 0 < tf < 1, got: +Inf";
    }
    void factorsOfSmoothingAreBetweenZeroAndOne() {
        QFETCH(const double, smoothing);
        QFETCH(const double, trend);
        QFETCH(const QString, message);
        const auto checkCase = findRangeFunction("double_exponential_smoothing")->check;
        QCOMPARE(QString::fromStdString(checkCase(Values{smoothing, trend}).value_or("")), message);
    }

    void functionsSayWhatTheyWant() {
        QVERIFY(findRangeFunction("rate")->wantsCounter);
        QVERIFY(findRangeFunction("increase")->wantsCounter);
        QVERIFY(!findRangeFunction("irate")->wantsCounter);
        QVERIFY(findRangeFunction("last_over_time")->keepsMetricName);
        QVERIFY(!findRangeFunction("max_over_time")->keepsMetricName);
        QVERIFY(findRangeFunction("quantile_over_time")->wantsQuantile);
        QVERIFY(!findRangeFunction("absent_over_time"));
        QVERIFY(!findRangeFunction("zz"));
    }
};

BARO_TEST(RangeFunctionsTest)
#include "RangeFunctionsTest.moc"
