#include "core/hosts/ScrapePace.h"

#include <QTest>

#include "tests/support/TestMain.h"

using namespace baro;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t firstScrape = 1'700'000'000'000;

// A series with samples at so many seconds after the first scrape.
SampleSeries seriesAt(const std::vector<int>& seconds) {
    SampleSeries series;
    for (const int second : seconds)
        series.samples.push_back({firstScrape + second * 1000, 1});
    return series;
}

// One that has seen two scrapes at this distance.
ScrapePace pacedAt(std::int64_t interval) {
    ScrapePace pace;
    pace.next(firstScrape);
    pace.next(firstScrape + interval);
    return pace;
}

}  // namespace

class ScrapePaceTest : public QObject {
    Q_OBJECT

  private slots:
    void nothingIsKnownAtFirst() {
        ScrapePace pace;
        QVERIFY(!pace.interval());
        QCOMPARE(pace.next({}), 2000ms);
        QCOMPARE(pace.next(firstScrape), 2000ms);
        QVERIFY(!pace.interval());
    }

    // However long it takes: the second scrape tells the interval.
    void theSecondScrapeIsLookedFor() {
        ScrapePace pace;
        pace.next(firstScrape);
        for (int i = 0; i < 20; ++i)
            QCOMPARE(pace.next(firstScrape), 2000ms);
    }

    void asksAgainShortlyBeforeTheNextScrape_data() {
        QTest::addColumn<int>("interval");
        QTest::addColumn<int>("pause");
        QTest::newRow("a minute") << 60'000 << 54'000;
        QTest::newRow("15 s") << 15'000 << 13'500;
        QTest::newRow("5 s") << 5'000 << 4'500;
        QTest::newRow("a second") << 1'000 << 1'000;
        QTest::newRow("less") << 10 << 1'000;
    }
    void asksAgainShortlyBeforeTheNextScrape() {
        QFETCH(int, interval);
        QFETCH(int, pause);
        ScrapePace pace;
        pace.next(firstScrape);
        QCOMPARE(pace.next(firstScrape + interval).count(), std::int64_t{pause});
        QCOMPARE(pace.interval()->count(), std::int64_t{interval});
    }

    // One answer may hold them both.
    void twoScrapesOfTheFirstAnswer() {
        ScrapePace pace;
        pace.next(firstScrape);
        QCOMPARE(pace.next(firstScrape + 30'000), 27'000ms);
        QCOMPARE(*pace.interval(), 30'000ms);
    }

    void theDistanceOfAnAnswer_data() {
        using Seconds = std::vector<int>;
        QTest::addColumn<Seconds>("seconds");
        QTest::addColumn<int>("distance");  // 0: none
        QTest::newRow("nothing") << Seconds{} << 0;
        QTest::newRow("one scrape") << Seconds{0} << 0;
        QTest::newRow("two") << Seconds{0, 15} << 15;
        QTest::newRow("two that a gap may part") << Seconds{0, 16} << 0;
        QTest::newRow("three") << Seconds{0, 60, 120} << 60;
        QTest::newRow("a gap first") << Seconds{0, 200, 205, 210} << 5;
        QTest::newRow("a gap last") << Seconds{0, 5, 10, 250} << 5;
        QTest::newRow("a gap, and one scrape since") << Seconds{0, 15, 280} << 15;
        QTest::newRow("a server that began anew") << Seconds{0, 15, 17, 32, 47} << 15;
    }
    void theDistanceOfAnAnswer() {
        QFETCH(std::vector<int>, seconds);
        QFETCH(int, distance);
        const std::vector<SampleSeries> answer{seriesAt({0}), seriesAt(seconds)};
        const auto told = scrapeDistance(answer);
        QCOMPARE(told.has_value(), distance != 0);
        if (told) QCOMPARE(*told / 1s, std::int64_t{distance});
    }

    void aLateHostIsAskedInSmallStepsForAWhile() {
        ScrapePace pace = pacedAt(15'000);
        for (int i = 0; i < 5; ++i)
            QCOMPARE(pace.next(firstScrape + 15'000), 1500ms);
        QCOMPARE(pace.next(firstScrape + 15'000), 15'000ms);
        QCOMPARE(pace.next({}), 15'000ms);
        QCOMPARE(pace.next(firstScrape + 60'000), 13'500ms);
        QCOMPARE(pace.next(firstScrape + 60'000), 1500ms);
    }

    void aMissedScrapeIsNoLongerInterval() {
        ScrapePace pace = pacedAt(15'000);
        QCOMPARE(pace.next(firstScrape + 45'000), 13'500ms);
        QCOMPARE(*pace.interval(), 15'000ms);
    }

    void aLongerIntervalIsBelievedAfterAFewScrapes() {
        ScrapePace pace = pacedAt(15'000);
        std::int64_t time = firstScrape + 15'000;
        for (int i = 0; i < 3; ++i) {
            pace.next(time += 60'000);
            QCOMPARE(*pace.interval(), 15'000ms);
        }
        QCOMPARE(pace.next(time += 60'000), 54'000ms);
        QCOMPARE(*pace.interval(), 60'000ms);
    }

    void aClockThatWasSetBackIsNoInterval() {
        ScrapePace pace = pacedAt(15'000);
        QCOMPARE(pace.next(firstScrape - 3'600'000), 13'500ms);
        QCOMPARE(*pace.interval(), 15'000ms);
        pace.next(firstScrape - 3'590'000);
        QCOMPARE(*pace.interval(), 10'000ms);
    }
};

BARO_TEST(ScrapePaceTest)
#include "ScrapePaceTest.moc"
