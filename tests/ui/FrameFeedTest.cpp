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
