#include "ui/FrameFeed.h"

#include <QSignalSpy>
#include <QTest>
#include <thread>

#include "tests/support/TestMain.h"
#include "ui/TimeCursor.h"

namespace baro::ui {

namespace {

FramePtr frameNumber(std::uint64_t sequence) {
    auto frame = std::make_shared<Frame>();
    frame->sequence = sequence;
    frame->takenAt.wall = std::chrono::seconds(1'700'000'000 + sequence);
    return frame;
}

void publishFromAnotherThread(FrameHub& hub, std::uint64_t first, std::uint64_t last) {
    std::thread([&] {
        for (auto i = first; i <= last; ++i)
            hub.publish(frameNumber(i));
    }).join();
}

}  // namespace

class FrameFeedTest : public QObject {
    Q_OBJECT
  private slots:
    void deliversOnlyTheNewestOfThoseThatWaited() {
        FrameHub hub;
        TimeCursor cursor;
        const FrameFeed feed(hub, cursor);
        const QSignalSpy arrived(&feed, &FrameFeed::arrived);
        publishFromAnotherThread(hub, 1, 5);
        QCOMPARE(arrived.count(), 0);
        QCoreApplication::processEvents();
        QCOMPARE(arrived.count(), 1);
        QCOMPARE(feed.frame()->sequence, 5U);
    }

    void hasTheFrameThatWasPublishedBefore() {
        FrameHub hub;
        hub.publish(frameNumber(3));
        TimeCursor cursor;
        const FrameFeed feed(hub, cursor);
        QCOMPARE(feed.frame()->sequence, 3U);
        QCOMPARE(cursor.newest(), 1'700'000'003'000);
    }

    void keepsTheShownFrameWhilePaused() {
        FrameHub hub;
        TimeCursor cursor;
        const FrameFeed feed(hub, cursor);
        publishFromAnotherThread(hub, 1, 1);
        QCoreApplication::processEvents();
        cursor.pause();
        publishFromAnotherThread(hub, 2, 2);
        QCoreApplication::processEvents();
        QCOMPARE(feed.frame()->sequence, 1U);
        QCOMPARE(feed.newest()->sequence, 2U);
        cursor.goLive();
        QCOMPARE(feed.frame()->sequence, 2U);
    }

    void showsTheRecordedFrameOfTheMoment() {
        FrameHub hub;
        TimeCursor cursor;
        // Ten Frames, five seconds apart, the last one 50 s before the hub's.
        const auto frameAt = [](std::int64_t time) -> Result<FramePtr> {
            const std::int64_t number = (time - 1'700'000'000'000) / 5000;
            if (number < 0) return FramePtr();
            return frameNumber(static_cast<std::uint64_t>(std::min<std::int64_t>(number, 9) * 5));
        };
        const auto extent = []() -> Result<TimeRange> {
            return TimeRange{1'700'000'000'000, 1'700'000'050'000};
        };
        FrameFeed feed(hub, cursor, RecordedPast{frameAt, extent});
        QSignalSpy shown(&feed, &FrameFeed::shown);
        publishFromAnotherThread(hub, 100, 100);
        QTRY_COMPARE(cursor.oldest(), 1'700'000'100'000 - 3'600'000);
        QCOMPARE(feed.frame()->sequence, 100U);
        cursor.travelTo(1'700'000'033'000);
        QTRY_COMPARE(feed.frame()->sequence, 30U);
        // Further than the newest that is recorded: that moment is unknown, and not the one before.
        cursor.travelTo(1'700'000'090'000);
        QTRY_VERIFY(feed.frame()->readings.cpu.reason().message.find("nothing was recorded") != std::string::npos);
        cursor.goLive();
        QCOMPARE(feed.frame()->sequence, 100U);
    }

    void whatTheRecordHasNotYetIsRemembered() {
        FrameHub hub;
        TimeCursor cursor;
        const auto none = [](std::int64_t) -> Result<FramePtr> { return FramePtr(); };
        FrameFeed feed(hub, cursor, RecordedPast{none, [] { return Result<TimeRange>(TimeRange{1, 0}); }});
        for (std::uint64_t second = 1; second <= 60; ++second) {
            publishFromAnotherThread(hub, second, second);
            QCoreApplication::processEvents();
        }
        cursor.travelTo(1'700'000'047'000);
        const auto sequence = feed.frame()->sequence;
        QVERIFY2(sequence <= 47 && sequence > 42, qPrintable(QString::number(sequence)));
    }

    void isSilentWhileNobodyWatches() {
        FrameHub hub;
        TimeCursor cursor;
        FrameFeed feed(hub, cursor);
        feed.setWatched(false);
        const QSignalSpy shown(&feed, &FrameFeed::shown);
        publishFromAnotherThread(hub, 1, 1);
        QCoreApplication::processEvents();
        QCOMPARE(shown.count(), 0);
        feed.setWatched(true);
        QCOMPARE(shown.count(), 1);
    }

    void survivesFramesThatArriveAfterItsEnd() {
        FrameHub hub;
        TimeCursor cursor;
        {
            const FrameFeed feed(hub, cursor);
            publishFromAnotherThread(hub, 1, 1);
        }
        publishFromAnotherThread(hub, 2, 2);
        QCoreApplication::processEvents();
        QCOMPARE(cursor.newest(), 0);
    }
};

}  // namespace baro::ui

BARO_GUILESS_TEST(baro::ui::FrameFeedTest)
#include "FrameFeedTest.moc"
