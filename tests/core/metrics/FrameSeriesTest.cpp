#include "core/metrics/FrameSeries.h"

#include <QtTest>
#include <algorithm>

#include "tests/support/TestMain.h"

using namespace baro;

namespace {

constexpr TimeRange everything{0, 1'000'000'000};

Frame frameAt(int second, const std::vector<std::string>& interfaces) {
    Network network;
    for (const std::string& name : interfaces) {
        NetworkInterface one;
        one.name = name;
        one.facts = std::make_shared<const InterfaceFacts>();
        one.received.bytes = second * 1000.0;
        network.interfaces.push_back(one);
    }
    Frame frame;
    frame.discontinuity = Discontinuity::None;
    frame.takenAt.wall = frame.takenAt.monotonic = std::chrono::seconds(second);
    frame.readings.network = Section<Network>(network, frame.takenAt);
    return frame;
}

CollectorHealth healthOf(Nanoseconds interval, int readings) {
    CollectorHealth health;
    health.interval = interval;
    health.readings = static_cast<std::uint64_t>(readings);
    return health;
}

std::vector<SampleSeries> received(const Head& head) {
    return readAll(head, allOf("node_network_receive_bytes_total", {}, everything)).value();
}

}  // namespace

class FrameSeriesTest : public QObject {
    Q_OBJECT

  private slots:
    void devicesKeepTheirSeriesWhateverTheOrder() {
        Head head;
        FrameSeries series(head);
        series.append(frameAt(1, {"eth0", "wlan0"}));
        series.append(frameAt(2, {"wlan0"}));
        series.append(frameAt(3, {"wlan0", "tun0", "eth0"}));
        const auto all = received(head);
        QCOMPARE(all.size(), std::size_t{3});
        QVERIFY(all[0].labels.value("device") == "eth0");
        QCOMPARE(all[0].samples.size(), std::size_t{3});
        QVERIFY(isStaleMarker(all[0].samples[1].value));
        QCOMPARE(all[1].samples.size(), std::size_t{1});
        QCOMPARE(all[2].samples.back().value, 3000.0);
    }

    void samplesAreAdded() {
        Head head;
        FrameSeries series(head);
        const auto labels = std::make_shared<const Labels>(
            std::vector<std::pair<std::string, std::string>>{{"__name__", "ALERTS"}});
        series.append(frameAt(1, {}), std::vector<AddedSample>{{labels, 1}});
        series.append(frameAt(2, {}), std::vector<AddedSample>{{labels, std::nullopt}});
        series.append(frameAt(3, {}), std::vector<AddedSample>{{labels, 2}});
        series.append(frameAt(4, {}));
        const auto all = readAll(head, allOf("ALERTS", {}, everything)).value();
        QCOMPARE(all.size(), std::size_t{1});
        QCOMPARE(all[0].samples.size(), std::size_t{3});
        QCOMPARE(all[0].samples[1].timeMilliseconds, 3000);
        QVERIFY(isStaleMarker(all[0].samples[2].value));
    }

    void discontinuityLeavesAGap() {
        Head head;
        FrameSeries series(head);
        series.append(frameAt(1, {"eth0"}));
        Frame later = frameAt(9, {"eth0"});
        later.discontinuity = Discontinuity::Slept;
        series.append(later);
        const auto all = received(head);
        QCOMPARE(all[0].samples.size(), std::size_t{3});
        QVERIFY(isStaleMarker(all[0].samples[1].value));
    }

    void slowCountersHaveSamplesOnlyWhenRead() {
        Head head;
        FrameSeries series(head);
        Frame slow;
        for (int second = 1; second <= 11; ++second) {
            if (second % 5 == 1) slow = frameAt(second, {"eth0"});
            Frame frame = frameAt(second, {});
            frame.readings.network = slow.readings.network;
            frame.readings.load = Section<Load>(Load{}, slow.takenAt);
            series.append(frame);
        }
        const auto all = received(head);
        QCOMPARE(all.size(), std::size_t{1});
        QCOMPARE(all[0].samples.size(), std::size_t{3});
        QCOMPARE(all[0].samples[1].timeMilliseconds, 6000LL);
        const auto gauge = readAll(head, allOf("node_load1", {}, everything)).value();
        QCOMPARE(gauge.at(0).samples.size(), std::size_t{11});
    }

