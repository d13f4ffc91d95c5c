#include "ui/explore/SourcedResults.h"

#include <QTest>
#include <algorithm>
#include <cmath>
#include <limits>

#include "tests/support/TestMain.h"
#include "ui/explore/ServerText.h"
#include "ui/series/LargestSeries.h"

namespace baro::ui {
namespace {

Plot plotWith(std::int64_t from, std::int64_t width, Labels labels, std::vector<double> values) {
    PlotSeries series{std::move(labels), values, values, std::vector<bool>(values.size()), values.back()};
    return {from, width, {std::move(series)}, {}};
}

QString rowOf(const std::vector<double>& values) {
    QStringList words;
    for (const double value : values)
        words << (std::isnan(value) ? QStringLiteral("-") : QString::number(value));
    return words.join(' ');
}

QByteArray labelsOf(const Labels& labels) {
    return QByteArray::fromStdString(toString(labels));
}

}  // namespace

class SourcedResultsTest : public QObject {
    Q_OBJECT

  private slots:
    void eachSeriesIsToldWhoseItIs() {
        const Plot here = plotWith(0, 1000, Labels({std::pair("__name__", "up")}), {1, 2});
        const Plot there = plotWith(0, 1000, Labels({std::pair("__name__", "up")}), {3, 4});
        const std::vector<SourcedPlot> plots{{"This machine", &here}, {"lab", &there}};
        const Plot merged = mergedPlot(plots);
        QCOMPARE(merged.series.size(), 2U);
        QCOMPARE(labelsOf(merged.series[0].labels), "up{server=\"This machine\"}");
        QCOMPARE(labelsOf(merged.series[1].labels), "up{server=\"lab\"}");
        QCOMPARE(rowOf(merged.series[1].maximum), "3 4");
    }
    void aLabelOfTheResultsIsLeftAlone() {
        const Plot here = plotWith(0, 1000, Labels({std::pair("server", "mine")}), {1});
        const Plot there = plotWith(0, 1000, Labels({std::pair("server_2", "mine")}), {1});
        const std::vector<SourcedPlot> plots{{"a", &here}, {"b", &there}};
        QCOMPARE(sourceLabel(plots), std::string("server_3"));
        QCOMPARE(labelsOf(mergedPlot(plots).series[0].labels), "{server=\"mine\", server_3=\"a\"}");
    }
    void columnsAreThoseOfTheFinestPlot() {
        const Plot here = plotWith(1000, 1000, Labels(), {1, 2, 3, 4});
        const Plot there = plotWith(0, 2000, Labels(), {7, 8});
        const std::vector<SourcedPlot> plots{{"here", &here}, {"there", &there}};
        const Plot merged = mergedPlot(plots);
        QCOMPARE(merged.from, 0);
        QCOMPARE(merged.columnMilliseconds, 1000);
        QCOMPARE(rowOf(merged.series[0].maximum), "- 1 2 3 4");
        QCOMPARE(rowOf(merged.series[1].maximum), "7 7 8 8 -");
    }
    void columnsAreNeverTooMany() {
        const Plot here = plotWith(0, 1, Labels(), {1});
        const Plot there = plotWith(1'000'000, 1, Labels(), {2});
        const std::vector<SourcedPlot> plots{{"here", &here}, {"there", &there}};
        QVERIFY(mergedPlot(plots, 100).series[0].maximum.size() <= 100);
    }
    void nothingMergedIsNothing() {
        QVERIFY(mergedPlot({}).series.empty());
        const Plot empty;
        const std::vector<SourcedPlot> plots{{"here", &empty}};
        QVERIFY(mergedPlot(plots).series.empty());
        QVERIFY(mergedResult({}).series.empty());
    }

    void oneTableHasTheRowsOfAll() {
        promql::QueryResult here;
        here.series.push_back({Labels({std::pair("device", "sda")}), {1}});
        promql::QueryResult there;
        there.type = promql::ValueType::Scalar;
        there.series.push_back({Labels(), {2}});
        const std::vector<SourcedResult> results{{"here", &here}, {"there", &there}};
        const promql::QueryResult merged = mergedResult(results);
        QCOMPARE(merged.series.size(), 2U);
        QCOMPARE(labelsOf(merged.series[0].labels), "{device=\"sda\", server=\"here\"}");
        QCOMPARE(labelsOf(merged.series[1].labels), "{server=\"there\"}");
    }
    void samplesAndValuesDoNotStandInOneTable() {
        promql::QueryResult here;
        here.series.push_back({Labels(), {1}});
        promql::QueryResult there;
        there.type = promql::ValueType::Matrix;
        there.matrix.push_back({Labels(), {{1000, 2}}});
        const std::vector<SourcedResult> results{{"here", &here}, {"there", &there}};
        QVERIFY(mergedResult(results).matrix.empty());
    }

