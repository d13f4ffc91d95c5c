#include "ui/TimeCursor.h"

#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;

namespace baro::ui {

namespace {
constexpr std::int64_t now = 1'700'000'000'000;
}

class TimeCursorTest : public QObject {
    Q_OBJECT
  private slots:
    void followsTheNewestMomentWhileLive() {
        TimeCursor cursor;
        cursor.advance(now);
        const QSignalSpy advanced(&cursor, &TimeCursor::advanced);
        cursor.advance(now + 1000);
        QCOMPARE(cursor.moment(), now + 1000);
        QCOMPARE(advanced.count(), 1);
        QCOMPARE(cursor.shown(), (TimeRange{now + 1000 - 300'000, now + 1000}));
    }

    void staysWhereItWasPaused() {
        TimeCursor cursor;
        cursor.advance(now);
        cursor.pause();
        const QSignalSpy advanced(&cursor, &TimeCursor::advanced);
        cursor.advance(now + 5000);
        QCOMPARE(cursor.moment(), now);
        QCOMPARE(advanced.count(), 0);
        QVERIFY(!cursor.isLive());
    }

    void tellsOnceWhenItLeavesLive() {
        TimeCursor cursor;
        cursor.advance(now);
        const QSignalSpy live(&cursor, &TimeCursor::liveChanged);
        cursor.moveBy(-60s);
        cursor.moveBy(-60s);
        QCOMPARE(live.count(), 1);
        QCOMPARE(cursor.moment(), now - 120'000);
    }

    void isLiveAgainAtTheNewestMoment() {
        TimeCursor cursor;
        cursor.advance(now);
        cursor.moveBy(-10s);
        cursor.moveBy(60s);
        QVERIFY(cursor.isLive());
    }

    void doesNotGoBeyondWhatIsKept() {
        TimeCursor cursor;
        cursor.advance(now);
        cursor.travelTo(0);
        QCOMPARE(cursor.moment(), cursor.oldest());
    }

    void keepsTheMomentUnderThePointerWhenZooming() {
        TimeCursor cursor;
        cursor.advance(now);
        cursor.travelTo(now - 600'000);
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
        QTest::newRow("too long") << 100'000 << 3600;
    }
    void clampsTheRange() {
        QFETCH(const int, asked);
        QFETCH(const int, given);
        TimeCursor cursor;
        cursor.setRange(std::chrono::seconds(asked));
        QCOMPARE(cursor.range(), std::chrono::seconds(given));
    }

    void resetMeansLiveWithTheUsualRange() {
        TimeCursor cursor;
        cursor.advance(now);
        cursor.setRange(60s);
        cursor.travelTo(now - 90'000);
        cursor.reset();
        QVERIFY(cursor.isLive());
        QCOMPARE(cursor.range(), TimeCursor::usualRange);
    }
};

}  // namespace baro::ui

QTEST_GUILESS_MAIN(baro::ui::TimeCursorTest)
#include "TimeCursorTest.moc"
