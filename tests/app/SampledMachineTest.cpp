#include "app/SampledMachine.h"

#include <QtTest>

#include "platform/replay/ReplayPlatform.h"
#include "tests/support/DemoMachine.h"
#include "tests/support/FakeClock.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::app;
using namespace std::chrono_literals;

namespace {

// Frames of the demo machine, one a second, in the place of a machine.
ShownMachine recordedMachine(int frames) {
    test::DemoMachine demo;
    platform::Recording recording;
    for (int i = 0; i < frames; ++i)
        recording.frames.push_back(demo.next());
    ShownMachine machine;
    machine.liveClock = std::make_unique<test::FakeClock>();
    platform::Replay replay = platform::makeReplay(std::move(recording), *machine.liveClock);
    machine.platform = std::move(replay.platform);
    machine.past = std::move(replay.past);
    return machine;
}

WindowOptions playing() {
    WindowOptions options;
    options.recording = "played";
    return options;
}

}  // namespace

class SampledMachineTest : public QObject {
    Q_OBJECT

  private slots:
    void thePastOfARecordingIsInTheSeriesAtOnce() {
        ShownMachine recorded = recordedMachine(20);
        QVERIFY(recorded.past.size() > 1);
        const std::int64_t oldest = timeOf(*recorded.past.front());
        SampledMachine machine(std::move(recorded), playing(), 1s);
        QCOMPARE(machine.head().oldestTime(), oldest);
        QVERIFY(machine.followed() == nullptr);
    }

    // With rates, as it follows the past.
    void theFirstFrameGoesOnFromThePast() {
        SampledMachine machine(recordedMachine(20), playing(), 1s);
        const FramePtr first = machine.sampler().sampleOnce();
        QVERIFY(first->rates.cpu.has_value());
        QVERIFY(machine.collection().state(timeOf(*first)).lastCollection);
    }

    void aMomentFileIsNotSampled() {
        ShownMachine recorded = recordedMachine(1);
        recorded.past.clear();
        recorded.momentFile = "/m.baro";
        recorded.lastMoment = test::DemoMachine().next();
        SampledMachine machine(std::move(recorded), {}, 1s);
        machine.start();
        QVERIFY(machine.followed() == nullptr);
        machine.hub().publish(machine.shown().lastMoment);
        QVERIFY(machine.hub().latest() == machine.shown().lastMoment);
        QCOMPARE(machine.head().seriesCount(), std::size_t{0});
    }
};

BARO_TEST(SampledMachineTest)
#include "SampledMachineTest.moc"
