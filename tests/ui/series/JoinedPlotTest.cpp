#include "ui/series/JoinedPlot.h"

#include <QTest>
#include <cmath>
#include <limits>

#include "tests/support/TestMain.h"

namespace baro::ui {
namespace {

constexpr double absentHere = std::numeric_limits<double>::quiet_NaN();

PlotSeries lineOf(std::vector<std::pair<std::string, std::string>> labels, std::vector<double> values) {
    PlotSeries series{Labels(std::move(labels)), values, values, std::vector<bool>(values.size()), 0};
    series.last = values.back();
    return series;
}

Plot plotFrom(std::int64_t from, std::vector<PlotSeries> series) {
    return {from, 1000, std::move(series), {}};
}

QString columnsText(const std::vector<double>& values) {
    QStringList words;
    for (const double value : values)
        words << (std::isnan(value) ? QStringLiteral("-") : QString::number(value));
    return words.join(' ');
}

// Joined as a chart does it: wherever nothing is recorded, compared beside that.
JoinedPlot joinedOf(const Plot& recorded, const Plot& elsewhere, std::size_t columns,
                    Unit unit = Unit::BytesPerSecond) {
    std::vector<bool> isRecorded(columns, false);
    markRecorded(recorded, isRecorded);
    const auto runs = unrecordedRuns(isRecorded, 1);
    const auto overlaps = overlapsOf(runs, 3, columns);
    return joinedPlot(recorded, elsewhere, {runs, overlaps, columns, unit});
}

}  // namespace

class JoinedPlotTest : public QObject {
    Q_OBJECT

  private slots:
    void theServerHasWhatIsBeforeTheRecord() {
        const Plot recorded =
            plotFrom(10'000, {lineOf({{"device", "sda"}}, {absentHere, absentHere, 3, 4, 5})});
        const Plot elsewhere = plotFrom(10'000, {lineOf({{"device", "sda"}, {"site", "a"}}, {1, 2, 9, 9})});
        const Plot plot = joinedOf(recorded, elsewhere, 5).plot;
        QCOMPARE(plot.series.size(), 1U);
        QCOMPARE(columnsText(plot.series[0].maximum), "1 2 3 4 5");
        QCOMPARE(columnsText(plot.series[0].minimum), "1 2 3 4 5");
        QCOMPARE(plot.series[0].last, 5.0);
        QVERIFY(plot.series[0].labels == Labels({std::pair("device", "sda")}));
    }
    void whatTheServerHasMayBeginLater() {
        const Plot recorded = plotFrom(10'000, {lineOf({}, {1, absentHere, absentHere, 4})});
        const Plot elsewhere = plotFrom(12'000, {lineOf({}, {7, 7})});
        QCOMPARE(columnsText(joinedOf(recorded, elsewhere, 4).plot.series[0].maximum), "1 - 7 4");
    }
    void aSeriesThatOnlyTheServerHadIsThere() {
        const Plot recorded = plotFrom(0, {lineOf({{"device", "sda"}}, {absentHere, 2})});
        const Plot elsewhere =
            plotFrom(0, {lineOf({{"device", "sda"}}, {1, 2}), lineOf({{"device", "sdb"}}, {8, 9})});
        const Plot plot = joinedOf(recorded, elsewhere, 2).plot;
        QCOMPARE(plot.series.size(), 2U);
        QCOMPARE(columnsText(plot.series[1].maximum), "8 -");
        QVERIFY(std::isnan(plot.series[1].last));
    }
    void aSeriesThatTheServerHasBesideTheRecordAloneIsNone() {
        const Plot recorded = plotFrom(0, {lineOf({{"device", "sda"}}, {absentHere, 2})});
        const Plot elsewhere =
            plotFrom(0, {lineOf({{"device", "sda"}}, {1, 2}), lineOf({{"device", "sdb"}}, {absentHere, 9})});
        QCOMPARE(joinedOf(recorded, elsewhere, 2).plot.series.size(), 1U);
    }
    void withoutARecordAllIsTheServers() {
        const Plot elsewhere = plotFrom(0, {lineOf({{"device", "sda"}}, {1, 2, 3})});
        const Plot plot = joinedOf(plotFrom(0, {}), elsewhere, 3).plot;
        QCOMPARE(columnsText(plot.series.at(0).maximum), "1 2 3");
        QCOMPARE(plot.series[0].last, 3.0);
    }
    void aSummaryHasTheMeanOfAllAsItsFigure() {
        PlotSeries here = lineOf({}, {absentHere, 4});
        here.mean = {absentHere, 3};
        PlotSeries there = lineOf({}, {2, 9});
        there.mean = {1, 9};
        const Plot plot = joinedOf(plotFrom(0, {here}), plotFrom(0, {there}), 2).plot;
        QCOMPARE(columnsText(plot.series[0].mean), "1 3");
        QCOMPARE(columnsText(plot.series[0].maximum), "2 4");
        QCOMPARE(plot.series[0].last, 2.0);
    }

    void aDifferenceIsToldWithBothValues() {
        const Plot recorded = plotFrom(0, {lineOf({}, {absentHere, 0.41, 0.40, 0.42})});
        const Plot elsewhere = plotFrom(0, {lineOf({}, {0.5, 0.47, 0.46, 0.48})});
        const auto differences = joinedOf(recorded, elsewhere, 4, Unit::Ratio).differences;
        QCOMPARE(differences.size(), 1U);
        QCOMPARE(differences[0].told.recorded, 0.41);
        QCOMPARE(differences[0].told.elsewhere, 0.47);
    }
    void whatIsNearlyTheSameIsNoDifference() {
        const Plot recorded = plotFrom(0, {lineOf({}, {absentHere, 0.41, 0.40, 0.42})});
        const Plot elsewhere = plotFrom(0, {lineOf({}, {0.5, 0.42, 0.41, 0.42})});
        QVERIFY(joinedOf(recorded, elsewhere, 4, Unit::Ratio).differences.empty());
    }

    void columnsAreTheSameWhenTheyStandAtTheSameTimes() {
        const Plot recorded = plotFrom(500, {});
        QVERIFY(haveSameColumns(recorded, plotFrom(3500, {})));
        QVERIFY(!haveSameColumns(recorded, plotFrom(3000, {})));
        Plot wider = plotFrom(500, {});
        wider.columnMilliseconds = 2000;
        QVERIFY(!haveSameColumns(recorded, wider));
    }
    void anAnswerWithoutSeriesHasTheColumnsOfItsRange() {
        QCOMPARE(columnsIn(plotFrom(1000, {}), {0, 5000}), 5U);
        QCOMPARE(columnsIn(plotFrom(9000, {}), {0, 5000}), 0U);
        QCOMPARE(columnsIn(plotFrom(1000, {lineOf({}, {1, 2})}), {0, 5000}), 2U);
    }
};

}  // namespace baro::ui

BARO_GUI_TEST(baro::ui::JoinedPlotTest)
#include "JoinedPlotTest.moc"