    void aServersRangeIsAPlot() {
        prometheus::QueryAnswer answer;
        answer.type = prometheus::ResultType::Matrix;
        answer.series.push_back({Labels({std::pair("a", "b")}), {{2000, 1}, {4000, 3}}});
        const Plot plot = plotOf(answer, {1500, 4500}, 1000);
        QCOMPARE(plot.from, 2000);
        QCOMPARE(rowOf(plot.series.at(0).maximum), "1 - 3");
        QCOMPARE(plot.series[0].last, 3.0);
        QVERIFY(plotOf(answer, {1500, 1600}, 1000).series.empty());
    }
    void aServersMomentIsAResult() {
        prometheus::QueryAnswer answer;
        answer.series.push_back({Labels({std::pair("a", "b")}), {{2000, 1}}});
        answer.series.push_back({Labels({std::pair("a", "c")}), {}});
        QCOMPARE(rowsOf(answer, 10).result.series.size(), 1U);
        answer.type = prometheus::ResultType::Text;
        answer.text = "words";
        QVERIFY(rowsOf(answer, 10).result.type == promql::ValueType::String);
        QCOMPARE(rowsOf(answer, 10).result.text, std::string("words"));
    }
    void ofAMomentOnlySoManyRowsAreKept() {
        prometheus::QueryAnswer answer;
        for (int i = 0; i < 5; ++i)
            answer.series.push_back(
                {Labels({std::pair("a", std::to_string(i))}), {{1000, 1}, {2000, 2}, {3000, 3}}});
        const MomentRows values = rowsOf(answer, 2);
        QCOMPARE(values.result.series.size(), 2U);
        QCOMPARE(values.leftOut, 3U);
        answer.type = prometheus::ResultType::Matrix;
        const MomentRows samples = rowsOf(answer, 4);
        QCOMPARE(samples.result.matrix.size(), 2U);
        QCOMPARE(samples.result.matrix[1].samples.size(), 1U);
        QCOMPARE(samples.leftOut, 11U);
    }
    void ofVeryManySeriesTheLargestAreDrawn() {
        prometheus::QueryAnswer answer;
        answer.type = prometheus::ResultType::Matrix;
        for (std::size_t i = 0; i < mostDrawnSeries + 3; ++i) {
            const bool isFar = i % 100 != 1;  // 1, 101 and 201 hardly leave 0
            answer.series.push_back({Labels({std::pair("a", std::to_string(1000 + i))}),
                                     {{1000, isFar ? -5.0 : 0.5}, {2000, staleMarker()}}});
        }
        const Plot plot = plotOf(answer, {1000, 2000}, 1000);
        QCOMPARE(plot.series.size(), mostDrawnSeries);
        QCOMPARE(plot.leftOut, 3U);
        for (const PlotSeries& series : plot.series)
            QCOMPARE(series.minimum[0], -5.0);
        QVERIFY(std::ranges::is_sorted(plot.series, {}, &PlotSeries::labels));
        const std::vector<SourcedPlot> plots{{"lab", &plot}, {"attic", &plot}};
        QCOMPARE(mergedPlot(plots).leftOut, 6U);
    }

    void whatIsSentKeepsItsPlaces_data() {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<int>("step");
        QTest::addColumn<int>("pace");
        QTest::addColumn<QByteArray>("sent");
        QTest::newRow("no interval") << QByteArray("up == 0") << 1000 << 15'000 << QByteArray("up == 0");
        QTest::newRow("four scrapes")
            << QByteArray("rate(x[$interval]) + 1") << 1000 << 15'000 << QByteArray("rate(x[1m       ]) + 1");
        QTest::newRow("a step that is longer")
            << QByteArray("rate(x[$interval])") << 300'000 << 15'000 << QByteArray("rate(x[5m       ])");
    }
    void whatIsSentKeepsItsPlaces() {
        QFETCH(QByteArray, written);
        QFETCH(int, step);
        QFETCH(int, pace);
        QTEST(QByteArray::fromStdString(
                  serverText(written.toStdString(), step, std::chrono::milliseconds(pace))),
              "sent");
    }
};

}  // namespace baro::ui

BARO_GUI_TEST(baro::ui::SourcedResultsTest)
#include "SourcedResultsTest.moc"
