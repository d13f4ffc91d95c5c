#include "core/series/SeriesExpression.h"

#include <QtTest>
#include <cmath>
#include <limits>

#include "core/series/SampleStore.h"

using namespace baro;

namespace {

using Function = SeriesExpression::Function;
using Aggregation = SeriesExpression::Aggregation;
using Values = std::vector<double>;

const double unknown = std::numeric_limits<double>::quiet_NaN();
const double away = staleMarker();

class FixedSource final : public SeriesSource {
  public:
    std::vector<SampleSeries> series;
    mutable TimeRange asked;

    void add(const char* device, const Values& values, std::int64_t firstSecond = 0) {
        SampleSeries one{Labels({{"__name__", "m"}, {"device", device}, {"kind", "disk"}}), {}};
        for (const double value : values)
            one.samples.push_back({firstSecond++ * 1000, value});
        series.push_back(one);
    }
    void addEvery(std::int64_t seconds, const Values& values) {
        add("sda", values);
        for (Sample& sample : series.back().samples)
            sample.timeMilliseconds *= seconds;
    }
    Result<std::unique_ptr<SeriesCursor>> read(const SeriesQuery& query) const override {
        asked = query.range;
        store_.clear();
        for (const SampleSeries& one : series)
            store_.add(one.labels, one.samples);
        return store_.read(query);
    }

  private:
    mutable SampleStore store_;
};

bool same(const Values& actual, const Values& expected) {
    return std::ranges::equal(actual, expected, [](double a, double b) {
        return (std::isnan(a) && std::isnan(b)) || std::abs(a - b) < 1e-12;
    });
}

Values plotted(const FixedSource& source, const SeriesExpression& expression, std::int64_t seconds) {
    const auto plot = evaluate(expression, source, {0, (seconds - 1) * 1000}, 1000);
    return plot && plot->series.size() == 1 ? plot->series[0].maximum : Values{};
}

}  // namespace

Q_DECLARE_METATYPE(Values)
Q_DECLARE_METATYPE(SeriesExpression)

class SeriesExpressionTest : public QObject {
    Q_OBJECT

  private slots:
    void textIsPromQl_data() {
        QTest::addColumn<SeriesExpression>("expression");
        QTest::addColumn<QByteArray>("text");
        SeriesExpression e{.metric = "node_load1"};
        QTest::newRow("metric") << e << QByteArray("node_load1");
        e = {.metric = "node_cpu_seconds_total",
             .matchers = {{"mode", LabelMatcher::Kind::NotEqual, "idle"}},
             .function = Function::Rate,
             .aggregation = Aggregation::Sum,
             .by = {"mode"},
             .scale = -1};
        QTest::newRow("everything")
            << e << QByteArray("sum by (mode) (rate(node_cpu_seconds_total{mode!=\"idle\"}[5s])) * -1");
        e = {.metric = "m", .matchers = {{"a", LabelMatcher::Kind::Equal, "\"\\\n"}}};
        QTest::newRow("escaped") << e << QByteArray("m{a=\"\\\"\\\\\\n\"}");
        e = {.metric = "m", .aggregation = Aggregation::Average};
        QTest::newRow("average of all") << e << QByteArray("avg(m)");
        e = {.metric = "m", .aggregation = Aggregation::Maximum, .by = {"a", "b"}, .scale = 0.5};
        QTest::newRow("maximum by two") << e << QByteArray("max by (a, b) (m) * 0.5");
    }
    void textIsPromQl() {
        QFETCH(SeriesExpression, expression);
        QFETCH(QByteArray, text);
        QCOMPARE(QByteArray::fromStdString(toPromQl(expression)), text);
    }

    void rateKnowsWhereItKnowsNothing_data() {
        QTest::addColumn<Values>("samples");
        QTest::addColumn<Values>("rates");
        QTest::newRow("steady") << Values{0, 10, 30} << Values{unknown, 10, 20};
        QTest::newRow("reset") << Values{100, 110, 5, 15} << Values{unknown, 10, unknown, 10};
        QTest::newRow("marker") << Values{1, 2, away, 9, 10} << Values{unknown, 1, unknown, unknown, 1};
        QTest::newRow("standing still") << Values{4, 4} << Values{unknown, 0};
        QTest::newRow("one sample") << Values{4} << Values{unknown};
    }
    void rateKnowsWhereItKnowsNothing() {
        QFETCH(Values, samples);
        QFETCH(Values, rates);
        FixedSource source;
        source.add("sda", samples);
        QVERIFY(same(plotted(source, {.metric = "m", .function = Function::Rate},
                             static_cast<std::int64_t>(samples.size())),
                     rates));
    }

