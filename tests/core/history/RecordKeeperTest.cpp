#include "core/history/RecordKeeper.h"

#include <QtTest>
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <optional>

#include "core/history/Database.h"
#include "core/history/Record.h"
#include "core/series/Head.h"
#include "tests/core/history/StoredRows.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::history;
using Doing = RecordKeeper::Doing;

namespace {

constexpr std::int64_t begin = 1'800'000'000;  // seconds

// A live source with one gauge and one Frame a second.
class Live {
  public:
    void run(int seconds, RecordKeeper* keeper, RecordKeeper* follower = nullptr) {
        for (int i = 0; i < seconds; ++i, ++second_) {
            auto frame = std::make_shared<Frame>();
            frame->sequence = static_cast<std::uint64_t>(second_);
            frame->takenAt = {std::chrono::seconds(begin + second_), std::chrono::seconds(second_),
                              std::chrono::seconds(second_)};
            if (second_ > 0) frame->discontinuity = Discontinuity::None;
            const std::array entries{Head::Entry{
                head_.idOf(Labels({{std::string(metricNameLabel), "gauge"}})), static_cast<double>(second_)}};
            head_.append(timeOf(*frame), entries);
            if (keeper != nullptr) keeper->offer(frame);
            if (follower != nullptr) follower->offer(frame);
        }
    }
    const Head& head() const { return head_; }

  private:
    Head head_;
    int second_ = 0;
};

RecordKeeperSettings keeperIn(const std::string& directory, const std::string& name) {
    RecordKeeperSettings settings;
    settings.directory = directory;
    settings.name = name;
    settings.leastFreeBytes = 0;
    settings.flushInterval = std::chrono::hours(1);  // the tests flush
    return settings;
}

std::size_t recordedSeconds(const std::string& directory) {
    const Record record(directory);
    const auto all = readAll(record, allOf("gauge", {}, {begin * 1000, (begin + 1'000'000) * 1000}));
    return all && !all->empty() ? all->front().samples.size() : 0;
}

}  // namespace

class RecordKeeperTest : public QObject {
    Q_OBJECT

  private slots:
    void tellsHowFarTheRecordCanBeRead() {
        const test::TemporaryTree tree;
        Live live;
        std::vector<std::int64_t> told;
        auto settings = keeperIn(tree.path("r"), "one");
        settings.written = [&told](std::int64_t newest) { told.push_back(newest); };
        RecordKeeper keeper(live.head(), settings);
        RecordKeeper follower(live.head(), settings);
        for (int flush = 0; flush < 2; ++flush) {
            live.run(10, &keeper, &follower);
            keeper.flush();
            follower.flush();
        }
        QCOMPARE(told, std::vector<std::int64_t>({(begin + 9) * 1000, (begin + 19) * 1000}));
    }

    void recordsSeriesAndFrames() {
        const test::TemporaryTree tree;
        Live live;
        RecordKeeper keeper(live.head(), keeperIn(tree.path("r"), "one"));
        QCOMPARE(keeper.state().doing, Doing::Starting);
        for (int flush = 0; flush < 6; ++flush) {
            live.run(10, &keeper);
            keeper.flush();
        }
        QCOMPARE(keeper.state().doing, Doing::Recording);
        QCOMPARE(recordedSeconds(tree.path("r")), std::size_t{60});
        const Record record(tree.path("r"));
        const FramePtr frame = record.frameAt((begin + 33) * 1000).value();
        QVERIFY(frame);
        QVERIFY(timeOf(*frame) <= (begin + 33) * 1000 && timeOf(*frame) > (begin + 27) * 1000);
        QCOMPARE(frame->discontinuity, Discontinuity::None);
        const auto events = record.events({0, (begin + 100) * 1000}).value();
        QCOMPARE(events.size(), std::size_t{1});
        QCOMPARE(events[0].kind, std::string("start"));
        QVERIFY(!record.frameAt((begin - 1) * 1000).value());
    }

