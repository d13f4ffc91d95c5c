#include "ui/EventFeed.h"

#include <QSignalSpy>
#include <QTest>

#include "core/sampling/FrameHub.h"
#include "tests/support/PastOfFrames.h"
#include "tests/support/TestMain.h"
#include "ui/FrameFeed.h"
#include "ui/TimeCursor.h"

namespace baro::ui {

namespace {

constexpr std::int64_t eventsNow = 1'700'000'000'000;

FramePtr frameAgo(int seconds) {
    auto frame = std::make_shared<Frame>();
    frame->takenAt.wall = std::chrono::milliseconds(eventsNow) - std::chrono::seconds(seconds);
    return frame;
}

history::Event eventAgo(int seconds, const std::string& kind) {
    return {eventsNow - seconds * 1000LL, kind, "{}"};
}

struct EventFixture {
    FrameHub hub;
    TimeCursor cursor;
    FrameFeed frames{
        hub, cursor,
        test::pastOf({frameAgo(7200), frameAgo(0)}, {eventAgo(7200, "start"), eventAgo(600, "sleep"),
                                                     eventAgo(600, "boot"), eventAgo(60, "clock")})};
    EventFeed events{frames, cursor};

    EventFixture() {
        const QSignalSpy changed(&events, &EventFeed::changed);
        hub.publish(frameAgo(0));
        arrived = QTest::qWaitFor([&] { return changed.count() > 0; });
    }
    bool arrived = false;
};

}  // namespace

class EventFeedTest : public QObject {
    Q_OBJECT
  private slots:
    void knowsTheEventsOfTheRecord() {
        const EventFixture fixture;
        QVERIFY(fixture.arrived);
        QCOMPARE(fixture.events.events().size(), 4U);
        const auto within = fixture.events.within({eventsNow - 600'000, eventsNow - 600'000});
        QCOMPARE(within.size(), 2U);
        QCOMPARE(within.front().kind, std::string("sleep"));
        QVERIFY(fixture.events.within({eventsNow - 599'999, eventsNow - 61'000}).empty());
    }

    void withoutARecordBreaksInTimeAreEvents() {
        FrameHub hub;
        TimeCursor cursor;
        FrameFeed frames{hub, cursor};
        EventFeed events{frames, cursor};
        const QSignalSpy arrived(&frames, &FrameFeed::arrived);
        int published = 0;
        const auto publish = [&](int seconds, Discontinuity discontinuity) {
            auto frame = std::make_shared<Frame>(*frameAgo(seconds));
            frame->discontinuity = discontinuity;
            hub.publish(frame);
            ++published;
            return QTest::qWaitFor([&] { return arrived.count() == published; });
        };
        QVERIFY(publish(60, Discontinuity::FirstFrame));
        QVERIFY(publish(50, Discontinuity::None));
        QVERIFY(events.events().empty());
        QVERIFY(publish(40, Discontinuity::Slept));
        QCOMPARE(events.events().size(), 1U);
        QCOMPARE(events.events()[0].kind, std::string("sleep"));
        QCOMPARE(events.events()[0].timeMilliseconds, eventsNow - 40'000);
        QVERIFY(publish(30, Discontinuity::Slept));
        QCOMPARE(events.events().size(), 2U);
        // Three at once, of which the window gets the last.
        for (const auto& [seconds, broke] :
             {std::pair(29, Discontinuity::None), {28, Discontinuity::Slept}, {27, Discontinuity::None}}) {
            auto frame = std::make_shared<Frame>(*frameAgo(seconds));
            frame->discontinuity = broke;
            hub.publish(frame);
        }
        ++published;
        QVERIFY(QTest::qWaitFor([&] { return arrived.count() == published; }));
        QCOMPARE(events.events().size(), 3U);
        QCOMPARE(events.events()[2].timeMilliseconds, eventsNow - 28'000);
        // What was later than the clock says now has not been yet.
        QVERIFY(publish(45, Discontinuity::ClockStepped));
        QCOMPARE(events.events().size(), 1U);
        QCOMPARE(events.events()[0].kind, std::string("clock"));
    }

    void goesFromOneMomentWithEventsToTheNext() {
        EventFixture fixture;
        QVERIFY(fixture.arrived);
        QVERIFY(fixture.events.goToPrevious());
        QCOMPARE(fixture.cursor.moment(), eventsNow - 60'000);
        QVERIFY(fixture.events.goToPrevious());
        QCOMPARE(fixture.cursor.moment(), eventsNow - 600'000);
        QVERIFY(fixture.events.goToPrevious());
        QCOMPARE(fixture.cursor.moment(), eventsNow - 7'200'000);
        QVERIFY(!fixture.events.goToPrevious());
        QCOMPARE(fixture.cursor.moment(), eventsNow - 7'200'000);
        fixture.events.goToNext();
        QCOMPARE(fixture.cursor.moment(), eventsNow - 600'000);
        fixture.events.goToNext();
        fixture.events.goToNext();
        QVERIFY(fixture.cursor.isLive());
    }

    void withoutAPastNothingHappened() {
        FrameHub hub;
        TimeCursor cursor;
        const FrameFeed frames(hub, cursor);
        hub.publish(frameAgo(0));
        QCoreApplication::processEvents();
        EventFeed events(frames, cursor);
        QVERIFY(!events.goToPrevious());
        QVERIFY(cursor.isLive());
    }
};

}  // namespace baro::ui

BARO_GUILESS_TEST(baro::ui::EventFeedTest)
#include "EventFeedTest.moc"
