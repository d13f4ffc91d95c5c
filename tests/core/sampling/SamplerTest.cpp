#include "core/sampling/Sampler.h"

#include <fcntl.h>
#include <unistd.h>

#include <QtTest>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>

#include "tests/support/FakeClock.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace std::chrono_literals;

namespace {

// Does what the test says and counts how often it was asked.
class ScriptedCollector final : public Collector {
  public:
    using Script = std::function<Status(const Instant&, Readings&)>;
    ScriptedCollector(std::chrono::milliseconds interval, Script script, int* calls)
        : interval_(interval), script_(std::move(script)), calls_(calls) {}
    std::string_view name() const override { return "scripted"; }
    std::chrono::milliseconds interval() const override { return interval_; }
    Status collect(const Instant& now, Readings& into) override {
        ++*calls_;
        return script_(now, into);
    }

  private:
    std::chrono::milliseconds interval_;
    Script script_;
    int* calls_;
};

Status succeed(const Instant&, Readings&) {
    return Done{};
}

// One interface whose received bytes are those the test sets.
ScriptedCollector::Script interfaceWith(const double& bytes, const int& index) {
    return [&](const Instant& now, Readings& into) -> Status {
        NetworkInterface link;
        link.name = "eth0";
        link.index = index;
        link.received.bytes = bytes;
        link.facts = std::make_shared<InterfaceFacts>();
        into.network = Section<Network>(Network{{link}}, now);
        return Done{};
    };
}

// Everything a sampler needs, driven by hand.
class Bench {
  public:
    void add(std::chrono::milliseconds interval, ScriptedCollector::Script script) {
        calls.push_back(0);
        collectors_.push_back(
            std::make_unique<ScriptedCollector>(interval, std::move(script), &calls.back()));
    }
    FramePtr sample() {
        if (!sampler_) sampler_ = std::make_unique<Sampler>(std::move(collectors_), clock, hub);
        return sampler_->sampleOnce();
    }
    FramePtr sampleAfter(Nanoseconds time) {
        clock.advance(time);
        return sample();
    }

    test::FakeClock clock;
    FrameHub hub;
    std::deque<int> calls;  // keeps its addresses

  private:
    std::vector<std::unique_ptr<Collector>> collectors_;
    std::unique_ptr<Sampler> sampler_;
};

// Waits for published Frames instead of for time.
class FrameCounter {
  public:
    explicit FrameCounter(FrameHub& hub)
        : subscription_(hub.subscribe([this](const FramePtr&) {
              {
                  const std::lock_guard lock(mutex_);
                  ++count_;
              }
              arrived_.notify_all();
          })) {}
    bool waitFor(int count) {
        std::unique_lock lock(mutex_);
        return arrived_.wait_for(lock, 60s, [&] { return count_ >= count; });
    }

  private:
    std::mutex mutex_;
    std::condition_variable arrived_;
    int count_ = 0;
    Subscription subscription_;
};

// What is written to standard error in its lifetime.
class CapturedErrors {
  public:
    CapturedErrors() : kept_(dup(STDERR_FILENO)) {
        tree_.write("errors", "");
        const int file = open(tree_.path("errors").c_str(), O_WRONLY | O_CLOEXEC);
        dup2(file, STDERR_FILENO);
        close(file);
    }
    ~CapturedErrors() { restore(); }
    QByteArray finish() {
        restore();
        QFile file(QString::fromStdString(tree_.path("errors")));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
    }

  private:
    void restore() {
        if (kept_ < 0) return;
        dup2(kept_, STDERR_FILENO);
        close(kept_);
        kept_ = -1;
    }
    test::TemporaryTree tree_;
    int kept_;
};

}  // namespace

class SamplerTest : public QObject {
    Q_OBJECT

  private slots:
    void firstFrameSaysSoAndHasNoRates() {
        double bytes = 1;
        int index = 2;
        Bench bench;
        bench.add(1s, interfaceWith(bytes, index));
        const FramePtr frame = bench.sample();
        QCOMPARE(frame->discontinuity, Discontinuity::FirstFrame);
        QCOMPARE(frame->sequence, 0u);
        QVERIFY(frame->readings.network);
        QVERIFY(!frame->rates.network);
        QCOMPARE(bench.hub.latest(), frame);
    }

    void secondReadingComesWithTheNextTick() {
        Bench bench;
        bench.add(1s, succeed);
        bench.sample();
        bench.sampleAfter(100ms);
        QCOMPARE(bench.calls[0], 2);
    }

    void eachCollectorHasItsPace() {
        Bench bench;
        bench.add(1s, succeed);
        bench.add(5s, succeed);
        bench.add(0s, succeed);
        for (int i = 0; i < 11; ++i)
            bench.sampleAfter(1s);
        QCOMPARE(bench.calls[0], 11);
        QCOMPARE(bench.calls[1], 4);  // the first two ticks, then the 1005th and the 1010th second
        QCOMPARE(bench.calls[2], 1);
    }

    void tickThatComesALittleEarlySkipsNoTurn() {
        Bench bench;
        bench.add(1s, succeed);
        for (int i = 0; i < 10; ++i)
            bench.sampleAfter(i % 2 == 0 ? 980ms : 1020ms);
        QCOMPARE(bench.calls[0], 10);
    }

    void failureNeverStopsAnother() {
        Bench bench;
        bench.add(1s, [](const Instant&, Readings& into) -> Status {
            into.load = failed("broken");
            return failed("broken");
        });
        bench.add(1s, succeed);
        const CapturedErrors quiet;
        bench.sample();
        const FramePtr frame = bench.sampleAfter(1s);
        QCOMPARE(bench.calls[1], 2);
        QCOMPARE(frame->health[0].state, CollectorHealth::State::Failed);
        QCOMPARE(frame->health[0].failures, 2u);
        QCOMPARE(frame->health[0].reason, std::string("broken"));
        QCOMPARE(frame->health[1].state, CollectorHealth::State::Ok);
        QCOMPARE(frame->readings.load.reason().message, std::string("broken"));
    }

