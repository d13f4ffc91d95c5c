#include <QtTest>
#include <condition_variable>
#include <functional>
#include <mutex>

#include "core/sampling/Sampler.h"
#include "tests/support/FakeClock.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace std::chrono_literals;

namespace {

constexpr std::int32_t recorder = 4711;

// One interface whose received bytes are those the test sets.
class LinkCollector final : public Collector {
  public:
    LinkCollector(const double& bytes, int& readings) : bytes_(bytes), readings_(readings) {}
    std::string_view name() const override { return "link"; }
    std::chrono::milliseconds interval() const override { return 1s; }
    Status collect(const Instant& now, Readings& into) override {
        ++readings_;
        into.network = linkSection(bytes_, now);
        return Done{};
    }
    static Section<Network> linkSection(double bytes, const Instant& now) {
        NetworkInterface link;
        link.name = "eth0";
        link.index = 2;
        link.received.bytes = bytes;
        link.facts = std::make_shared<InterfaceFacts>();
        return Section<Network>(Network{{link}}, now);
    }

  private:
    const double& bytes_;
    int& readings_;
};

// A sampler beside a recorder of the same machine.
class Beside {
  public:
    Beside() : sampler(makeCollectors(), clock, hub) {
        sampler.setInterval(1s);
        sampler.remakeCollectorsWith([this] {
            ++remade;
            return makeCollectors();
        });
    }
    std::vector<std::unique_ptr<Collector>> makeCollectors() {
        std::vector<std::unique_ptr<Collector>> list;
        list.push_back(std::make_unique<LinkCollector>(bytes, readings));
        return list;
    }
    AdoptedFrame recorded() const {
        AdoptedFrame adopted{.frame = {}, .interval = 1s, .process = recorder};
        adopted.frame.sequence = 900;
        adopted.frame.takenAt = clock.now();
        adopted.frame.discontinuity = Discontinuity::FirstFrame;
        adopted.frame.readings.network = LinkCollector::linkSection(bytes, clock.now());
        adopted.frame.readings.load = Section<Load>(Load{}, clock.now());
        adopted.frame.readings.socketTraffic = Section<SocketTraffic>(SocketTraffic{}, clock.now());
        adopted.frame.readings.families.entropy = Section<Families>(Families{}, clock.now());
        adopted.frame.health = {{.name = "link", .reason = {}}, {.name = "entropy", .reason = {}}};
        return adopted;
    }
    FramePtr sample() {
        clock.advance(1s);
        bytes += 100;
        return sampler.sampleOnce();
    }
    FramePtr adopt() {
        clock.advance(1s);
        bytes += 100;
        return sampler.adoptOnce(recorded());
    }

    test::FakeClock clock;
    FrameHub hub;
    double bytes = 0;
    int readings = 0;
    int remade = 0;
    Sampler sampler;
};

double receivedPerSecond(const FramePtr& frame) {
    return frame->rates.network && !frame->rates.network->empty()
               ? frame->rates.network->front().receivedBytesPerSecond
               : -1;
}

// Waits for a Frame of which something holds.
class PublishedFrames {
  public:
    explicit PublishedFrames(FrameHub& hub)
        : subscription_(hub.subscribe([this](const FramePtr& frame) {
              {
                  const std::lock_guard lock(mutex_);
                  newest_ = frame;
              }
              arrived_.notify_all();
          })) {}
    bool waitFor(const std::function<bool(const Frame&)>& holds) {
        std::unique_lock lock(mutex_);
        return arrived_.wait_for(lock, 60s, [&] { return newest_ && holds(*newest_); });
    }

  private:
    std::mutex mutex_;
    std::condition_variable arrived_;
    FramePtr newest_;
    Subscription subscription_;
};

}  // namespace

class SamplerAdoptionTest : public QObject {
    Q_OBJECT

  private slots:
    void ratesGoOnAcrossBothSeams() {
        Beside both;
        both.sample();
        QCOMPARE(receivedPerSecond(both.sample()), 100.0);
        const FramePtr adopted = both.adopt();
        QCOMPARE(receivedPerSecond(adopted), 100.0);
        QCOMPARE(adopted->discontinuity, Discontinuity::None);
        QCOMPARE(adopted->sequence, 2U);
        QCOMPARE(both.hub.latest(), adopted);
        QCOMPARE(both.sampler.sampledBy(), recorder);
        QCOMPARE(receivedPerSecond(both.adopt()), 100.0);
        const FramePtr own = both.sample();
        QCOMPARE(receivedPerSecond(own), 100.0);
        QCOMPARE(own->discontinuity, Discontinuity::None);
        QCOMPARE(own->sequence, 4U);
        QCOMPARE(both.sampler.sampledBy(), 0);
    }

    void theFirstOfAllMayBeAdopted() {
        Beside both;
        const FramePtr first = both.adopt();
        QCOMPARE(first->discontinuity, Discontinuity::FirstFrame);
        QCOMPARE(first->sequence, 0U);
        QCOMPARE(receivedPerSecond(both.adopt()), 100.0);
        QCOMPARE(both.readings, 0);
    }

