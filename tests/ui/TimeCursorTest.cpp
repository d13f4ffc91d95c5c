#include "ui/TimeCursor.h"

#include <QSignalSpy>
#include <QTest>

#include "tests/support/TestMain.h"

using namespace std::chrono_literals;

namespace baro::ui {

namespace {
constexpr std::int64_t presentTime = 1'700'000'000'000;
}

class TimeCursorTest : public QObject {
    Q_OBJECT
  private slots:
    void followsTheNewestMomentWhileLive() {
        TimeCursor cursor;
        cursor.advance(presentTime);
        const QSignalSpy advanced(&cursor, &TimeCursor::advanced);
        cursor.advance(presentTime + 1000);
        QCOMPARE(cursor.moment(), presentTime + 1000);
        QCOMPARE(advanced.count(), 1);
        QCOMPARE(cursor.shown(), (TimeRange{presentTime + 1000 - 300'000, presentTime + 1000}));
    }

    void staysWhereItWasPaused() {
        TimeCursor cursor;
        cursor.advance(presentTime);
        cursor.pause();
        const QSignalSpy advanced(&cursor, &TimeCursor::advanced);
        cursor.advance(presentTime + 5000);
        QCOMPARE(cursor.moment(), presentTime);
        QCOMPARE(advanced.count(), 0);
        QVERIFY(!cursor.isLive());
    }

    void tellsOnceWhenItLeavesLive() {
        TimeCursor cursor;
        cursor.advance(presentTime);
        const QSignalSpy live(&cursor, &TimeCursor::liveChanged);
        cursor.moveBy(-60s);
        cursor.moveBy(-60s);
        QCOMPARE(live.count(), 1);
        QCOMPARE(cursor.moment(), presentTime - 120'000);
    }

    void isLiveAgainAtTheNewestMoment() {
        TimeCursor cursor;
        cursor.advance(presentTime);
        cursor.moveBy(-10s);
        cursor.moveBy(60s);
        QVERIFY(cursor.isLive());
    }

    void doesNotGoBeyondWhatIsKept() {
        TimeCursor cursor;
        cursor.advance(presentTime);
        cursor.travelTo(0);
        QCOMPARE(cursor.moment(), cursor.oldest());
    }

    void whatAServerKnowsIsWithinReach() {
        TimeCursor cursor;
        cursor.advance(presentTime);
        cursor.setRecordedSince(presentTime - 2 * 3'600'000);
        const QSignalSpy reach(&cursor, &TimeCursor::reachChanged);
        cursor.setServedSince(presentTime - 48 * 3'600'000);
        QCOMPARE(reach.count(), 1);
        QCOMPARE(cursor.oldest(), presentTime - 48 * 3'600'000);
        // A server that knows less takes nothing away.
        cursor.setServedSince(presentTime - 3'600'000);
        QCOMPARE(cursor.oldest(), presentTime - 2 * 3'600'000);
        cursor.setServedSince({});
        QCOMPARE(cursor.oldest(), presentTime - 2 * 3'600'000);
    }

    void goesOnToWhereItWasSentAsSoonAsThatIsWithinReach() {
        const std::int64_t yesterday = presentTime - 20 * 3'600'000;
        TimeCursor cursor;
        cursor.advance(presentTime);
        cursor.travelTo(yesterday);
        QCOMPARE(cursor.moment(), presentTime - 3'600'000);
        cursor.setServedSince(presentTime - 48 * 3'600'000);
        QCOMPARE(cursor.moment(), yesterday);
    }

    void whoeverMovedItSinceIsNotTakenAway() {
        TimeCursor cursor;
        cursor.advance(presentTime);
        cursor.travelTo(presentTime - 20 * 3'600'000);
        cursor.moveBy(60s);
        cursor.setServedSince(presentTime - 48 * 3'600'000);
        QCOMPARE(cursor.moment(), presentTime - 3'600'000 + 60'000);
        cursor.travelTo(0);
        cursor.goLive();
        cursor.setServedSince(presentTime - 96 * 3'600'000);
        QVERIFY(cursor.isLive());
    }

    void keepsTheMomentUnderThePointerWhenZooming() {
        TimeCursor cursor;
        cursor.advance(presentTime);
        cursor.travelTo(presentTime - 600'000);
        const TimeRange before = cursor.shown();
        const auto middle = (before.from + before.to) / 2;
        cursor.zoom(0.5, 0.5);
        const TimeRange after = cursor.shown();
        QCOMPARE((after.from + after.to) / 2, middle);
        QCOMPARE(cursor.range(), 150s);
    }

    void clampsTheRange_data() {
        QTest::addColumn<int>("asked");
        QTest::addColumn<int>("given");
        QTest::newRow("too short") << 1 << 30;
        QTest::newRow("fits") << 900 << 900;
        QTest::newRow("too long") << 100'000 << 10'800;
    }
    void clampsTheRange() {
        QFETCH(const int, asked);
        QFETCH(const int, given);
        TimeCursor cursor;
        cursor.setRange(std::chrono::seconds(asked));
        QCOMPARE(cursor.range(), std::chrono::seconds(given));
    }

    void aLongerRecordAllowsLongerRanges_data() {
        QTest::addColumn<int>("recordedHours");
        QTest::addColumn<int>("longestHours");
        QTest::newRow("nothing recorded") << 0 << 3;
        QTest::newRow("three hours") << 3 << 3;
        QTest::newRow("four hours") << 4 << 6;
        QTest::newRow("a day") << 24 << 24;
        QTest::newRow("two days") << 48 << 168;
        QTest::newRow("a month") << 720 << 168;
    }
    void aLongerRecordAllowsLongerRanges() {
        QFETCH(const int, recordedHours);
        QFETCH(const int, longestHours);
        TimeCursor cursor;
        cursor.advance(presentTime);
        if (recordedHours > 0) cursor.setRecordedSince(presentTime - recordedHours * 3'600'000LL);
        QCOMPARE(cursor.longestRange(), std::chrono::hours(longestHours));
        cursor.setRange(std::chrono::hours(10'000));
        QCOMPARE(cursor.range(), std::chrono::hours(longestHours));
    }

    void resetMeansLiveWithTheUsualRange() {
        TimeCursor cursor;
        cursor.advance(presentTime);
        cursor.setRange(60s);
        cursor.travelTo(presentTime - 90'000);
        cursor.reset();
        QVERIFY(cursor.isLive());
        QCOMPARE(cursor.range(), TimeCursor::usualRange);
    }
};

}  // namespace baro::ui

BARO_GUILESS_TEST(baro::ui::TimeCursorTest)
#include "TimeCursorTest.moc"
