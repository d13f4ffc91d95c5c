#include "platform/replay/ReplayPlatform.h"

#include <QtTest>

#include "core/sampling/Sampler.h"
#include "tests/support/DemoMachine.h"
#include "tests/support/FakeClock.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t recordedLength = 20;

Recording recordedDemo() {
    Recording recording;
    test::DemoMachine machine;
    for (std::size_t i = 0; i < recordedLength; ++i)
        recording.frames.push_back(machine.next());
    return recording;
}

// The whole path: recording, collectors, sampler, hub.
struct Playing {
    test::FakeClock live;
    Replay replay = makeReplay(recordedDemo(), live);
    FrameHub hub;
    Sampler sampler{replay.platform->makeCollectors(), replay.platform->clock(), hub};

    Playing() { sampler.continueAfter(replay.past.at(replay.past.size() - 2)); }

    FramePtr after(Nanoseconds time) {
        live.advance(time);
        return sampler.sampleOnce();
    }
};

}  // namespace

class ReplayPlatformTest : public QObject {
    Q_OBJECT

  private slots:
    void showsTheRecordedMachine() {
        Playing playing;
        const FramePtr frame = playing.after(0s);
        QVERIFY(frame->readings.host);
        QCOMPARE(frame->readings.host->name, std::string("demo"));
        QVERIFY(frame->readings.processes->processes.size() > 100);
        QCOMPARE(frame->takenAt.wall, playing.live.now().wall);
    }

    void beginsWithThePastThatItContinues() {
        Playing playing;
        const auto& past = playing.replay.past;
        const FramePtr first = playing.after(0s);
        QVERIFY(past.size() > recordedLength / 2);
        QCOMPARE(first->readings.cpu->total.idleSeconds, past.back()->readings.cpu->total.idleSeconds);
        for (std::size_t i = 1; i < past.size(); ++i)
            QCOMPARE(past[i]->takenAt.wall - past[i - 1]->takenAt.wall, Nanoseconds(1s));
        // On the tick before now, so that the next tick continues at the same distance.
        QVERIFY(past.back()->takenAt.wall <= first->takenAt.wall);
        QVERIFY(past.back()->takenAt.wall > first->takenAt.wall - 1s);
    }

    void hasRatesAtOnce() {
        Playing playing;
        const FramePtr frame = playing.after(0s);
        QVERIFY(frame->rates.cpu);
        QVERIFY(frame->rates.processes);
    }

    void derivesTheRatesThatWereRecorded() {
        const Recording recording = recordedDemo();
        Playing playing;
        for (std::size_t i = playing.replay.past.size() - 1; i < recordedLength; ++i) {
            const FramePtr frame = playing.after(i == playing.replay.past.size() - 1 ? 0s : 1s);
            QCOMPARE(frame->rates.cpu->total.busy(), recording.frames[i]->rates.cpu->total.busy());
            QCOMPARE(frame->rates.network->size(), 3u);
        }
    }

    void eachTickHasANewFrameWheneverItBegins() {
        for (const Nanoseconds into : {0ms, 10ms, 400ms, 970ms, 990ms, 999ms}) {
            test::FakeClock live;
            live.advance(into);
            const Replay replay = makeReplay(recordedDemo(), live);
            live.advance(1s - into);
            const Instant tick = replay.platform->clock().now();
            const Nanoseconds behind = tick.monotonic - replay.past.back()->takenAt.monotonic;
            QVERIFY(behind == 20ms || behind == 1s + 20ms);
        }
    }

    void startsOverWithAGapAndNoSpike() {
        Playing playing;
        playing.after(0s);
        int gaps = 0;
        for (std::size_t i = 0; i < 3 * recordedLength; ++i) {
            const FramePtr frame = playing.after(1s);
            QCOMPARE(frame->discontinuity == Discontinuity::None, frame->rates.cpu.has_value());
            if (!frame->rates.cpu) {
                ++gaps;
                QVERIFY(!frame->rates.network);
                QVERIFY(!frame->rates.processes);
                continue;
            }
            QVERIFY(frame->rates.cpu->total.busy() <= 1);
            for (const NetworkRates& rate : *frame->rates.network)
                QVERIFY(rate.receivedBytesPerSecond < 2e8);
        }
        QCOMPARE(gaps, 3);
    }

    void pausedClockKeepsTheRates() {
        Playing playing;
        const FramePtr moving = playing.after(0s);
        const FramePtr still = playing.after(10ms);
        QCOMPARE(still->rates.cpu->total.busy(), moving->rates.cpu->total.busy());
    }

    void processesCannotBeActedUpon() {
        Playing playing;
        const auto status = playing.replay.platform->processControl().sendSignal({1, 200}, 15);
        QVERIFY(!status);
        QCOMPARE(status.error().kind, ErrorKind::Denied);
        QVERIFY(!playing.replay.platform->processInspector().inspect({1, 200}));
    }
};

BARO_TEST(ReplayPlatformTest)
#include "ReplayPlatformTest.moc"