    // 20 minutes: a run of the database and one of the tail.
    void givesTheFramesOfARange() {
        const test::TemporaryTree tree;
        Live live;
        RecordKeeper keeper(live.head(), keeperIn(tree.path("r"), "one"));
        for (int flush = 0; flush < 120; ++flush) {
            live.run(10, &keeper);
            keeper.flush();
        }
        const Record record(tree.path("r"));
        const auto secondsIn = [&record](TimeRange range, std::size_t most) {
            std::vector<std::int64_t> seconds;
            const auto visit = [&](const FramePtr& frame) {
                seconds.push_back(timeOf(*frame) / 1000 - begin);
                return seconds.size() < most;
            };
            return record.framesIn(range, visit) ? seconds : std::vector<std::int64_t>{-1};
        };
        const auto all = secondsIn({0, (begin + 5000) * 1000}, 10'000);
        QCOMPARE(all.size(), std::size_t{240});
        QVERIFY(std::ranges::is_sorted(all));
        std::vector<std::int64_t> expected;
        std::ranges::copy_if(all, std::back_inserter(expected), [](auto s) { return s >= 800 && s <= 1100; });
        QVERIFY(expected.size() > 55);
        QCOMPARE(secondsIn({(begin + 800) * 1000, (begin + 1100) * 1000}, 10'000), expected);
        expected.resize(3);
        QCOMPARE(secondsIn({(begin + 800) * 1000, (begin + 1100) * 1000}, 3), expected);
        QVERIFY(secondsIn({0, begin * 1000 - 1}, 10).empty());
        QVERIFY(
            Record(tree.path("nowhere")).framesIn({0, begin * 2000}, [](const FramePtr&) { return true; }));
    }

    void aDamagedRunOfFramesIsLeftOut() {
        const test::TemporaryTree tree;
        Live live;
        {
            RecordKeeper keeper(live.head(), keeperIn(tree.path("r"), "one"));
            for (int flush = 0; flush < 200; ++flush) {
                live.run(10, &keeper);
                keeper.flush();
            }
        }
        const auto count = [&tree] {
            std::size_t frames = 0;
            const Record record(tree.path("r"));
            const Status read = record.framesIn({0, begin * 2000}, [&frames](const FramePtr&) {
                ++frames;
                return true;
            });
            return read ? frames : 0;
        };
        QCOMPARE(count(), std::size_t{400});
        test::damageRow(tree.path("r"), "SELECT data FROM frames ORDER BY start LIMIT 1", -9);
        QVERIFY(count() < 300 && count() >= 200);
    }

    void followsAnotherAndTakesOverWithoutAGap() {
        const test::TemporaryTree tree;
        Live live;
        std::optional<RecordKeeper> first(std::in_place, live.head(), keeperIn(tree.path("r"), "the first"));
        RecordKeeper second(live.head(), keeperIn(tree.path("r"), "the second"));
        live.run(20, &*first);
        first->flush();
        for (int flush = 0; flush < 3; ++flush) {
            live.run(10, &second);
            second.flush();
        }
        QCOMPARE(second.state().doing, Doing::Following);
        QVERIFY(second.state().reason.find("the first") != std::string::npos);
        QCOMPARE(recordedSeconds(tree.path("r")), std::size_t{20});
        first.reset();
        live.run(10, &second);
        second.flush();
        QCOMPARE(second.state().doing, Doing::Recording);
        // All 60 seconds, and the marker between the two recorders.
        QCOMPARE(recordedSeconds(tree.path("r")), std::size_t{61});
    }

    // As a window that shows the Frames of a recorder; the recorder is killed before it writes its last ones.
    void takesOverWhatTheOtherHadNotWritten() {
        const test::TemporaryTree tree;
        Live live;
        std::optional<RecordKeeper> first(std::in_place, live.head(), keeperIn(tree.path("r"), "the first"));
        RecordKeeper second(live.head(), keeperIn(tree.path("r"), "the second"));
        QVERIFY(!first->holdsRecord());
        for (int flush = 0; flush < 12; ++flush) {
            live.run(10, &*first, &second);
            first->flush();
            second.flush();
        }
        QVERIFY(first->holdsRecord());
        QVERIFY(!second.holdsRecord());
        live.run(9, &*first, &second);
        first.reset();
        live.run(1, &second);
        second.flush();
        QVERIFY(second.holdsRecord());
        QCOMPARE(recordedSeconds(tree.path("r")), std::size_t{131});  // and the marker between the two
        const Record record(tree.path("r"));
        std::vector<std::int64_t> seconds;
        const Status read = record.framesIn({0, begin * 2000}, [&seconds](const FramePtr& frame) {
            seconds.push_back(timeOf(*frame) / 1000 - begin);
            return true;
        });
        QVERIFY(read);
        std::vector<std::int64_t> expected;
        for (std::int64_t second5 = 0; second5 < 130; second5 += 5)
            expected.push_back(second5);
        QCOMPARE(seconds, expected);
        QCOMPARE(record.events({0, begin * 2000}).value().size(), std::size_t{1});  // the first one's start
    }

    void theThreadWritesWhatIsThereWhenItStops() {
        const test::TemporaryTree tree;
        Live live;
        RecordKeeper keeper(live.head(), keeperIn(tree.path("r"), "one"));
        keeper.start();
        live.run(25, &keeper);
        keeper.stop();
        QCOMPARE(recordedSeconds(tree.path("r")), std::size_t{26});  // and the end's marker
        const auto events = Record(tree.path("r")).events({0, (begin + 100) * 1000}).value();
        QCOMPARE(events.back().kind, std::string("stop"));
    }

    // Frames of a machine that was started so many seconds after `begin`.
    void whatWasBetweenTwoRecordersIsTold_data() {
        QTest::addColumn<bool>("isFirst");  // the Frame with which it begins is the first that was taken
        QTest::addColumn<bool>("isStopped");
        QTest::addColumn<int>("bootedAfter");
        QTest::addColumn<QStringList>("told");
        QTest::newRow("stopped") << true << true << -50 << QStringList{"start", "stop", "start"};
        QTest::newRow("killed") << true << false << -50 << QStringList{"start", "crash", "start"};
        QTest::newRow("stopped, and the machine restarted")
            << true << true << 40 << QStringList{"start", "stop", "boot", "start"};
        QTest::newRow("the machine lost its power")
            << true << false << 40 << QStringList{"start", "crash", "boot", "start"};
        QTest::newRow("a window was stopped")
            << false << true << -50 << QStringList{"start", "stop", "start"};
        QTest::newRow("a window was killed")
            << false << false << -50 << QStringList{"start", "crash", "start"};
    }
    void whatWasBetweenTwoRecordersIsTold() {
        QFETCH(const bool, isStopped);
        QFETCH(const bool, isFirst);
        QFETCH(const int, bootedAfter);
        const test::TemporaryTree tree;
        const auto recordOne = [&](int second, int bootedAt, bool stops) {
            Head head;
            auto frame = std::make_shared<Frame>();
            frame->takenAt = {std::chrono::seconds(begin + second), std::chrono::seconds(second),
                              std::chrono::seconds(second - bootedAt)};
            const std::array entries{
                Head::Entry{head.idOf(Labels({{std::string(metricNameLabel), "gauge"}})), 1.0}};
            head.append(timeOf(*frame), entries);
            if (!isFirst) frame->discontinuity = Discontinuity::None;
            RecordKeeper keeper(head, keeperIn(tree.path("r"), "one"));
            if (stops) keeper.start();
            keeper.offer(frame);
            // It is killed where nobody stops it.
            stops ? keeper.stop() : keeper.flush();
        };
        recordOne(10, -50, isStopped);
        recordOne(60, bootedAfter, false);
        QStringList kinds;
        const auto events = Record(tree.path("r")).events({0, begin * 2000}).value();
        for (const Event& event : events) {
            kinds << QString::fromStdString(event.kind);
            if (event.kind == "boot") QCOMPARE(event.timeMilliseconds, (begin + bootedAfter) * 1000);
            // Behind the last sample is the marker of its end.
            if (event.kind == "crash") QCOMPARE(event.timeMilliseconds, (begin + 10) * 1000 + 1);
        }
        QTEST(kinds, "told");
    }

    void whatWasKilledBeforeItsFirstSampleBrokeWhereItBegan() {
        const test::TemporaryTree tree;
        const auto recordOne = [&](int second, bool hasSample) {
            Head head;
            auto frame = std::make_shared<Frame>();
            frame->takenAt = {std::chrono::seconds(begin + second), std::chrono::seconds(second), {}};
            const std::array entries{
                Head::Entry{head.idOf(Labels({{std::string(metricNameLabel), "gauge"}})), 1.0}};
            if (hasSample) head.append(timeOf(*frame), entries);
            RecordKeeper keeper(head, keeperIn(tree.path("r"), "one"));
            keeper.offer(frame);
            keeper.flush();
        };
        recordOne(10, false);
        recordOne(20, true);
        recordOne(30, false);
        recordOne(40, true);
        QStringList told;
        const auto events = Record(tree.path("r")).events({0, begin * 2000}).value();
        for (const Event& event : events)
            told << QString::fromStdString(event.kind) +
                        QString::number(event.timeMilliseconds - begin * 1000);
        QCOMPARE(told, (QStringList{"start10000", "crash10000", "start20000", "crash20001", "start30000",
                                    "crash30000", "start40000"}));
    }

    void aDamagedRecordIsKeptAndANewOneBegun() {
        const test::TemporaryTree tree;
        Live live;
        for (const bool isDatabase : {false, true}) {
            const std::string directory = tree.path(isDatabase ? "pages" : "text");
            {
                RecordKeeper keeper(live.head(), keeperIn(directory, "one"));
                live.run(20, &keeper);
                keeper.start();
                keeper.stop();
            }
            {
                std::fstream file(directory + "/record.db", std::ios::in | std::ios::out | std::ios::binary);
                file.seekp(isDatabase ? 4096 : 0);
                file << std::string(30'000, '\xa5');
            }
            // Of an earlier one, of which somebody deleted the database.
            std::filesystem::create_directory(directory + "/record-damaged-1.data");
            RecordKeeper keeper(live.head(), keeperIn(directory, "one"));
            for (int flush = 0; flush < 3; ++flush) {
                live.run(10, &keeper);
                keeper.flush();
            }
            QCOMPARE(keeper.state().doing, Doing::Recording);
            QVERIFY(std::filesystem::exists(directory + "/record-damaged-2.db"));
            QVERIFY(std::filesystem::exists(directory + "/record-damaged-2.data/000001"));
            // All that the live source still has is in the new one.
            QVERIFY(recordedSeconds(directory) >= 50);
        }
    }

    void saysWhyItCannotAndGoesOn() {
        const test::TemporaryTree tree;
        Live live;
        auto settings = keeperIn(tree.path("r"), "one");
        settings.leastFreeBytes = std::uint64_t{1} << 62;
        std::filesystem::create_directories(tree.path("r"));
        RecordKeeper full(live.head(), settings);
        live.run(5, &full);
        full.flush();
        QCOMPARE(full.state().doing, Doing::Paused);
        QVERIFY(full.state().reason.find("MB left") != std::string::npos);

        std::ofstream(tree.path("file")) << "in the way";
        RecordKeeper blocked(live.head(), keeperIn(tree.path("file"), "one"));
        live.run(5, &blocked);
        blocked.flush();
        QCOMPARE(blocked.state().doing, Doing::Paused);
        std::filesystem::remove(tree.path("file"));
        live.run(5, &blocked);
        blocked.flush();
        QCOMPARE(blocked.state().doing, Doing::Recording);
        QCOMPARE(recordedSeconds(tree.path("file")), std::size_t{15});
    }
};

BARO_TEST(RecordKeeperTest)
#include "RecordKeeperTest.moc"
