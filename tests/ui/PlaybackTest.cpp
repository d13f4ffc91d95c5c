#include "ui/Playback.h"

#include <QSignalSpy>
#include <QTest>

#include "tests/support/TestMain.h"
#include "ui/TimeCursor.h"

using namespace std::chrono_literals;

namespace baro::ui {

namespace {

constexpr std::int64_t playbackNow = 1'700'000'000'000;

// A window in the past whose time is moved by hand.
struct PlaybackFixture {
    TimeCursor cursor;
    std::chrono::milliseconds now = 50s;
    Playback playback{cursor, [this] { return now; }};

    PlaybackFixture() {
        cursor.advance(playbackNow);
        cursor.travelTo(playbackNow - 600'000);
    }
    void pass(std::chrono::milliseconds time) {
        now += time;
        playback.step();
    }
    std::int64_t ago() const { return playbackNow - cursor.moment(); }
};

}  // namespace

class PlaybackTest : public QObject {
    Q_OBJECT
  private slots:
    void goesOnAtTheChosenPace_data() {
        QTest::addColumn<int>("speed");
        for (const int speed : Playback::speeds)
            QTest::addRow("%d times", speed) << speed;
    }
    void goesOnAtTheChosenPace() {
        QFETCH(const int, speed);
        PlaybackFixture fixture;
        fixture.playback.setSpeed(speed);
        fixture.playback.start();
        fixture.pass(250ms);
        fixture.pass(1750ms);
        QCOMPARE(fixture.ago(), 600'000 - 2000 * speed);
    }

    void changesItsPaceWhereItIs() {
        PlaybackFixture fixture;
        fixture.playback.start();  // at 10
        fixture.now += 1s;
        fixture.playback.setSpeed(60);
        QCOMPARE(fixture.ago(), 590'000);
        fixture.pass(1s);
        QCOMPARE(fixture.ago(), 530'000);
        fixture.playback.setSpeed(7);
        QCOMPARE(fixture.playback.speed(), 60);
    }

    void endsLive() {
        PlaybackFixture fixture;
        const QSignalSpy changed(&fixture.playback, &Playback::changed);
        fixture.playback.start();
        fixture.pass(61s);
        QVERIFY(fixture.cursor.isLive());
        QVERIFY(!fixture.playback.isPlaying());
        QCOMPARE(changed.count(), 2);
    }

    void stopsWhenSomebodyGoesElsewhere() {
        PlaybackFixture fixture;
        fixture.playback.start();
        fixture.pass(1s);
        fixture.cursor.moveBy(-1s);
        QVERIFY(!fixture.playback.isPlaying());
        const std::int64_t there = fixture.cursor.moment();
        fixture.pass(10s);
        QCOMPARE(fixture.cursor.moment(), there);
    }

    void stopsWhenItIsLiveAgain() {
        PlaybackFixture fixture;
        fixture.playback.start();
        fixture.cursor.goLive();
        QVERIFY(!fixture.playback.isPlaying());
    }

    void anotherRangeDoesNotStopIt() {
        PlaybackFixture fixture;
        fixture.playback.start();
        fixture.cursor.setRange(900s);
        QVERIFY(fixture.playback.isPlaying());
    }

    void goesOnWhereTheRecordBegins() {
        PlaybackFixture fixture;
        fixture.cursor.travelTo(fixture.cursor.oldest());
        fixture.playback.start();
        fixture.cursor.advance(playbackNow + 60'000);  // and loses its beginning
        fixture.pass(1s);
        QVERIFY(fixture.playback.isPlaying());
        QCOMPARE(fixture.cursor.moment(), fixture.cursor.oldest());
    }

    void whileLiveThereIsNothingToPlay() {
        PlaybackFixture fixture;
        fixture.cursor.goLive();
        fixture.playback.toggle();
        QVERIFY(!fixture.playback.isPlaying());
    }
};

}  // namespace baro::ui

BARO_GUILESS_TEST(baro::ui::PlaybackTest)
#include "PlaybackTest.moc"