    void slowKernelNamedCountersToo() {
        Head head;
        FrameSeries series(head);
        const auto names = std::make_shared<const std::vector<std::string>>(1, "pgfault");
        for (int second = 1; second <= 4; ++second) {
            Frame frame = frameAt(second, {});
            Instant readAt;
            readAt.monotonic = std::chrono::seconds(second / 3);
            frame.readings.virtualMemory =
                Section<VirtualMemory>(VirtualMemory{{names, {double(second / 3)}}}, readAt);
            series.append(frame);
        }
        const auto all = readAll(head, allOf("node_vmstat_pgfault", {}, everything)).value();
        QCOMPARE(all.at(0).samples.size(), std::size_t{2});
        QCOMPARE(all[0].samples[1].timeMilliseconds, 3000LL);
    }

    // At 0 s and 0.1 s, then each second.
    void countersBeginWhenTheirPaceDoes() {
        Head head;
        FrameSeries series(head);
        for (int tick = 0; tick < 5; ++tick) {
            Frame frame = frameAt(tick, {"eth0"});
            frame.discontinuity = tick == 0 ? Discontinuity::FirstFrame : Discontinuity::None;
            frame.takenAt.wall = std::chrono::milliseconds(tick < 2 ? tick * 100 : (tick - 1) * 1000);
            frame.readings.load = Section<Load>(Load{}, frame.takenAt);
            frame.health = {healthOf(std::chrono::seconds(1), tick + 1), healthOf({}, 1)};
            series.append(frame);
        }
        const auto counters = received(head);
        QCOMPARE(counters.at(0).samples.size(), std::size_t{3});
        QCOMPARE(counters[0].samples[0].timeMilliseconds, 1000LL);
        QCOMPARE(counters[0].samples[0].value, 2000.0);
        const auto gauge = readAll(head, allOf("node_load1", {}, everything)).value();
        QCOMPARE(gauge.at(0).samples.size(), std::size_t{5});
    }

    // One that is read seldom is not forgotten until it is read again.
    void slowCountersBeginWithTheOthers() {
        Head head;
        FrameSeries series(head);
        const Frame slow = frameAt(1, {"eth0"});
        for (int tick = 1; tick <= 4; ++tick) {
            Frame frame = frameAt(tick, {});
            frame.discontinuity = tick == 1 ? Discontinuity::FirstFrame : Discontinuity::None;
            frame.readings.network = slow.readings.network;
            frame.health = {healthOf(std::chrono::seconds(1), tick),
                            healthOf(std::chrono::seconds(10), std::min(tick, 2))};
            series.append(frame);
        }
        const auto all = received(head);
        QCOMPARE(all.at(0).samples.size(), std::size_t{1});
        QCOMPARE(all[0].samples[0].timeMilliseconds, 3000LL);
    }

    // Its collectors have been at it for long.
    void countersOfAnotherProcessBeginAtOnce() {
        Head head;
        FrameSeries series(head);
        Frame frame = frameAt(1, {"eth0"});
        frame.discontinuity = Discontinuity::FirstFrame;
        frame.health = {healthOf(std::chrono::seconds(1), 900), healthOf(std::chrono::seconds(60), 1)};
        series.append(frame);
        QCOMPARE(received(head).at(0).samples.size(), std::size_t{1});
    }

    // As a damaged record or another program may tell it.
    void aSampleWithMoreValuesThanLabelsIsLeftOut() {
        Frame frame = frameAt(1, {});
        Families arp;
        arp.families.push_back(
            {"node_arp_entries", {{{"eth0"}, 3}, {{"eth1", "more", "still more"}, 4}}, {}});
        frame.readings.families.arp = Section<Families>(arp, frame.takenAt);
        Head head;
        FrameSeries(head).append(frame);
        const auto told = readAll(head, allOf("node_arp_entries", {}, everything)).value();
        QCOMPARE(told.size(), std::size_t{1});
        QVERIFY(told[0].labels.value("device") == "eth0");
    }

    void labelValuesAreValidUtf8() {
        Head head;
        FrameSeries series(head);
        series.append(frameAt(1, {"eth\xff"}));
        QVERIFY(received(head)[0].labels.value("device") == "eth\xef\xbf\xbd");
    }

    void droppedSeriesComeBack() {
        Head head(60'000);
        FrameSeries series(head);
        series.append(frameAt(1, {"eth0", "usb0"}));
        for (int second = 2; second < 500; ++second)
            series.append(frameAt(second, {"eth0"}));
        QCOMPARE(received(head).size(), std::size_t{1});
        series.append(frameAt(500, {"eth0", "usb0"}));
        const auto all = received(head);
        QCOMPARE(all.size(), std::size_t{2});
        QCOMPARE(all[1].samples.size(), std::size_t{1});
        QCOMPARE(all[1].samples[0].value, 500'000.0);
    }
};

BARO_TEST(FrameSeriesTest)
#include "FrameSeriesTest.moc"