    void rateCrossesNoLongHole_data() {
        QTest::addColumn<int>("holeSeconds");
        QTest::addColumn<bool>("known");
        QTest::newRow("five intervals") << 5 << true;
        QTest::newRow("six intervals") << 6 << false;
    }
    void rateCrossesNoLongHole() {
        QFETCH(int, holeSeconds);
        QFETCH(bool, known);
        FixedSource source;
        source.add("sda", {0, 1, 2, 3});
        source.series[0].samples.push_back({(3 + holeSeconds) * 1000, 100});
        const auto rates = plotted(source, {.metric = "m", .function = Function::Rate}, 4 + holeSeconds);
        QCOMPARE(!std::isnan(rates.back()), known);
    }

    void rateAsksForTheSampleBefore() {
        FixedSource source;
        source.add("sda", {0, 10, 20});
        const auto plot = evaluate({.metric = "m", .function = Function::Rate}, source, {1000, 2000}, 100);
        QVERIFY(plot);
        QVERIFY(same(plot->series[0].maximum, {10, 10}));
        QVERIFY(source.asked.from <= 0);
    }

    void valuesHoldUntilTheNextReading() {
        FixedSource source;
        source.addEvery(5, {1, 2, 3});
        QVERIFY(same(plotted(source, {.metric = "m"}, 11), {1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3}));
    }

    void ratesCoverTheTimeSinceTheReadingBefore() {
        FixedSource source;
        source.addEvery(5, {0, 10, 30});
        QVERIFY(same(plotted(source, {.metric = "m", .function = Function::Rate}, 11),
                     {unknown, 2, 2, 2, 2, 2, 4, 4, 4, 4, 4}));
    }

    void nothingIsDrawnAcrossALoss_data() {
        QTest::addColumn<int>("function");
        QTest::addColumn<Values>("drawn");
        QTest::newRow("value") << int(Function::Value)
                               << Values{1, 1, 1, 2, unknown, unknown, unknown, unknown, unknown, 4, 4, 4, 5};
        QTest::newRow("rate") << int(Function::Rate)
                              << Values{unknown, 1.0 / 3, 1.0 / 3, 1.0 / 3, unknown, unknown, unknown,
                                        unknown, unknown, unknown, 1.0 / 3, 1.0 / 3, 1.0 / 3};
    }
    void nothingIsDrawnAcrossALoss() {
        QFETCH(int, function);
        QFETCH(Values, drawn);
        FixedSource source;
        source.addEvery(3, {1, 2, away, 4, 5});
        source.series[0].samples[2].timeMilliseconds = 4000;  // a gap is marked right behind the last sample
        QVERIFY(
            same(plotted(source, {.metric = "m", .function = static_cast<Function>(function)}, 13), drawn));
    }

    void nothingIsDrawnAcrossALongHole() {
        FixedSource source;
        source.add("sda", {1, 2, 3});
        source.series[0].samples.push_back({8000, 9});
        QVERIFY(same(plotted(source, {.metric = "m"}, 9),
                     {1, 2, 3, unknown, unknown, unknown, unknown, unknown, 9}));
    }

    void aggregates_data() {
        QTest::addColumn<int>("aggregation");
        QTest::addColumn<Values>("result");
        QTest::newRow("sum") << int(Aggregation::Sum) << Values{11, 22};
        QTest::newRow("average") << int(Aggregation::Average) << Values{5.5, 11};
        QTest::newRow("maximum") << int(Aggregation::Maximum) << Values{10, 20};
    }
    void aggregates() {
        QFETCH(int, aggregation);
        QFETCH(Values, result);
        FixedSource source;
        source.add("sda", {1, 2});
        source.add("sdb", {10, 20});
        QVERIFY(
            same(plotted(source, {.metric = "m", .aggregation = static_cast<Aggregation>(aggregation)}, 2),
                 result));
    }

    void sumSaysNothingWhileAPartIsMomentarilyUnknown_data() {
        QTest::addColumn<Values>("second");
        QTest::addColumn<Values>("sum");
        QTest::newRow("unknown for a moment")
            << Values{1, away, 1, 1, 1, 1, 1, 1, 1} << Values{11, unknown, 11, 11, 11, 11, 11, 11, 11};
        QTest::newRow("unplugged") << Values{1, 1, away} << Values{11, 11, 10, 10, 10, 10, 10, 10, 10};
        QTest::newRow("away for long") << Values{1, away, away, away, away, away, away, 1, 1}
                                       << Values{11, 10, 10, 10, 10, 10, 10, 11, 11};
    }
    void sumSaysNothingWhileAPartIsMomentarilyUnknown() {
        QFETCH(Values, second);
        QFETCH(Values, sum);
        FixedSource source;
        source.add("sda", Values(9, 10));
        source.add("sdb", second);
        QVERIFY(same(plotted(source, {.metric = "m", .aggregation = Aggregation::Sum}, 9), sum));
    }

