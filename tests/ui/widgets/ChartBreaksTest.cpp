#include "ui/widgets/ChartBreaks.h"

#include <QTest>
#include <limits>

#include "tests/support/TestMain.h"

namespace baro::ui {

namespace {

constexpr double gapValue = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t breaksFrom = 1'700'000'000'000;

ChartData secondsOf(std::vector<double> values) {
    ChartData data;
    data.range = {breaksFrom, breaksFrom + static_cast<std::int64_t>(values.size()) * 1000};
    data.columnsFrom = breaksFrom;
    data.series = {{.name = "x", .minimum = values, .maximum = values}};
    return data;
}

history::Event eventAfter(std::int64_t milliseconds, const std::string& kind) {
    return {breaksFrom + milliseconds, kind, "{}"};
}

}  // namespace

class ChartBreaksTest : public QObject {
    Q_OBJECT
  private slots:
    void aSleepReachesBackToWhatIsKnown() {
        const std::vector events{eventAfter(5200, "sleep")};
        const auto breaks = breaksOf(secondsOf({1, 2, gapValue, gapValue, gapValue, 3, 4}), events);
        QCOMPARE(breaks.size(), 1U);
        QCOMPARE(breaks[0].gap, (TimeRange{breaksFrom + 2000, breaksFrom + 5200}));
        QVERIFY(!breaks[0].text.isEmpty());
    }

    void whatAnySeriesKnowsIsNoGap() {
        ChartData data = secondsOf({1, gapValue, gapValue, 4});
        data.series.push_back({.name = "y", .minimum = {1, 2}, .maximum = {1, 2}});
        const std::vector events{eventAfter(3000, "boot")};
        QCOMPARE(breaksOf(data, events)[0].gap, (TimeRange{breaksFrom + 2000, breaksFrom + 3000}));
    }

    void aShortOneIsBetweenTwoKnownColumns() {
        const std::vector events{eventAfter(2500, "sleep")};
        QCOMPARE(breaksOf(secondsOf({1, 2, 3, 4}), events)[0].gap,
                 (TimeRange{breaksFrom + 2000, breaksFrom + 2500}));
    }

    void withNothingKnownBeforeItBeginsWithTheRange() {
        const std::vector events{eventAfter(2000, "boot")};
        QCOMPARE(breaksOf(secondsOf({gapValue, gapValue, 3}), events)[0].gap,
                 (TimeRange{breaksFrom, breaksFrom + 2000}));
    }

    void columnsThatBeginBeforeTheRangeAreNotLookedFor() {
        ChartData data = secondsOf({1, gapValue, 3});
        data.columnsFrom = breaksFrom + 1000;  // it begins later than the event
        const std::vector events{eventAfter(500, "sleep")};
        QCOMPARE(breaksOf(data, events)[0].gap, (TimeRange{breaksFrom, breaksFrom + 500}));
    }

    void otherEventsAndThoseElsewhereAreNone() {
        const std::vector events{eventAfter(-1, "sleep"), eventAfter(1000, "plugged"),
                                 eventAfter(1500, "clock"), eventAfter(2000, "start"),
                                 eventAfter(9000, "boot")};
        QVERIFY(breaksOf(secondsOf({1, 2, 3, 4}), events).empty());
    }

    void whereThereAreNoDataThereIsNothingToMark() {
        ChartData data = secondsOf({1, 2, 3, 4});
        data.series.clear();
        const std::vector events{eventAfter(2000, "sleep")};
        QVERIFY(breaksOf(data, events).empty());
    }
};

}  // namespace baro::ui

BARO_GUILESS_TEST(baro::ui::ChartBreaksTest)
#include "ChartBreaksTest.moc"