    void onlyWhatIsNewerIsAdopted() {
        Beside both;
        const FramePtr newest = both.adopt();
        QVERIFY(!both.sampler.adoptOnce(both.recorded()));
        AdoptedFrame older = both.recorded();
        older.frame.takenAt.monotonic -= 5s;
        QVERIFY(!both.sampler.adoptOnce(std::move(older)));
        QCOMPARE(both.hub.latest(), newest);
    }

    // Both tick on multiples of a second, some milliseconds apart.
    void theTickThatWasSampledIsNotAdoptedToo() {
        Beside both;
        const FramePtr own = both.sample();
        both.clock.advance(3ms);
        QVERIFY(!both.sampler.adoptOnce(both.recorded()));
        QCOMPARE(both.sampler.sampledBy(), 0);
        both.clock.advance(997ms);
        QVERIFY(both.sampler.adoptOnce(both.recorded()));
    }

    // What takes a tick to be asked again stays known; not so what is another process' own count, or what
    // nobody reads here.
    void collectorsBeginAnewAfterAdoption() {
        Beside both;
        both.sample();
        const FramePtr adopted = both.adopt();
        QCOMPARE(both.remade, 0);
        const FramePtr own = both.sample();
        QCOMPARE(both.remade, 1);
        QVERIFY(own->readings.load);
        QCOMPARE(own->readings.load.shared(), adopted->readings.load.shared());
        QVERIFY(!own->readings.socketTraffic);
        QVERIFY(!own->readings.families.entropy);
        QCOMPARE(own->health.size(), std::size_t{1});
        QCOMPARE(own->health[0].readings, 1U);
        both.sample();
        QCOMPARE(both.remade, 1);
    }

    void whatWasNotReadSinceIsShared() {
        Beside both;
        const FramePtr first = both.adopt();
        both.clock.advance(1s);
        AdoptedFrame next = both.recorded();
        next.frame.readings.load = Section<Load>(Load{}, first->readings.load.takenAt());
        const FramePtr second = both.sampler.adoptOnce(std::move(next));
        QCOMPARE(second->readings.load.shared(), first->readings.load.shared());
        QVERIFY(second->readings.network.shared() != first->readings.network.shared());
    }

    void whatTellsLessThanSamplingIsRefused() {
        Beside both;
        QVERIFY(both.sampler.adopt(both.recorded()));
        AdoptedFrame slower = both.recorded();
        slower.interval = 2s;
        QVERIFY(!both.sampler.adopt(std::move(slower)));
        AdoptedFrame fewer = both.recorded();
        fewer.frame.health.erase(fewer.frame.health.begin());
        QVERIFY(!both.sampler.adopt(std::move(fewer)));
    }

    void aDiscontinuityIsOneHereToo() {
        Beside both;
        both.adopt();
        both.clock.sleep(1h);
        const FramePtr after = both.adopt();
        QCOMPARE(after->discontinuity, Discontinuity::Slept);
        QCOMPARE(receivedPerSecond(after), -1.0);
    }

    // The fake clock is long before the steady one: whatever is due on a multiple of it is overdue.
    void theThreadAdoptsAndGoesOnWhenThatEnds() {
        Beside both;
        both.clock.instant.monotonic = -1000h;
        PublishedFrames frames(both.hub);
        both.sampler.start(1h);
        QVERIFY(frames.waitFor([](const Frame&) { return true; }));
        QCOMPARE(both.sampler.sampledBy(), 0);
        both.clock.advance(1h);
        AdoptedFrame adopted = both.recorded();
        adopted.interval = 1h;
        QVERIFY(both.sampler.adopt(adopted));
        QVERIFY(frames.waitFor([](const Frame& frame) { return frame.health.size() == 2; }));
        both.clock.advance(1h);
        both.sampler.endAdoption();
        QVERIFY(frames.waitFor([](const Frame& frame) { return frame.health.size() == 1; }));
        both.sampler.stop();
        QCOMPARE(both.sampler.sampledBy(), 0);
    }

    void theThreadWaitsForTheFirstToBeAdopted() {
        Beside both;
        PublishedFrames frames(both.hub);
        both.sampler.expectFrames(1h);
        both.sampler.start(1h);
        AdoptedFrame adopted = both.recorded();
        adopted.interval = 1h;
        QVERIFY(both.sampler.adopt(adopted));
        QVERIFY(frames.waitFor([](const Frame&) { return true; }));
        both.sampler.stop();
        QCOMPARE(both.readings, 0);
    }

    void theThreadSamplesWhenNobodyCame() {
        Beside both;
        PublishedFrames frames(both.hub);
        both.sampler.expectFrames(1ms);
        both.sampler.start(1h);
        QVERIFY(frames.waitFor([](const Frame& frame) { return frame.health.size() == 1; }));
        both.sampler.stop();
        QVERIFY(both.readings > 0);
    }

    void theThreadNeedNotWaitForOneThatIsGone() {
        Beside both;
        PublishedFrames frames(both.hub);
        both.sampler.expectFrames(1h);
        both.sampler.start(1h);
        both.sampler.endAdoption();
        QVERIFY(frames.waitFor([](const Frame& frame) { return frame.health.size() == 1; }));
    }
};

BARO_TEST(SamplerAdoptionTest)
#include "SamplerAdoptionTest.moc"