    void maximumGoesOverWhatIsKnown() {
        FixedSource source;
        source.add("sda", {1, 2, 3});
        source.add("sdb", {9, away, 9});
        QVERIFY(same(plotted(source, {.metric = "m", .aggregation = Aggregation::Maximum}, 3), {9, 2, 9}));
    }

    void groupsKeepTheLabelsAskedFor() {
        FixedSource source;
        source.add("sda", {1});
        source.add("sdb", {2});
        const auto plot =
            evaluate({.metric = "m", .aggregation = Aggregation::Sum, .by = {"kind"}}, source, {0, 0}, 10);
        QVERIFY(plot);
        QCOMPARE(plot->series.size(), std::size_t{1});
        QVERIFY(plot->series[0].labels ==
                Labels(std::vector{std::pair<std::string, std::string>{"kind", "disk"}}));
    }

    void metricNameStaysOnlyOnPlainValues_data() {
        QTest::addColumn<SeriesExpression>("expression");
        QTest::addColumn<bool>("stays");
        QTest::newRow("plain") << SeriesExpression{.metric = "m"} << true;
        QTest::newRow("rate") << SeriesExpression{.metric = "m", .function = Function::Rate} << false;
        QTest::newRow("scaled") << SeriesExpression{.metric = "m", .scale = 2} << false;
    }
    void metricNameStaysOnlyOnPlainValues() {
        QFETCH(SeriesExpression, expression);
        QFETCH(bool, stays);
        FixedSource source;
        source.add("sda", {1, 2});
        const auto plot = evaluate(expression, source, {0, 1000}, 10);
        QVERIFY(plot);
        QCOMPARE(plot->series[0].labels.metric() == "m", stays);
    }

    void columnsHoldTheExtremes() {
        FixedSource source;
        source.add("sda", {1, 5, 2, 8, 3, away, 7, 7});
        const auto plot = evaluate({.metric = "m", .scale = -1}, source, {0, 7999}, 4);
        QVERIFY(plot);
        QCOMPARE(plot->columnMilliseconds, 2000LL);
        QVERIFY(same(plot->series[0].minimum, {-5, -8, -3, -7}));
        QVERIFY(same(plot->series[0].maximum, {-1, -2, -3, -7}));
    }

    void lastIsUnknownWhenTheNewestIs() {
        FixedSource source;
        source.add("sda", {1, 2, away});
        const auto plot = evaluate({.metric = "m"}, source, {0, 2000}, 10);
        QVERIFY(std::isnan(plot->series[0].last));
        source.series[0].samples.pop_back();
        QCOMPARE(evaluate({.metric = "m"}, source, {0, 2000}, 10)->series[0].last, 2.0);
    }

    void samplesKeepTheirColumnsWhileTheRangeMoves() {
        FixedSource source;
        Values values;
        for (int i = 0; i < 400; ++i)
            values.push_back(i * 37 % 101);
        source.add("sda", values);
        const auto before = evaluate({.metric = "m"}, source, {50'000, 349'000}, 61);
        const auto after = evaluate({.metric = "m"}, source, {51'000, 350'000}, 61);
        QVERIFY(before && after);
        QCOMPARE(before->columnMilliseconds, 5000LL);
        QCOMPARE(after->range.from, before->range.from);
        const auto inner = [](const Values& all) { return Values(all.begin() + 1, all.begin() + 59); };
        QVERIFY(same(inner(before->series[0].maximum), inner(after->series[0].maximum)));
    }

    void neverMoreColumnsThanAskedFor_data() {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<int>("points");
        QTest::newRow("an hour") << qint64{3600} << 600;
        QTest::newRow("a year on two columns") << qint64{365 * 86400} << 2;
        QTest::newRow("a moment") << qint64{0} << 1;
    }
    void neverMoreColumnsThanAskedFor() {
        QFETCH(qint64, seconds);
        QFETCH(int, points);
        FixedSource source;
        source.add("sda", {1}, 3'000'000);
        const auto plot =
            evaluate({.metric = "m"}, source, {3'000'000'000, 3'000'000'000 + seconds * 1000}, points);
        QVERIFY(plot);
        QVERIFY(static_cast<int>(plot->series[0].maximum.size()) <= points);
    }

    void refusesAnImpossibleRange() {
        const FixedSource source;
        QVERIFY(!evaluate({.metric = "m"}, source, {2, 1}, 10));
        QVERIFY(!evaluate({.metric = "m"}, source, {1, 2}, 0));
    }
};

QTEST_APPLESS_MAIN(SeriesExpressionTest)
#include "SeriesExpressionTest.moc"
