#include "core/series/Head.h"

#include <QtTest>
#include <atomic>
#include <thread>

#include "core/series/NotReadMarker.h"
#include "tests/support/TestMain.h"

using namespace baro;

namespace {

Labels named(const char* metric, const char* device = "") {
    return Labels({{"__name__", metric}, {"device", device}});
}

constexpr TimeRange everything{-1'000'000'000, 1'000'000'000'000};

std::vector<Sample> samplesOf(const Head& head, const char* metric = "m", TimeRange range = everything) {
    const auto selected = readAll(head, allOf(metric, {}, range));
    return selected && selected->size() == 1 ? selected->front().samples : std::vector<Sample>{};
}

void appendTicks(Head& head, const Labels& labels, std::int64_t first, std::int64_t count) {
    for (std::int64_t tick = first; tick < first + count; ++tick) {
        const Head::Entry entry{head.idOf(labels), static_cast<double>(tick)};
        head.append(tick * 1000, {&entry, 1});
    }
}

}  // namespace

class HeadTest : public QObject {
    Q_OBJECT

  private slots:
    void givesBackWhatWasAppended_data() {
        QTest::addColumn<int>("ticks");
        QTest::newRow("open block") << 5;
        QTest::newRow("full block") << 120;
        QTest::newRow("one sealed") << 121;
        QTest::newRow("several sealed") << 500;
    }
    void givesBackWhatWasAppended() {
        QFETCH(int, ticks);
        Head head;
        appendTicks(head, named("m"), 0, ticks);
        const auto samples = samplesOf(head);
        QCOMPARE(static_cast<int>(samples.size()), ticks);
        for (int i = 0; i < ticks; ++i) {
            QCOMPARE(samples[static_cast<std::size_t>(i)].timeMilliseconds, i * 1000LL);
            QCOMPARE(samples[static_cast<std::size_t>(i)].value, static_cast<double>(i));
        }
    }

