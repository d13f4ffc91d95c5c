#include "ui/HoveredFrame.h"

#include <QSignalSpy>
#include <QTest>
#include <atomic>

#include "core/sampling/FrameHub.h"
#include "tests/support/PastOfFrames.h"
#include "tests/support/TestMain.h"
#include "ui/FrameFeed.h"
#include "ui/TimeCursor.h"

namespace baro::ui {

namespace {

constexpr std::int64_t hoverNow = 1'700'000'000'000;

FramePtr frameBefore(std::int64_t milliseconds) {
    auto frame = std::make_shared<Frame>();
    frame->takenAt.wall = std::chrono::milliseconds(hoverNow - milliseconds);
    return frame;
}

struct HoverFixture {
    FrameHub hub;
    TimeCursor cursor;
    std::atomic<int> asked{0};
    FrameFeed frames{hub, cursor, counting()};

    HoverFixture() {
        hub.publish(frameBefore(0));
        QCoreApplication::processEvents();
    }
    // Two Frames five seconds apart, ten minutes ago.
    RecordedPast counting() {
        RecordedPast past = test::pastOf({frameBefore(605'000), frameBefore(600'000)});
        past.frameAt = [this, found = past.frameAt](std::int64_t time) {
            ++asked;
            return found(time);
        };
        return past;
    }
    std::int64_t hoveredTime() const {
        const FramePtr& frame = frames.hovered().frame();
        return frame ? hoverNow - timeOf(*frame) : -1;
    }
};

}  // namespace

class HoveredFrameTest : public QObject {
    Q_OBJECT
  private slots:
    void findsTheFrameOfTheMomentUnderThePointer() {
        HoverFixture fixture;
        fixture.cursor.setHovered(hoverNow - 602'000);
        QTRY_COMPARE(fixture.hoveredTime(), 605'000);
        fixture.cursor.setHovered(hoverNow - 599'000);
        QCOMPARE(fixture.hoveredTime(), -1);  // not the one before, until it is found
        QTRY_COMPARE(fixture.hoveredTime(), 600'000);
        fixture.cursor.setHovered({});
        QCOMPARE(fixture.hoveredTime(), -1);
    }

    void keepsWhatItFound() {
        HoverFixture fixture;
        fixture.cursor.setHovered(hoverNow - 601'000);
        QTRY_COMPARE(fixture.hoveredTime(), 605'000);
        const int asked = fixture.asked;
        fixture.cursor.setHovered({});
        fixture.cursor.setHovered(hoverNow - 603'000);
        QCOMPARE(fixture.hoveredTime(), 605'000);
        QCOMPARE(fixture.asked.load(), asked);
    }

    void aFrameThatIsMuchOlderIsNotOfThatMoment() {
        HoverFixture fixture;
        const QSignalSpy glimpsed(fixture.frames.pastFrames(), &PastFrames::glimpsed);
        fixture.cursor.setHovered(hoverNow - 570'000);
        QTRY_COMPARE(glimpsed.count(), 1);
        QCOMPARE(fixture.hoveredTime(), -1);
    }

    void whatIsInMemoryIsNotAsked() {
        HoverFixture fixture;
        fixture.cursor.setHovered(hoverNow + 10);
        QCOMPARE(fixture.hoveredTime(), 0);
        QCOMPARE(fixture.asked.load(), 0);
    }
};

}  // namespace baro::ui

BARO_GUILESS_TEST(baro::ui::HoveredFrameTest)
#include "HoveredFrameTest.moc"
