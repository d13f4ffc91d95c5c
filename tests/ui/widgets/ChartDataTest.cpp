#include "ui/widgets/ChartData.h"

#include <QTest>
#include <limits>

#include "tests/support/TestMain.h"

namespace baro::ui {

namespace {

constexpr double noValue = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t dataFrom = 1'700'000'000'000;

ChartSpec readAndWritten() {
    ChartSpec spec;
    spec.lines = {
        {.expression = "read", .name = "{device} read", .colorKey = "{device}"},
        {.expression = "written", .name = "{device} written", .colorKey = "{device}", .isDown = true}};
    return spec;
}

SeriesAnswer answer(std::vector<double> values, const std::string& device) {
    const TimeRange range{dataFrom, dataFrom + 4000};
    const Plot plot{dataFrom, 1000, {{Labels({{"device", device}}), values, values, {}, values.back()}}, {}};
    return {range, {plot, plot}};
}

}  // namespace

class ChartDataTest : public QObject {
    Q_OBJECT
  private slots:
    void namesSeriesByTheirLabels() {
        const ChartData data = chartData(readAndWritten(), answer({1, 2}, "sda"));
        QCOMPARE(data.series.size(), 2U);
        QCOMPARE(data.series[0].name, QStringLiteral("sda read"));
        QCOMPARE(data.series[1].name, QStringLiteral("sda written"));
    }

    void ofVeryManySeriesOnlyTheLargestStay() {
        ChartData data;
        for (int i = 0; i < 300; ++i)
            data.series.push_back({.name = QString::number(i),
                                   .minimum = {i % 3 == 0 ? noValue : -2.0},
                                   .maximum = {i % 3 == 0 ? noValue : 1.0}});
        keepLargest(data);
        QCOMPARE(data.series.size(), 200U);
        QCOMPARE(data.leftOut, 100U);
        QCOMPARE(data.series[0].name, "1");
        QCOMPARE(data.series[1].name, "2");
        QCOMPARE(data.series[2].name, "4");
    }

    void givesTheSameColorToTheSameKey() {
        const ChartData data = chartData(readAndWritten(), answer({1, 2}, "sda"));
        QCOMPARE(data.series[0].color, data.series[1].color);
    }

    void showsMarkupAndControlCharactersAsTheyAre() {
        const ChartData data = chartData(readAndWritten(), answer({1, 2}, "<b>x</b>\x1b"));
        QCOMPARE(data.series[0].name, QStringLiteral("<b>x</b>\\x1b read"));
    }

    void cutsTheLineWhereNothingIsKnown() {
        const ChartData data = chartData(readAndWritten(), answer({1, 2, noValue, 4, 5}, "sda"));
        const auto runs = knownRuns(data.series[0], data);
        QCOMPARE(runs.size(), 2U);
        QCOMPARE(runs[0], (QList<QPointF>{{-4, 1}, {-3, 2}}));
        QCOMPARE(runs[1], (QList<QPointF>{{-1, 4}, {0, 5}}));
    }

    void drawsALonelyColumnAsWideAsItIs() {
        const ChartData data = chartData(readAndWritten(), answer({noValue, 3, noValue}, "sda"));
        const auto runs = knownRuns(data.series[0], data);
        QCOMPARE(runs.size(), 1U);
        QCOMPARE(runs[0], (QList<QPointF>{{-3.5, 3}, {-2.5, 3}}));
    }

    void drawsNothingWhereNothingIsKnown() {
        const ChartData data = chartData(readAndWritten(), answer({noValue, noValue}, "sda"));
        QVERIFY(knownRuns(data.series[0], data).empty());
    }

    void drawsWhatGoesDownBelowZero() {
        const ChartData data = chartData(readAndWritten(), answer({1, 2}, "sda"));
        QCOMPARE(data.series[1].minimum, (std::vector<double>{-1, -2}));
        QCOMPARE(data.series[1].last, -2.0);
        QCOMPARE(data.series[1].peak(1), 2.0);
    }

    void drawsAStepDownAsAStep() {
        ChartData data = chartData(readAndWritten(), answer({9, 1}, "sda"));
        data.series[0].minimum = {1, 1};
        data.series[0].maximum = {9, 1};
        data.series[0].falls = {true, false};
        const auto runs = knownRuns(data.series[0], data);
        QCOMPARE(runs[0], (QList<QPointF>{{-4, 9}, {-4, 1}, {-3, 1}}));
    }

    void drawsBothExtremesOfAColumn() {
        ChartData data = chartData(readAndWritten(), answer({1, 1}, "sda"));
        data.series[0].maximum = {1, 9};
        const auto runs = knownRuns(data.series[0], data);
        QCOMPARE(runs[0], (QList<QPointF>{{-4, 1}, {-3, 1}, {-3, 9}}));
    }

    void writesUnknownAsNothingAndMirroredWithoutSign() {
        const ChartData data = chartData(readAndWritten(), answer({1.5, noValue}, "a,b"));
        QCOMPARE(toCsv(data), QStringLiteral("time,\"a,b read\",\"a,b written\"\r\n"
                                             "1700000000.000,1.5,1.5\r\n1700000001.000,,\r\n"));
    }

    void saysWhyALineCouldNotBeAsked() {
        SeriesAnswer broken = answer({1}, "sda");
        broken.plots[1] = failed("the record is locked");
        const ChartData data = chartData(readAndWritten(), broken);
        QCOMPARE(data.problem, QStringLiteral("the record is locked"));
        QCOMPARE(data.series.size(), 1U);
    }
};

}  // namespace baro::ui

BARO_GUILESS_TEST(baro::ui::ChartDataTest)
#include "ChartDataTest.moc"
