#include "ui/series/LivePlot.h"

#include <QTest>
#include <algorithm>
#include <cmath>
#include <random>

#include "core/series/SampleStore.h"
#include "tests/support/TestMain.h"
#include "ui/series/LargestSeries.h"

namespace baro::ui {
namespace {

constexpr std::int64_t start = 1'700'000'000'320;  // ticks stand at 320 ms of each second
const promql::Engine engine;
const std::string rate = "rate(counter[2500ms])";

Labels named(const char* metric) {
    return Labels(std::vector<std::pair<std::string, std::string>>{{std::string(metricNameLabel), metric}});
}

// Samples that come up to 40 ms early or late, as those of a busy machine do.
struct Machine {
    explicit Machine(std::vector<int> missing = {}) {
        std::mt19937 random(7);
        std::uniform_int_distribution<int> jitter(-40, 40);
        std::vector<Sample> counter;
        std::vector<Sample> gauge;
        std::vector<Sample> spiky;
        std::vector<Sample> seam;
        double value = 1e6;
        for (int second = 0; second < 400; ++second) {
            const std::int64_t time = start + second * 1000 + jitter(random);
            value += second % 50 == 0 ? 900 : 100;  // a peak now and then
            if (std::ranges::find(missing, second) != missing.end()) continue;
            counter.push_back({time, value});
            // 900 just after a tick of those ten seconds apart.
            seam.push_back({time, (second + 49) / 50 * 900.0});
            spiky.push_back({time, second % 100 == 23 ? 100.0 : second % 100 == 57 ? -50.0 : 1.0});
            times.push_back(time);
            if (second % 5 == 0) gauge.push_back({time, static_cast<double>(second)});
        }
        store.add(Labels({{"__name__", "counter"}, {"device", "a"}}), counter);
        store.add(named("slow"), gauge);
        store.add(named("spiky"), spiky);
        store.add(named("seam"), seam);
    }
    SampleStore store;
    std::vector<std::int64_t> times;
};

// What a feed asks when its newest sample is the one of this second.
PlotRequest requestAt(const Machine& machine, std::size_t second, std::int64_t seconds,
                      const std::string& expression = rate) {
    const std::int64_t newest = machine.times[second];
    const auto grid = SampleGrid::through(start, std::chrono::seconds(1), std::chrono::seconds(seconds));
    return {expression, grid, grid.tickAt(newest - seconds * 1000), grid.tickAt(newest), newest};
}

// The same with ten samples a tick.
PlotRequest sparseRequestAt(const Machine& machine, std::size_t second, const std::string& expression) {
    PlotRequest request = requestAt(machine, second, 150, expression);
    request.grid.step = 10'000;
    request.first = request.grid.tickAt(request.newest - 150'000);
    request.last = request.grid.tickAt(request.newest);
    return request;
}

Plot fresh(const Machine& machine, const PlotRequest& request, int points) {
    LivePlot plot;
    const Status updated = plot.update(request, engine, machine.store, {});
    return updated ? plot.plot(points) : Plot{};
}

void compare(const Plot& kept, const Plot& anew) {
    QCOMPARE(kept.from, anew.from);
    QCOMPARE(kept.columnMilliseconds, anew.columnMilliseconds);
    QCOMPARE(kept.series.size(), anew.series.size());
    for (std::size_t i = 0; i < kept.series.size(); ++i) {
        QVERIFY(kept.series[i].labels == anew.series[i].labels);
        QCOMPARE(kept.series[i].maximum.size(), anew.series[i].maximum.size());
        for (std::size_t column = 0; column < kept.series[i].maximum.size(); ++column) {
            const double value = kept.series[i].maximum[column];
            const double expected = anew.series[i].maximum[column];
            QCOMPARE(std::isnan(value), std::isnan(expected));
            if (!std::isnan(value)) QCOMPARE(value, expected);
        }
        QVERIFY(kept.series[i].falls == anew.series[i].falls);
    }
}

int unknownColumns(const PlotSeries& series) {
    return static_cast<int>(
        std::ranges::count_if(series.maximum, [](double value) { return std::isnan(value); }));
}

}  // namespace

class LivePlotTest : public QObject {
    Q_OBJECT

