#include "ui/history/PeriodData.h"

#include <QTest>
#include <cmath>
#include <limits>

#include "tests/support/TestMain.h"

namespace baro::ui {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t firstFrom = 1'700'000'000'000;
constexpr std::int64_t secondFrom = firstFrom - 86'400'000;

Plot plotOf(std::int64_t from, const std::string& device, std::vector<double> mean) {
    PlotSeries series{Labels({{"device", device}}), mean, mean, {}, mean.front()};
    for (double& value : series.maximum)
        value += 1;
    for (double& value : series.minimum)
        value -= 1;
    series.mean = std::move(mean);
    return {from, 3'600'000, {series}, {}};
}

ChartSpec upAndDown() {
    ChartSpec spec;
    spec.title = "Disks";
    spec.maximum = 1;
    spec.lines = {{.expression = "read", .name = "{device} read"},
                  {.expression = "written", .name = "{device} written", .isDown = true}};
    return spec;
}

PeriodPlots twoDays() {
    return {{plotOf(firstFrom, "sda", {4, 5, unknown}), plotOf(firstFrom, "sda", {7, 8, 9})},
            {plotOf(secondFrom, "sda", {1, unknown, 3}), plotOf(secondFrom, "sdb", {1, 2, 3})}};
}

ShownPeriods shown(bool isDifference) {
    return {{firstFrom, firstFrom + 10'800'000}, "yesterday", isDifference};
}

}  // namespace

class PeriodDataTest : public QObject {
    Q_OBJECT

  private slots:
    void drawsMeansInTheMiddleOfTheirColumns() {
        const ChartData data = periodData(upAndDown(), {twoDays()[0]}, shown(false));
        QCOMPARE(data.series.size(), 2U);
        const auto runs = knownRuns(data.series[0], data);
        QCOMPARE(runs.size(), 1U);
        QCOMPARE(runs[0], (QList<QPointF>{{-9000, 4}, {-5400, 5}}));
        QCOMPARE(data.series[1].mean[0], -7.0);  // downwards
        QCOMPARE(data.series[1].shown(0), 7.0);
        QCOMPARE(data.series[1].maximum[0], -6.0);
    }

    void theOtherPeriodBeginsWhereTheFirstDoes() {
        const ChartData data = periodData(upAndDown(), twoDays(), shown(false));
        QCOMPARE(data.series.size(), 4U);
        QCOMPARE(data.columnsFrom, firstFrom);
        const ChartSeries& other = data.series[2];
        QCOMPARE(other.name, QStringLiteral("sda read, yesterday"));
        QVERIFY(other.isCompared);
        QCOMPARE(other.color, data.series[0].color);
        QCOMPARE(knownRuns(other, data)[0].front().y(), 1.0);
    }

    void aDifferenceIsKnownWhereBothAre() {
        const ChartSpec spec = differenceSpec(upAndDown());
        QCOMPARE(spec.maximum, 0.0);
        const ChartData data = periodData(spec, twoDays(), shown(true));
        QCOMPARE(data.series.size(), 1U);  // nobody can tell of sdb and of the sda that was not written then
        const ChartSeries& difference = data.series[0];
        QCOMPARE(difference.mean[0], 3.0);
        QVERIFY(std::isnan(difference.mean[1]));
        QVERIFY(std::isnan(difference.mean[2]));
        QCOMPARE(difference.maximum[0], 3.0);
    }

    void aDifferenceGoesUpwardsFromWhatIsDrawnDownwards() {
        PeriodPlots plots = twoDays();
        plots[1][1] = plotOf(secondFrom, "sda", {1, 1, 1});
        const ChartData data = periodData(differenceSpec(upAndDown()), plots, shown(true));
        QCOMPARE(data.series[1].mean[2], 8.0);
    }

    void whatFailsInOnePeriodIsSaid() {
        PeriodPlots plots = twoDays();
        plots[1][0] = failed("it broke");
        QCOMPARE(periodData(upAndDown(), plots, shown(false)).problem, QStringLiteral("it broke"));
        QCOMPARE(periodData(differenceSpec(upAndDown()), plots, shown(true)).problem,
                 QStringLiteral("it broke"));
    }

    void aTableOfASummaryHasItsBand() {
        ChartData data = periodData(upAndDown(), {twoDays()[0]}, shown(false));
        const QStringList lines = toCsv(data).split("\r\n");
        QCOMPARE(lines[0], QStringLiteral("time,sda read,\"sda read, least\",\"sda read, greatest\",sda "
                                          "written,\"sda written, least\",\"sda written, greatest\""));
        QCOMPARE(lines[1], QStringLiteral("1700000000.000,4,3,5,7,6,8"));
        QCOMPARE(lines[3], QStringLiteral("1700007200.000,,,,9,8,10"));
    }
};

}  // namespace baro::ui

BARO_GUI_TEST(baro::ui::PeriodDataTest)
#include "PeriodDataTest.moc"
