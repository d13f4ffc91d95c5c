#include "core/hosts/ScrapePace.h"

#include <QTest>

#include "tests/support/TestMain.h"

using namespace baro;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t firstScrape = 1'700'000'000'000;

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