  private slots:
    void aLongRangeIsAskedAtFewTicks_data() {
        QTest::addColumn<int>("hours");
        QTest::addColumn<int>("most");
        QTest::newRow("three hours") << 3 << 3600;
        QTest::newRow("six hours") << 6 << 3600;
        QTest::newRow("a day") << 24 << 3600;
        QTest::newRow("a week") << 168 << 3600;
    }
    void aLongRangeIsAskedAtFewTicks() {
        QFETCH(const int, hours);
        QFETCH(const int, most);
        const std::chrono::milliseconds length = std::chrono::hours(hours);
        const auto grid = SampleGrid::through(1'700'000'000'000, std::chrono::seconds(1), length);
        const auto ticks = length.count() / grid.step;
        QVERIFY2(ticks <= most && ticks > most / 2, qPrintable(QString::number(ticks)));
        QCOMPARE(grid.rateRange(), grid.step + (grid.step < 60'000 ? 1000 : 0));
    }

    // So that the record answers from what it has summed up.
    void aLongStepIsOneOfFullMinutes() {
        const auto week = SampleGrid::through(start, std::chrono::seconds(1), std::chrono::hours(7 * 24));
        QCOMPARE(week.step, 180'000);
        QCOMPARE(week.askedAt(week.tickAt(start)) % 60'000, 0);
        const auto day = SampleGrid::through(start, std::chrono::seconds(1), std::chrono::hours(24));
        QCOMPARE(day.step, 25'000);
        QCOMPARE(day.askedAt(0) - day.timeOf(0), 750);
        const auto slow = SampleGrid::through(start, std::chrono::seconds(60), std::chrono::hours(1));
        QCOMPARE(slow.timeOf(slow.tickAt(start)), start);
    }

    void ofVeryManySeriesTheLargestAreDrawn() {
        Machine machine;
        for (std::size_t i = 0; i < mostDrawnSeries + 5; ++i)
            machine.store.add(Labels({{"__name__", "many"}, {"number", std::to_string(1000 + i)}}),
                              {{machine.times[399], i < 5 ? 0.0 : -1.0}});
        const Plot plot = fresh(machine, requestAt(machine, 399, 100, "many"), 400);
        QCOMPARE(plot.series.size(), mostDrawnSeries);
        QCOMPARE(plot.leftOut, 5U);
        QCOMPARE(QByteArray::fromStdString(std::string(plot.series[0].labels.value("number"))), "1005");
    }

    void aPeakBetweenTwoTicksIsDrawn() {
        const Machine machine;
        const Plot plot = fresh(machine, sparseRequestAt(machine, 399, "spiky"), 400);
        QCOMPARE(plot.series.size(), 1U);
        QVERIFY(plot.series[0].labels == named("spiky"));
        QCOMPARE(*std::ranges::max_element(plot.series[0].maximum), 100.0);
        QCOMPARE(*std::ranges::min_element(plot.series[0].minimum), -50.0);
        QCOMPARE(plot.series[0].last, 1.0);
    }

    void noRiseFallsBetweenTwoTicks() {
        const Machine machine;
        const auto grid = sparseRequestAt(machine, 399, "").grid;
        const std::string text = "rate(seam[" + std::to_string(grid.rateRange()) + "ms])";
        const Plot plot = fresh(machine, sparseRequestAt(machine, 399, text), 400);
        QCOMPARE(plot.series.size(), 1U);
        const auto& rates = plot.series[0].maximum;
        QCOMPARE(std::ranges::count_if(rates, [](double each) { return each > 85 && each < 95; }), 3);
        QVERIFY(*std::ranges::min_element(rates) < 1);
    }

    void otherExpressionsAreWhatTheyAreAtTheTicks() {
        const Machine machine;
        const Plot plot = fresh(machine, sparseRequestAt(machine, 399, "spiky * 2"), 400);
        QCOMPARE(*std::ranges::max_element(plot.series[0].maximum), 2.0);
    }

    void aChosenStepIsTakenAtItsWord() {
        const Machine machine;
        PlotRequest request = sparseRequestAt(machine, 399, "spiky");
        request.grid.isStepChosen = true;
        const Plot plot = fresh(machine, request, 400);
        QCOMPARE(*std::ranges::max_element(plot.series[0].maximum), 1.0);
    }

    // Or the parts of a whole would be more than it.
    void whatIsDrawnUponEachOtherIsAMean() {
        const Machine machine;
        LivePlot live;
        PlotRequest request = sparseRequestAt(machine, 399, "slow");
        request.addsUp = true;
        QVERIFY(live.update(request, engine, machine.store, {}).ok());
        const Plot plot = live.plot(10);
        const PlotSeries& series = plot.series[0];
        QVERIFY(series.maximum.size() <= 10);
        QCOMPARE(series.minimum, series.maximum);
        // Ticks 10 s apart, four of them a column.
        QVERIFY(std::abs(series.maximum[5] - series.maximum[4] -
                         static_cast<double>(plot.columnMilliseconds) / 1000) < 1);
    }

    void jitteredSamplesLeaveNoGapAndDoubleNoRate() {
        const Machine machine;
        const Plot plot = fresh(machine, requestAt(machine, 399, 300), 400);
        QCOMPARE(plot.series.size(), 1U);
        QCOMPARE(unknownColumns(plot.series[0]), 0);
        for (const double value : plot.series[0].maximum)
            QVERIFY2(value < 1000, qPrintable(QString::number(value)));
        QCOMPARE(std::ranges::count_if(plot.series[0].maximum, [](double value) { return value > 500; }), 6);
    }

    void ticksOnAnotherPhaseLeaveNoGap_data() {
        QTest::addColumn<int>("phase");
        for (const int phase : {0, 100, 250, 500, 750, 900})
            QTest::addRow("%d ms", phase) << phase;
    }
    void ticksOnAnotherPhaseLeaveNoGap() {
        QFETCH(const int, phase);
        const Machine machine;
        PlotRequest request = requestAt(machine, 399, 300);
        request.grid.phase = (request.grid.phase + phase) % 1000;
        request.last = request.grid.tickAt(request.newest);
        request.first = request.last - 290;
        const Plot plot = fresh(machine, request, 400);
        QCOMPARE(plot.series.size(), 1U);
        QCOMPARE(unknownColumns(plot.series[0]), 0);
        for (const double value : plot.series[0].maximum)
            QVERIFY2(value < 1000 && value > 80, qPrintable(QString::number(value)));
    }

    void missingTicksAreAGap() {
        const Machine machine({350, 351});
        const Plot plot = fresh(machine, requestAt(machine, 397, 300), 400);
        QCOMPARE(unknownColumns(plot.series[0]), 3);
    }

    void aMarkedGapStaysOne() {
        Machine machine;
        SampleStore store;
        std::vector<Sample> samples;
        for (int second = 0; second < 60; ++second) {
            const bool isAway = second >= 30 && second < 35;
            if (!isAway) samples.push_back({start + second * 1000, 5.0 * second});
            if (second == 30) samples.push_back({start + second * 1000, staleMarker()});
        }
        store.add(named("gauge"), samples);
        LivePlot live;
        PlotRequest request = requestAt(machine, 59, 50, "gauge");
        request.newest = start + 59'000;
        QVERIFY(live.update(request, engine, store, {}).ok());
        QCOMPARE(unknownColumns(live.plot(400).series[0]), 5);
    }

    void valuesReadEveryFiveSecondsStandBetween() {
        const Machine machine;
        const Plot plot = fresh(machine, requestAt(machine, 399, 60, "slow"), 400);
        QCOMPARE(unknownColumns(plot.series[0]), 0);
    }

    void keptTicksAreWhatAFreshQueryGives_data() {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<int>("points");
        QTest::newRow("rate") << QString::fromStdString(rate) << 400;
        QTest::newRow("columns") << QString::fromStdString(rate) << 37;
        QTest::newRow("gauge") << "slow" << 400;
        QTest::newRow("sum") << "sum(rate(counter[2500ms])) * 8" << 400;
        QTest::newRow("series come and go") << "counter > 1000000 and counter % 3 == 0" << 400;
        QTest::newRow("scalar") << "time() % 7" << 100;
    }
    void keptExtremesAreWhatAFreshQueryGives() {
        const Machine machine;
        LivePlot live;
        for (std::size_t second = 200; second < 300; ++second) {
            const PlotRequest request = sparseRequestAt(machine, second, "spiky");
            QVERIFY(live.update(request, engine, machine.store, {}).ok());
            if (second > 200) QVERIFY(live.ticksAsked() <= 2);
            compare(live.plot(400), fresh(machine, request, 400));
            compare(live.plot(7), fresh(machine, request, 7));
        }
    }
    void keptTicksAreWhatAFreshQueryGives() {
        QFETCH(const QString, expression);
        QFETCH(const int, points);
        const Machine machine;
        LivePlot live;
        for (std::size_t second = 150; second < 200; ++second) {
            const PlotRequest request = requestAt(machine, second, 100, expression.toStdString());
            QVERIFY(live.update(request, engine, machine.store, {}).ok());
            if (second > 150) QVERIFY(live.ticksAsked() <= 2);
            compare(live.plot(points), fresh(machine, request, points));
        }
    }

    void aMissedTickIsCaughtUp() {
        const Machine machine;
        LivePlot live;
        for (const std::size_t second : {150, 151, 160, 161, 300}) {
            const PlotRequest request = requestAt(machine, second, 100);
            QVERIFY(live.update(request, engine, machine.store, {}).ok());
            compare(live.plot(400), fresh(machine, request, 400));
        }
    }

    void goingBackAsksAnew() {
        const Machine machine;
        LivePlot live;
        QVERIFY(live.update(requestAt(machine, 300, 100), engine, machine.store, {}).ok());
        const PlotRequest earlier = requestAt(machine, 200, 100);
        QVERIFY(live.update(earlier, engine, machine.store, {}).ok());
        compare(live.plot(400), fresh(machine, earlier, 400));
    }

    void peaksStayWhenColumnsAreWide() {
        const Machine machine;
        const Plot plot = fresh(machine, requestAt(machine, 399, 300), 20);
        QVERIFY(plot.series[0].maximum.size() <= 20);
        QVERIFY(*std::ranges::max_element(plot.series[0].maximum) > 800);
    }

    void saysWhatAChartCannotDraw_data() {
        QTest::addColumn<QString>("expression");
        QTest::newRow("no PromQL") << "rate(";
        QTest::newRow("a range of samples") << "counter[5m]";
        QTest::newRow("a text") << "\"x\"";
    }
    void saysWhatAChartCannotDraw() {
        QFETCH(const QString, expression);
        const Machine machine;
        LivePlot live;
        const Status status =
            live.update(requestAt(machine, 300, 100, expression.toStdString()), engine, machine.store, {});
        QVERIFY(!status.ok());
        QVERIFY(live.plot(10).series.empty());
    }

    void infinitiesAreUnknown() {
        const Machine machine;
        const Plot plot = fresh(machine, requestAt(machine, 399, 100, "counter / 0"), 400);
        QVERIFY(std::isnan(plot.series[0].last));
        QCOMPARE(unknownColumns(plot.series[0]), static_cast<int>(plot.series[0].maximum.size()));
    }
};

}  // namespace baro::ui

BARO_GUILESS_TEST(baro::ui::LivePlotTest)
#include "LivePlotTest.moc"
