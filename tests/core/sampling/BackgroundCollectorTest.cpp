#include "core/sampling/BackgroundCollector.h"

#include <QtTest>
#include <atomic>
#include <semaphore>

#include "tests/support/FakeClock.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace std::chrono_literals;

namespace {

// Answers once for each release of the gate: a device that hangs until the test lets go.
struct Gate {
    std::counting_semaphore<> open{0};
    std::atomic<int> begun{0};
    std::atomic<bool> fails{false};
    std::atomic<bool> gone{false};
};

class GatedCollector final : public Collector {
  public:
    GatedCollector(std::shared_ptr<Gate> gate, std::chrono::milliseconds interval)
        : gate_(std::move(gate)), interval_(interval) {}
    ~GatedCollector() override { gate_->gone = true; }
    std::string_view name() const override { return "gated"; }
    std::chrono::milliseconds interval() const override { return interval_; }
    Status collect(const Instant& now, Readings& into) override {
        const int reading = ++gate_->begun;
        gate_->open.acquire();
        if (gate_->fails) {
            into.load = failed("broken");
            return failed("broken");
        }
        into.load = Section<Load>(Load{.oneMinute = static_cast<double>(reading)}, now);
        into.host = Section<Host>(Host{}, now);
        into.families.entropy = Section<Families>(Families{}, now);
        return Done{};
    }

  private:
    std::shared_ptr<Gate> gate_;
    std::chrono::milliseconds interval_;
};

struct Fixture {
    explicit Fixture(std::chrono::milliseconds interval = 1s)
        : collector(std::make_unique<GatedCollector>(gate, interval), 5s, &Readings::load) {}

    Status collect() { return collector.collect(clock.now(), readings); }
    // Collects, without moving the clock, until the worker's answer has come over; CTest's limit ends a
    // defect.
    void collectUntil(const std::function<bool()>& holds) {
        while (!holds()) {
            (void)collect();
            std::this_thread::yield();
        }
    }

    std::shared_ptr<Gate> gate = std::make_shared<Gate>();
    test::FakeClock clock;
    Readings readings;
    BackgroundCollector collector;
};

}  // namespace

class BackgroundCollectorTest : public QObject {
    Q_OBJECT

  private slots:
    void keepsTheNameOfTheWrappedCollector() {
        QCOMPARE(Fixture().collector.name(), std::string_view("gated"));
    }

    void returnsBeforeTheWorkerAnswers() {
        Fixture fixture;
        QVERIFY(fixture.collect());
        QVERIFY(!fixture.readings.load);
        fixture.gate->open.release();
    }

    void handsOverTheAnswerWithTheInstantOfTheQuestion() {
        Fixture fixture;
        const Instant askedAt = fixture.clock.now();
        QVERIFY(fixture.collect());
        fixture.clock.advance(300ms);
        fixture.gate->open.release();
        fixture.collectUntil([&] { return bool(fixture.readings.load); });
        QCOMPARE(fixture.readings.load->oneMinute, 1.0);
        QCOMPARE(fixture.readings.load.takenAt(), askedAt);
    }

    void fillsOnlyTheSectionsNamed() {
        Fixture fixture;
        fixture.gate->open.release();
        fixture.collectUntil([&] { return bool(fixture.readings.load); });
        QVERIFY(!fixture.readings.host);
        QVERIFY(!fixture.readings.families.entropy);
    }

    void fillsSectionsThatArePassedOn() {
        Fixture fixture;
        BackgroundCollector collector(std::make_unique<GatedCollector>(fixture.gate, 1s), 5s, &Readings::load,
                                      &FamilyReadings::entropy);
        fixture.gate->open.release();
        while (!fixture.readings.families.entropy) {
            (void)collector.collect(fixture.clock.now(), fixture.readings);
            std::this_thread::yield();
        }
        QVERIFY(fixture.readings.load);
    }

    void runsTheWrappedCollectorAtItsOwnPace() {
        Fixture fixture;
        fixture.gate->open.release(2);
        fixture.collectUntil([&] { return bool(fixture.readings.load); });
        fixture.clock.advance(500ms);
        QVERIFY(fixture.collect());
        QCOMPARE(fixture.gate->begun.load(), 1);
        fixture.clock.advance(500ms);
        fixture.collectUntil([&] { return fixture.readings.load->oneMinute == 2.0; });
        QCOMPARE(fixture.gate->begun.load(), 2);
    }

    void asksOnceWhenTheIntervalIsZero() {
        Fixture fixture(0s);
        fixture.gate->open.release(2);
        fixture.collectUntil([&] { return bool(fixture.readings.load); });
        fixture.clock.advance(1h);
        QVERIFY(fixture.collect());
        QCOMPARE(fixture.gate->begun.load(), 1);
        QCOMPARE(fixture.readings.load->oneMinute, 1.0);
    }

    void passesOnTheFailureOfTheWrappedCollector() {
        Fixture fixture;
        fixture.gate->fails = true;
        fixture.gate->open.release();
        fixture.collectUntil([&] { return fixture.readings.load.reason().message == "broken"; });
        const Status status = fixture.collect();
        QVERIFY(!status);
        QCOMPARE(status.error().message, std::string("broken"));
    }

    void becomesUnknownWhenTheWorkerDoesNotAnswer() {
        Fixture fixture;
        fixture.gate->open.release();
        fixture.collectUntil([&] { return bool(fixture.readings.load); });
        fixture.clock.advance(1s);
        QVERIFY(fixture.collect());
        fixture.clock.advance(4s);
        QVERIFY(fixture.collect());
        QVERIFY(fixture.readings.load);
        fixture.clock.advance(3s);
        QVERIFY(!fixture.collect());
        QVERIFY(!fixture.readings.load);
        QCOMPARE(fixture.readings.load.reason().message, std::string("no answer for 7 s"));
        fixture.gate->open.release();
    }

    void givesOneReasonHoweverLongTheSilence() {
        Fixture fixture;
        QVERIFY(fixture.collect());
        fixture.clock.advance(6s);
        const Status first = fixture.collect();
        fixture.clock.advance(60s);
        const Status second = fixture.collect();
        QVERIFY(!first && !second);
        QCOMPARE(first.error(), second.error());
        fixture.gate->open.release();
    }

    void dropsALateAnswerAndAsksAnew() {
        Fixture fixture;
        QVERIFY(fixture.collect());
        fixture.clock.advance(20s);
        QVERIFY(!fixture.collect());
        fixture.gate->open.release();
        fixture.collectUntil([&] { return fixture.gate->begun == 2; });
        QVERIFY(!fixture.readings.load);
        fixture.gate->open.release();
        fixture.collectUntil([&] { return bool(fixture.readings.load); });
        QCOMPARE(fixture.readings.load->oneMinute, 2.0);
        QVERIFY(fixture.collect());
    }

    void destructionDoesNotWaitForAStuckWorker() {
        std::shared_ptr<Gate> gate;
        {
            Fixture fixture;
            gate = fixture.gate;
            QVERIFY(fixture.collect());
            while (gate->begun == 0)
                std::this_thread::yield();
        }
        QVERIFY(!gate->gone);
        gate->open.release();
        while (!gate->gone)
            std::this_thread::yield();
    }
};

BARO_TEST(BackgroundCollectorTest)
#include "BackgroundCollectorTest.moc"
