#include "core/sampling/CollectionLog.h"

#include <QtTest>

#include "tests/support/FakeClock.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace std::chrono_literals;

namespace {

CollectorHealth collector(const std::string& name, std::chrono::milliseconds interval) {
    CollectorHealth health;
    health.name = name;
    health.interval = interval;
    return health;
}

// One collector a second and one a minute, as a sampler tells of them.
struct CollectionBench {
    CollectionBench() { health = {collector("cpu", 1s), collector("units", 60s), collector("host", 0s)}; }

    void tick(std::initializer_list<std::size_t> read, bool fails = false, std::int32_t sampledBy = 0) {
        for (const std::size_t i : read) {
            ++health[i].readings;
            health[i].state = fails ? CollectorHealth::State::Failed : CollectorHealth::State::Ok;
            health[i].reason = fails ? "no answer" : "";
            if (fails) ++health[i].failures;
        }
        auto frame = std::make_shared<Frame>();
        frame->takenAt = clock.now();
        frame->health = health;
        log.take(frame, sampledBy);
    }
    std::int64_t now() const {
        return std::chrono::duration_cast<std::chrono::milliseconds>(clock.now().wall).count();
    }
    CollectionState state() const { return log.state(now()); }

    test::FakeClock clock;
    CollectionLog log;
    std::vector<CollectorHealth> health;
};

}  // namespace

class CollectionLogTest : public QObject {
    Q_OBJECT

  private slots:
    void knowsNothingBeforeTheFirstFrame() {
        const CollectionState state = CollectionLog().state(5);
        QVERIFY(!state.isHealthy());
        QVERIFY(!state.lastCollection);
        QVERIFY(state.collectors.empty());
    }

    void tellsWhenEachWasReadAndWillBe() {
        CollectionBench bench;
        const std::int64_t begin = bench.now();
        bench.tick({0, 1, 2});
        bench.clock.advance(1s);
        bench.tick({0, 1});  // the second reading comes at once, so that there are rates
        bench.clock.advance(1s);
        bench.tick({0});
        const CollectionState state = bench.state();
        QVERIFY(state.isHealthy());
        QCOMPARE(state.lastCollection.value(), begin + 2000);
        QCOMPARE(state.nextCollection.value(), begin + 3000);
        QCOMPARE(state.collectors[0].lastReading.value(), begin + 2000);
        QCOMPARE(state.collectors[0].nextReading.value(), begin + 3000);
        QCOMPARE(state.collectors[1].lastReading.value(), begin + 1000);
        // FakeClock's monotonic time begins at 1000 s; the next multiple of a minute is 1020 s.
        QCOMPARE(state.collectors[1].nextReading.value(), begin + 20'000);
        QCOMPARE(state.collectors[2].lastReading.value(), begin);
        QVERIFY(!state.collectors[2].nextReading);
    }

    void aSecondReadingIsExpectedWithTheNextTick() {
        CollectionBench bench;
        bench.tick({0});
        bench.clock.advance(1s);
        bench.tick({0, 1});
        QCOMPARE(bench.state().collectors[1].nextReading.value(), bench.now() + 1000);
    }

    void countsFailuresOfADay() {
        CollectionBench bench;
        bench.tick({0, 1});
        for (int i = 0; i < 3; ++i) {
            bench.clock.advance(1min);
            bench.tick({1}, true);
        }
        QCOMPARE(bench.state().recentFailures, 3U);
        QCOMPARE(bench.state().collectors[1].recentFailures, 3U);
        QCOMPARE(bench.state().collectors[0].recentFailures, 0U);
        QCOMPARE(bench.state().failing, 1U);
        QVERIFY(!bench.state().isHealthy());
        bench.clock.advance(1min);
        bench.tick({1});
        QVERIFY(bench.state().isHealthy());
        QCOMPARE(bench.state().recentFailures, 3U);
        bench.clock.advance(25h);
        bench.tick({1});
        QCOMPARE(bench.state().recentFailures, 0U);
        QCOMPARE(bench.state().countedSince, bench.now() - 24 * 3'600'000);
    }

    void aFailureCountThatBeganAnewCountsFromZero() {
        CollectionBench bench;
        bench.tick({1}, true);
        bench.tick({1}, true);
        bench.health[1].failures = 1;
        bench.tick({});
        QCOMPARE(bench.state().recentFailures, 3U);
    }

    // Each counts from its own start: the other's old failures are none of today, one's own go on.
    void failuresOfTwoProcessesAddUp() {
        CollectionBench bench;
        bench.tick({1}, true);
        bench.health[1].failures = 1000;
        bench.health[1].readings = 5000;
        bench.tick({1}, true, 42);
        QCOMPARE(bench.state().sampledBy, 42);
        QCOMPARE(bench.log.sampledBy(), 42);
        QCOMPARE(bench.state().recentFailures, 1U);
        bench.tick({1}, true, 42);
        QCOMPARE(bench.state().recentFailures, 2U);
        bench.health[1].failures = 0;
        bench.health[1].readings = 0;
        bench.tick({1}, true);
        QCOMPARE(bench.state().sampledBy, 0);
        QCOMPARE(bench.state().recentFailures, 3U);
        QCOMPARE(bench.state().collectors[1].lastReading.value(), bench.now());
    }

    void absentIsHealthy() {
        CollectionBench bench;
        bench.tick({0});
        bench.health[1].state = CollectorHealth::State::Absent;
        bench.tick({0});
        QVERIFY(bench.state().isHealthy());
    }

    void aCollectionThatStoppedIsLate() {
        CollectionBench bench;
        bench.tick({0});
        bench.clock.advance(1s);
        bench.tick({0});
        bench.clock.advance(5s);
        QVERIFY(bench.state().isHealthy());
        bench.clock.advance(1s);
        QCOMPARE(bench.state().lateMilliseconds.value(), 6000);
        QVERIFY(!bench.state().isHealthy());
    }

    void remembersWhatWasBeforeItsFirstFrame() {
        CollectionBench bench;
        bench.tick({0}, true);
        const std::int64_t hour = 3'600'000;
        bench.log.remember({{"cpu", bench.now() - 2 * hour, 4}, {"cpu", bench.now() - hour, 1}},
                           bench.now() - 3 * hour);
        QCOMPARE(bench.state().collectors[0].recentFailures, std::uint64_t{6});
        QCOMPARE(bench.state().countedSince, bench.now() - 3 * hour);
        // And forgets it after a day.
        bench.clock.advance(std::chrono::hours(23));
        bench.tick({0}, true);
        QCOMPARE(bench.state().collectors[0].recentFailures, std::uint64_t{3});
        QCOMPARE(bench.state().countedSince, bench.now() - 24 * hour);
    }

    void whatIsRememberedFirstCountsToo() {
        CollectionBench bench;
        bench.log.remember({{"cpu", bench.now() - 1000, 2}}, bench.now() - 5000);
        QVERIFY(!bench.state().lastCollection);
        bench.tick({0});
        QCOMPARE(bench.state().collectors[0].recentFailures, std::uint64_t{2});
        QCOMPARE(bench.state().countedSince, bench.now() - 5000);
    }

    void aSlowPaceIsNotLate() {
        CollectionBench bench;
        bench.tick({0});
        bench.clock.advance(10s);
        bench.tick({0});
        bench.clock.advance(30s);
        QVERIFY(bench.state().isHealthy());
    }
};

BARO_TEST(CollectionLogTest)
#include "CollectionLogTest.moc"