    // By whole blocks, and with the next tick.
    void keepsLessWhenToldTo() {
        Head head;
        appendTicks(head, named("m"), 0, 1000);
        head.setRetention(300'000);
        QCOMPARE(head.oldestTime(), std::int64_t{0});
        appendTicks(head, named("m"), 1000, 1);
        QCOMPARE(head.oldestTime(), std::int64_t{600'000});
        QCOMPARE(samplesOf(head).size(), std::size_t{401});
        head.setRetention(3'600'000);
        appendTicks(head, named("m"), 1001, 3000);
        QCOMPARE(head.oldestTime(), std::int64_t{600'000});
    }

    // Room for series that come later is not doubled.
    void roomOfTheOpenBlockFollowsTheSeries() {
        Head head;
        for (int series = 0; series < 1000; ++series) {
            const auto id = head.idOf(named("m", std::to_string(series).c_str()));
            const Head::Entry entry{id, 1};
            head.append(series, {&entry, 1});
            if (series % 100 != 99) continue;
            const auto values = static_cast<std::size_t>(series + 1) * Head::blockTicks * sizeof(double);
            QVERIFY(head.bytesUsed() < values + 600'000);
        }
    }

    void ticksWithoutAReadingGiveNoSample() {
        Head head;
        const auto id = head.idOf(named("m"));
        for (int tick = 0; tick < 300; ++tick) {
            const Head::Entry entry{id, tick % 5 == 0 ? tick : notReadMarker()};
            head.append(tick * 1000, {&entry, 1});
        }
        const auto samples = samplesOf(head);
        QCOMPARE(samples.size(), std::size_t{60});
        for (std::size_t i = 0; i < samples.size(); ++i) {
            QCOMPARE(samples[i].timeMilliseconds, static_cast<std::int64_t>(i) * 5000);
            QCOMPARE(samples[i].value, static_cast<double>(i) * 5);
        }
    }

    void aLossBetweenReadingsIsAMarker() {
        Head head;
        const auto id = head.idOf(named("m"));
        std::int64_t time = 0;
        for (const double value : {1.0, notReadMarker(), staleMarker(), notReadMarker(), 4.0}) {
            const Head::Entry entry{id, value};
            head.append(time += 1000, {&entry, 1});
        }
        const auto samples = samplesOf(head);
        QCOMPARE(samples.size(), std::size_t{3});
        QVERIFY(isStaleMarker(samples[1].value));
    }

    void rangeIsClosedOnBothEnds() {
        Head head;
        appendTicks(head, named("m"), 0, 300);
        const auto samples = samplesOf(head, "m", {100'000, 200'000});
        QCOMPARE(samples.size(), std::size_t{101});
        QCOMPARE(samples.front().value, 100.0);
        QCOMPARE(samples.back().value, 200.0);
    }

    void matchersChoose_data() {
        QTest::addColumn<bool>("equal");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<int>("count");
        QTest::newRow("equal") << true << QByteArray("a") << 1;
        QTest::newRow("not equal") << false << QByteArray("a") << 2;
        QTest::newRow("no such value") << true << QByteArray("x") << 0;
        QTest::newRow("empty value is no label") << true << QByteArray("") << 1;
    }
    void matchersChoose() {
        QFETCH(bool, equal);
        QFETCH(QByteArray, value);
        QFETCH(int, count);
        Head head;
        const std::vector<Head::Entry> tick{
            {head.idOf(named("m", "a")), 1}, {head.idOf(named("m", "b")), 2}, {head.idOf(named("m")), 3}};
        head.append(1000, tick);
        const auto kind = equal ? LabelMatcher::Kind::Equal : LabelMatcher::Kind::NotEqual;
        const auto selected = readAll(head, allOf("m", {{"device", kind, value.toStdString()}}, everything));
        QVERIFY(selected);
        QCOMPARE(static_cast<int>(selected->size()), count);
    }

    void seriesComeInTheOrderOfLabels() {
        Head head;
        const std::vector<Head::Entry> tick{{head.idOf(named("m", "b")), 2}, {head.idOf(named("m", "a")), 1}};
        head.append(1000, tick);
        const auto selected = readAll(head, allOf("m", {}, everything));
        QVERIFY(selected);
        QVERIFY((*selected)[0].labels.value("device") == "a");
        QVERIFY((*selected)[1].labels.value("device") == "b");
    }

    void missingTicksBecomeOneMarker() {
        Head head;
        appendTicks(head, named("m"), 0, 2);
        head.append(2000, {});
        head.append(3000, {});
        appendTicks(head, named("m"), 4, 1);
        const auto samples = samplesOf(head);
        QCOMPARE(samples.size(), std::size_t{4});
        QCOMPARE(samples[2].timeMilliseconds, 2000LL);
        QVERIFY(isStaleMarker(samples[2].value));
        QCOMPARE(samples[3].value, 4.0);
    }

    void seriesThatComesLaterBeginsThere() {
        Head head;
        appendTicks(head, named("m"), 0, 200);
        appendTicks(head, named("later"), 200, 1);
        const auto samples = samplesOf(head, "later");
        QCOMPARE(samples.size(), std::size_t{1});
        QCOMPARE(samples[0].timeMilliseconds, 200'000LL);
    }

    void gapPutsAMarkerBetween_data() {
        QTest::addColumn<qint64>("nextMilliseconds");
        QTest::newRow("a second") << qint64{3000};
        QTest::newRow("one millisecond") << qint64{2001};
    }
    void gapPutsAMarkerBetween() {
        QFETCH(qint64, nextMilliseconds);
        Head head;
        appendTicks(head, named("m"), 0, 3);
        head.markGap();
        const Head::Entry entry{head.idOf(named("m")), 3};
        head.append(nextMilliseconds, {&entry, 1});
        const auto samples = samplesOf(head);
        QVERIFY(isStaleMarker(samples[samples.size() - 2].value));
        QCOMPARE(samples.back().value, 3.0);
    }

    void clockSetBackForgetsTheFuture_data() {
        QTest::addColumn<int>("ticks");
        QTest::addColumn<int>("backTo");
        QTest::newRow("within the open block") << 50 << 40;
        QTest::newRow("into a sealed block") << 200 << 100;
        QTest::newRow("over sealed blocks") << 500 << 10;
        QTest::newRow("before everything") << 130 << -5;
    }
    void clockSetBackForgetsTheFuture() {
        QFETCH(int, ticks);
        QFETCH(int, backTo);
        Head head;
        appendTicks(head, named("m"), 0, ticks);
        appendTicks(head, named("m"), backTo, 150);
        const auto samples = samplesOf(head);
        QVERIFY(std::ranges::is_sorted(samples, std::less_equal<>{}, &Sample::timeMilliseconds));
        QCOMPARE(samples.back().timeMilliseconds, (backTo + 149) * 1000LL);
        const auto markers = std::ranges::count_if(samples, [](Sample s) { return isStaleMarker(s.value); });
        QCOMPARE(static_cast<int>(markers), backTo > 0 ? 1 : 0);
        QCOMPARE(static_cast<int>(samples.size()), backTo > 0 ? backTo + 151 : 150);
    }

    void keepsTheRetentionAndLittleMore() {
        Head head(300'000);
        appendTicks(head, named("m"), 0, 2000);
        const auto samples = samplesOf(head);
        QVERIFY(samples.front().timeMilliseconds <= 1'699'000);
        QVERIFY(samples.front().timeMilliseconds > 1'699'000 - 121'000);
    }

    void memoryStopsGrowing() {
        Head head(300'000);
        appendTicks(head, named("m"), 0, 1000);
        const std::size_t before = head.bytesUsed();
        appendTicks(head, named("m"), 1000, 2000);
        QVERIFY(head.bytesUsed() <= before + 1024);
    }

    void seriesWithoutSamplesAreDropped() {
        Head head(300'000);
        appendTicks(head, named("gone"), 0, 10);
        const auto generation = head.generation();
        appendTicks(head, named("m"), 10, 600);
        QCOMPARE(head.seriesCount(), std::size_t{1});
        QVERIFY(head.generation() != generation);
        QCOMPARE(readAll(head, allOf("gone", {}, everything))->size(), std::size_t{0});
        appendTicks(head, named("again"), 610, 1);
        QCOMPARE(samplesOf(head, "again").size(), std::size_t{1});
    }

    void invalidIdsAreIgnored() {
        Head head;
        const Head::Entry entry{77, 1};
        head.append(1000, {&entry, 1});
        QCOMPARE(head.seriesCount(), std::size_t{0});
    }

    void seriesBeyondTheLimitAreRefusedAndCounted() {
        Head head(300'000, 2);
        const std::vector<Head::Entry> tick{{head.idOf(named("m", "a")), 1},
                                            {head.idOf(named("m", "b")), 2},
                                            {head.idOf(named("m", "c")), 3}};
        QCOMPARE(tick[2].id, Head::noSeries);
        QCOMPARE(head.idOf(named("m", "a")), tick[0].id);
        head.append(1000, tick);
        QCOMPARE(head.seriesCount(), std::size_t{2});
        QCOMPARE(head.refusedSeries(), std::uint64_t{1});
        QCOMPARE(readAll(head, allOf("m", {}, everything))->size(), std::size_t{2});
    }

    void aDroppedSeriesMakesRoom() {
        Head head(300'000, 1);
        appendTicks(head, named("gone"), 0, 10);
        for (int tick = 10; tick < 700; ++tick)
            head.append(tick * 1000, {});
        QVERIFY(head.idOf(named("m")) != Head::noSeries);
    }

    void newestOnlyGivesOneSample_data() {
        QTest::addColumn<int>("ticks");
        QTest::addColumn<qint64>("to");
        QTest::addColumn<qint64>("time");
        QTest::newRow("open block") << 50 << qint64{100'000} << qint64{49'000};
        QTest::newRow("open block, before its end") << 50 << qint64{30'500} << qint64{30'000};
        QTest::newRow("sealed block") << 300 << qint64{150'000} << qint64{150'000};
        QTest::newRow("end of a sealed block") << 300 << qint64{119'999} << qint64{119'000};
    }
    void newestOnlyGivesOneSample() {
        QFETCH(const int, ticks);
        QFETCH(const qint64, to);
        QFETCH(const qint64, time);
        Head head;
        appendTicks(head, named("m"), 0, ticks);
        SeriesQuery query = allOf("m", {}, {0, to});
        query.newestOnly = true;
        const auto all = readAll(head, query);
        QCOMPARE(all->size(), std::size_t{1});
        QCOMPARE(all->front().samples.size(), std::size_t{1});
        QCOMPARE(all->front().samples[0].timeMilliseconds, time);
        QCOMPARE(all->front().samples[0].value, static_cast<double>(time / 1000));
    }

    void newestOnlyLooksBeyondTicksWithoutAReading() {
        Head head;
        const auto id = head.idOf(named("m"));
        for (int tick = 0; tick < 123; ++tick) {
            const Head::Entry entry{id, tick % 60 == 0 && tick < 120 ? tick : notReadMarker()};
            head.append(tick * 1000, {&entry, 1});
        }
        SeriesQuery query = allOf("m", {}, everything);
        query.newestOnly = true;
        QCOMPARE(readAll(head, query)->at(0).samples.at(0).value, 60.0);
    }

    void newestOnlyHasNoneOfASeriesThatIsGone() {
        Head head;
        appendTicks(head, named("m"), 0, 10);
        head.append(10'000, {});
        SeriesQuery query = allOf("m", {}, everything);
        query.newestOnly = true;
        QVERIFY(readAll(head, query)->empty());
    }

    void tellsSeriesOfATime() {
        Head head;
        appendTicks(head, named("early"), 0, 120);
        appendTicks(head, named("late"), 120, 200);
        QCOMPARE(head.series({{}, everything})->size(), std::size_t{2});
        QCOMPARE(head.series({{}, {0, 50'000}})->size(), std::size_t{1});
        const auto late = head.series({{}, {200'000, 300'000}});
        QCOMPARE(late->size(), std::size_t{1});
        QVERIFY(late->front()->metric() == "late");
    }

    void readersSeeWholeTicksWhileItIsWritten() {
        Head head(100'000);
        const std::vector<Head::SeriesId> ids{head.idOf(named("m", "a")), head.idOf(named("m", "b"))};
        std::atomic<bool> done = false;
        std::atomic<int> torn = 0;
        std::jthread reader([&] {
            while (!done) {
                const auto selected = readAll(head, allOf("m", {}, everything));
                if (!selected || selected->empty()) continue;
                const auto& [a, b] = std::tie((*selected)[0].samples, (*selected)[1].samples);
                if (a.size() != b.size() || a.back().value != b.back().value) ++torn;
            }
        });
        for (int tick = 0; tick < 3000; ++tick) {
            const std::vector<Head::Entry> entries{{ids[0], tick + 0.5}, {ids[1], tick + 0.5}};
            head.append(tick * 1000LL, entries);
        }
        done = true;
        reader.join();
        QCOMPARE(torn.load(), 0);
    }
};

BARO_TEST(HeadTest)
#include "HeadTest.moc"