    void repeatedFailureIsLoggedOnce() {
        Bench bench;
        bench.add(1s, [](const Instant&, Readings&) -> Status { return failed("broken"); });
        CapturedErrors errors;
        for (int i = 0; i < 5; ++i)
            bench.sampleAfter(1s);
        QCOMPARE(errors.finish().count("broken"), 1);
    }

    void absentSubjectIsNoFailure() {
        Bench bench;
        bench.add(1s, [](const Instant&, Readings&) -> Status { return absent("no battery"); });
        CapturedErrors errors;
        const FramePtr frame = bench.sample();
        QVERIFY(errors.finish().isEmpty());
        QCOMPARE(frame->health[0].state, CollectorHealth::State::Absent);
        QCOMPARE(frame->health[0].failures, 0u);
    }

    void healthTellsTheTimeSpent() {
        Bench bench;
        bench.add(1s, [&](const Instant&, Readings&) -> Status {
            bench.clock.advance(20ms);
            return Done{};
        });
        const FramePtr frame = bench.sample();
        QCOMPARE(frame->health[0].duration, Nanoseconds(20ms));
        QCOMPARE(frame->health[0].secondsSpent, 0.02);
    }

    void interruptedTimeGivesAGapAndNoSpike_data() {
        QTest::addColumn<int>("asleep");
        QTest::addColumn<int>("stepped");
        QTest::addColumn<Discontinuity>("what");
        QTest::newRow("sleep") << 3600 << 0 << Discontinuity::Slept;
        QTest::newRow("clock forward") << 0 << 3600 << Discontinuity::ClockStepped;
        QTest::newRow("clock back") << 0 << -3600 << Discontinuity::ClockStepped;
    }
    void interruptedTimeGivesAGapAndNoSpike() {
        QFETCH(int, asleep);
        QFETCH(int, stepped);
        QFETCH(Discontinuity, what);
        double bytes = 0;
        int index = 2;
        Bench bench;
        bench.add(1s, interfaceWith(bytes, index));
        bench.sample();
        bytes = 1000;
        QCOMPARE(bench.sampleAfter(1s)->rates.network->at(0).receivedBytesPerSecond, 1000.0);
        bench.clock.sleep(std::chrono::seconds(asleep));
        bench.clock.step(std::chrono::seconds(stepped));
        bytes = 9e9;
        const FramePtr gap = bench.sampleAfter(1s);
        QCOMPARE(gap->discontinuity, what);
        QVERIFY(!gap->rates.network);
        bytes += 2000;
        const FramePtr after = bench.sampleAfter(1s);
        QCOMPARE(after->discontinuity, Discontinuity::None);
        QCOMPARE(after->rates.network->at(0).receivedBytesPerSecond, 2000.0);
    }

    void everythingIsReadAnewAfterASleep() {
        Bench bench;
        bench.add(60s, succeed);
        bench.add(0s, succeed);
        for (int i = 0; i < 3; ++i)
            bench.sampleAfter(1s);
        QCOMPARE(bench.calls[0], 2);
        bench.clock.sleep(8h);
        bench.sampleAfter(1s);
        QCOMPARE(bench.calls[0], 3);
        QCOMPARE(bench.calls[1], 1);
    }

    void resetCounterAndPluggedDeviceGiveGaps() {
        double bytes = 5000;
        int index = 2;
        Bench bench;
        bench.add(1s, interfaceWith(bytes, index));
        bench.sample();
        bytes = 10;
        QVERIFY(bench.sampleAfter(1s)->rates.network->empty());
        index = 3;
        bytes = 9e9;
        QVERIFY(bench.sampleAfter(1s)->rates.network->empty());
        bytes += 7;
        QCOMPARE(bench.sampleAfter(1s)->rates.network->at(0).receivedBytesPerSecond, 7.0);
    }

    void threadPublishesUntilStopped() {
        test::FakeClock clock;
        FrameHub hub;
        FrameCounter frames(hub);
        Sampler sampler({}, clock, hub);
        sampler.start(1ms, 1ms);
        QVERIFY(frames.waitFor(5));
        sampler.stop();
        const FramePtr last = hub.latest();
        QVERIFY(last->sequence >= 4);
        sampler.start(1ms, 1ms);
        QVERIFY(frames.waitFor(static_cast<int>(last->sequence) + 3));
    }

    void stopDoesNotWaitForTheTick() {
        test::FakeClock clock;
        FrameHub hub;
        FrameCounter frames(hub);
        Sampler sampler({}, clock, hub);
        sampler.start(24h, 24h);
        QVERIFY(frames.waitFor(1));
        sampler.stop();
        QCOMPARE(hub.latest()->sequence, 0u);
    }

    void newIntervalNeedNotWaitForTheOldOne() {
        test::FakeClock clock;
        FrameHub hub;
        FrameCounter frames(hub);
        Sampler sampler({}, clock, hub);
        sampler.start(24h, 24h);
        QVERIFY(frames.waitFor(1));
        sampler.setInterval(1ms);
        QVERIFY(frames.waitFor(3));
    }

    void stoppingTwiceOrBeforeStartIsHarmless() {
        test::FakeClock clock;
        FrameHub hub;
        Sampler sampler({}, clock, hub);
        sampler.stop();
        sampler.start(1ms);
        sampler.stop();
        sampler.stop();
        QVERIFY(hub.latest());
    }
};

BARO_TEST(SamplerTest)
#include "SamplerTest.moc"
