#include "ui/Timeline.h"

#include <QTest>

#include "tests/support/PastOfFrames.h"
#include "tests/support/TestMain.h"
#include "tests/support/WindowParts.h"

namespace baro::ui {

namespace {

constexpr std::int64_t timelineNow = 1'800'000'000'000;
constexpr std::int64_t half = 1'800'000;  // of the hour that is shown

FramePtr presentFrame() {
    auto frame = std::make_shared<Frame>();
    frame->takenAt.wall = std::chrono::milliseconds(timelineNow);
    return frame;
}

int pixelsLike(const QImage& image, const QColor& color) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y).rgb() == color.rgb();
    return count;
}

struct TimelineFixture : test::WindowParts {
    explicit TimelineFixture(std::vector<history::Event> happened)
        : feed(hub, cursor, test::pastOf({presentFrame()}, std::move(happened))) {
        timeline.resize(832, 48);  // 800 pixels for the hour
        timeline.show();
        hub.publish(presentFrame());
        shown = QTest::qWaitFor([this] { return series.isIdle() && !events.events().empty(); });
    }
    FrameFeed feed;
    EventFeed events{feed, cursor};
    Timeline timeline{context(), events};
    bool shown = false;
};

}  // namespace

class TimelineTest : public QObject {
    Q_OBJECT
  private slots:
    void tellsWhatHappenedUnderThePointer() {
        const TimelineFixture fixture(
            {{timelineNow - half, "crash", "{}"}, {timelineNow - half + 1, "boot", "{}"}});
        QVERIFY(fixture.shown);
        const double middle = fixture.timeline.width() / 2.0;
        const QStringList lines = fixture.timeline.eventsAt(middle).split('\n');
        QCOMPARE(lines.size(), 2);
        QVERIFY(lines[0].endsWith("Recording broke off"));
        QVERIFY(lines[1].endsWith("The machine was started"));
        QCOMPARE(fixture.timeline.eventsAt(middle + 40), QString());
    }

    void ofManyEventsOnlyTheFirstAreTold() {
        std::vector<history::Event> many;
        for (int i = 0; i < 20; ++i)
            many.push_back({timelineNow - half + i, "plugged", "{}"});
        const TimelineFixture fixture(std::move(many));
        QVERIFY(fixture.shown);
        const QStringList lines = fixture.timeline.eventsAt(fixture.timeline.width() / 2.0).split('\n');
        QCOMPARE(lines.size(), 9);
        QCOMPARE(lines.back(), QString("and 12 more"));
    }

    void troubleIsMarkedInItsColour() {
        TimelineFixture fixture({{timelineNow - half, "crash", "{}"}});
        QVERIFY(fixture.shown);
        QVERIFY(pixelsLike(fixture.timeline.grab().toImage(), fixture.theme.color(Role::Danger)) > 10);
    }

    void aClickOnAMarkMeansTheMomentOfTheEvent() {
        TimelineFixture fixture({{timelineNow - half, "sleep", "{}"}});
        QVERIFY(fixture.shown);
        const int middle = fixture.timeline.width() / 2;
        QTest::mouseClick(&fixture.timeline, Qt::LeftButton, {}, {middle + 2, 20});
        QCOMPARE(fixture.cursor.moment(), timelineNow - half);
        QTest::mouseClick(&fixture.timeline, Qt::LeftButton, {}, {middle + 100, 20});
        QVERIFY(fixture.cursor.moment() > timelineNow - half + 400'000);
    }
};

}  // namespace baro::ui

BARO_GUI_TEST(baro::ui::TimelineTest)
#include "TimelineTest.moc"
