#include "platform/replay/ReplayPlatform.h"

#include <QtTest>

#include "core/sampling/Sampler.h"
#include "tests/support/DemoMachine.h"
#include "tests/support/FakeClock.h"

using namespace baro;
using namespace baro::platform;
using namespace std::chrono_literals;

namespace {

constexpr int recordedSeconds = 20;

Recording recordedDemo() {
    Recording recording;
    test::DemoMachine machine;
    for (int i = 0; i < recordedSeconds; ++i)
        recording.frames.push_back(machine.next());
    return recording;
}

// The whole path: recording, collectors, sampler, hub.
struct Replay {
    test::FakeClock live;
    std::unique_ptr<Platform> platform = makeReplayPlatform(recordedDemo(), live);
    FrameHub hub;
    Sampler sampler{platform->makeCollectors(), platform->clock(), hub};

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
        Replay replay;
        const FramePtr frame = replay.after(0s);
        QVERIFY(frame->readings.host);
        QCOMPARE(frame->readings.host->name, std::string("demo"));
        QVERIFY(frame->readings.processes->processes.size() > 100);
        QCOMPARE(frame->takenAt.wall, replay.live.now().wall);
    }

    void hasRatesAfterTheWarmUp() {
        Replay replay;
        replay.after(0s);
        const FramePtr frame = replay.after(100ms);
        QVERIFY(frame->rates.cpu);
        QVERIFY(frame->rates.processes);
    }

    void derivesTheRatesThatWereRecorded() {
        const Recording recording = recordedDemo();
        Replay replay;
        replay.after(0s);
        for (std::size_t i = 1; i < recordedSeconds; ++i) {
            const FramePtr frame = replay.after(i == 1 ? Nanoseconds(100ms) : Nanoseconds(1s));
            QCOMPARE(frame->rates.cpu->total.busy(), recording.frames[i]->rates.cpu->total.busy());
            QCOMPARE(frame->rates.network->size(), 3u);
        }
    }

    void startsOverWithAGapAndNoSpike() {
        Replay replay;
        replay.after(0s);
        replay.after(100ms);
        int gaps = 0;
        for (int i = 0; i < 3 * recordedSeconds; ++i) {
            const FramePtr frame = replay.after(1s);
            QCOMPARE(frame->discontinuity, Discontinuity::None);
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
        Replay replay;
        replay.after(0s);
        const FramePtr moving = replay.after(100ms);
        const FramePtr still = replay.after(10ms);
        QCOMPARE(still->rates.cpu->total.busy(), moving->rates.cpu->total.busy());
    }

    void processesCannotBeActedUpon() {
        Replay replay;
        const auto status = replay.platform->processControl().sendSignal({1, 200}, 15);
        QVERIFY(!status);
        QCOMPARE(status.error().kind, ErrorKind::Denied);
        QVERIFY(!replay.platform->processInspector().inspect({1, 200}));
    }
};

QTEST_APPLESS_MAIN(ReplayPlatformTest)
#include "ReplayPlatformTest.moc"
