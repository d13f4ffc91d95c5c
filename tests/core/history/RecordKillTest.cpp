// A recorder that is killed at any moment loses nothing that it had written.
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QtTest>
#include <algorithm>
#include <array>
#include <bit>
#include <chrono>
#include <csignal>
#include <random>
#include <thread>

#include "core/history/Record.h"
#include "core/history/Recorder.h"
#include "core/series/Head.h"
#include "tests/core/history/StoredRows.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::history;

namespace {

constexpr int seriesOfVictim = 40;
constexpr std::int64_t betweenRuns = 1'000'000'000;
constexpr std::int64_t mostBytes = 6'000'000;  // of dozens of runs: it is trimmed too

// What the child has certainly written.
struct Written {
    std::int64_t until = 0;
    int ticks = 0;
};

std::int64_t startOfRun(int run) {
    return 1'800'000'000'000 + run * betweenRuns;
}

// Never returns: records a tick every second of a time of its own, as fast as it can.
[[noreturn]] void recordUntilKilled(const std::string& directory, int run, int report) {
    RecorderSettings settings;
    settings.blockTicks = 60;
    settings.retention.mostBytes = mostBytes;
    auto recorder = Recorder::open(directory, "victim", settings);
    if (!recorder) _exit(3);
    Head head;
    std::vector<Head::Entry> entries;
    Written written;
    for (std::int64_t time = startOfRun(run);; time += 1000) {
        entries.clear();
        for (int i = 0; i < seriesOfVictim; ++i) {
            const Labels labels({{"__name__", "victim"}, {"number", std::to_string(i)}});
            entries.push_back({head.idOf(labels), static_cast<double>(time % (i + 7919))});
        }
        head.append(time, entries);
        if (++written.ticks % 10 != 0) continue;
        if (!(*recorder)->record(head, time)) _exit(4);
        written.until = time;
        if (write(report, &written, sizeof(written)) != sizeof(written)) _exit(5);
    }
}

// Waits for a moment of the child's work: there is nothing else to wait for. false: it had ended by itself.
bool killAfter(std::chrono::microseconds patience, pid_t child) {
    timespec pause{.tv_sec = 0, .tv_nsec = std::chrono::nanoseconds(patience).count()};
    nanosleep(&pause, nullptr);
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    return WIFSIGNALED(status);
}

// Every fourth time it may not even have begun; else the patience begins with the first report.
Written killRecorderAfter(std::chrono::microseconds patience, const std::string& directory, int run) {
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) return {};
    const pid_t child = fork();
    if (child < 0) return {-1, 0};  // and nobody is killed
    if (child == 0) {
        close(ends[0]);
        recordUntilKilled(directory, run, ends[1]);
    }
    close(ends[1]);
    constexpr int longestStart = 60'000;
    pollfd first{.fd = ends[0], .events = POLLIN, .revents = 0};
    if (run % 4 != 0) poll(&first, 1, longestStart);
    const bool wasKilled = killAfter(patience, child);
    Written last;
    for (Written next; read(ends[0], &next, sizeof(next)) == sizeof(next);)
        last = next;
    close(ends[0]);
    return wasKilled ? last : Written{-1, 0};
}

// Bit by bit: markers are among the values.
bool isSame(const std::vector<SampleSeries>& a, const std::vector<SampleSeries>& b) {
    return std::ranges::equal(a, b, [](const SampleSeries& one, const SampleSeries& other) {
        return one.labels == other.labels &&
               std::ranges::equal(one.samples, other.samples, [](const Sample& x, const Sample& y) {
                   return x.timeMilliseconds == y.timeMilliseconds &&
                          std::bit_cast<std::uint64_t>(x.value) == std::bit_cast<std::uint64_t>(y.value);
               });
    });
}

void checkIntegrity(const std::string& directory) {
    auto database = Database::open(directory + "/record.db", Database::Access::ReadWrite);
    QVERIFY(database);
    auto check = database->prepare("PRAGMA integrity_check");
    QVERIFY(check && check->step().value());
    QCOMPARE(std::string(check->bytes(0)), std::string("ok"));
}

}  // namespace

class RecordKillTest : public QObject {
    Q_OBJECT

  private slots:
    // BARO_KILLS sets another number.
    void nothingWrittenIsLost() {
        const test::TemporaryTree tree;
        const std::string directory = tree.path("record");
        const int kills =
            qEnvironmentVariableIsSet("BARO_KILLS") ? qEnvironmentVariableIntValue("BARO_KILLS") : 15;
        std::mt19937 random(7);
        int withData = 0;
        for (int run = 0; run < kills; ++run) {
            const Written written =
                killRecorderAfter(std::chrono::microseconds(5000 + random() % 120'000), directory, run);
            QVERIFY2(written.until >= 0, "the recorder ended by itself");
            const auto record = Record::open(directory);
            if (!record) {
                QCOMPARE(written.ticks, 0);
                continue;
            }
            const auto stored =
                readAll(**record, allOf("victim", {}, {startOfRun(run), startOfRun(run + 1) - 1})).value();
            if (written.ticks == 0) continue;
            ++withData;
            QCOMPARE(stored.size(), std::size_t{seriesOfVictim});
            for (const SampleSeries& series : stored) {
                QVERIFY(series.samples.size() >= static_cast<std::size_t>(written.ticks));
                for (std::size_t i = 0; i < series.samples.size(); ++i)
                    if (!isStaleMarker(series.samples[i].value))
                        QCOMPARE(series.samples[i].timeMilliseconds,
                                 startOfRun(run) + static_cast<std::int64_t>(i) * 1000);
            }
            checkIntegrity(directory);
        }
        QVERIFY(withData >= kills * 3 / 4 - 1);
        const auto all = Record::open(directory).value()->extent().value();
        // Where so much was written that only sums of hours are left of the first run, it reaches from the
        // beginning of the hour that its first tick ends.
        constexpr std::int64_t hour = 3'600'000;
        QVERIFY(all.from >= startOfRun(0) - 1000 || all.from == startOfRun(0) - hour);
        QVERIFY(all.to < startOfRun(kills));
    }

    void aMigrationThatIsKilledIsDoneAgain() {
        const test::TemporaryTree tree;
        const std::string directory = tree.path("record");
        const Written written = killRecorderAfter(std::chrono::milliseconds(200), directory, 1);
        QVERIFY(written.ticks > 0);
        const SeriesQuery all = allOf("victim", {}, {startOfRun(1), startOfRun(2) - 1});
        const auto openAndClose = [&directory] { return Recorder::open(directory, "victim", {}).ok(); };
        QVERIFY(openAndClose());  // what was in the tail comes to the database
        const auto before = readAll(*Record::open(directory).value(), all).value();
        test::makeVersionOne(directory);
        std::mt19937 random(7);
        const int kills =
            qEnvironmentVariableIsSet("BARO_KILLS") ? qEnvironmentVariableIntValue("BARO_KILLS") : 15;
        int killed = 0;
        for (int run = 0; run < kills; ++run) {
            const pid_t child = fork();
            if (child == 0) _exit(openAndClose() ? 0 : 3);
            killed += killAfter(std::chrono::microseconds(random() % 30'000), child) ? 1 : 0;
            checkIntegrity(directory);
            const auto stored = readAll(*Record::open(directory).value(), all).value();
            QVERIFY(isSame(stored, before));
            if (run % 5 == 4) {
                QVERIFY(openAndClose());
                QVERIFY(std::filesystem::exists(directory + "/record-version-1.db"));
                test::makeVersionOne(directory);
            }
        }
        QVERIFY(killed >= kills / 4);
    }
};

BARO_TEST(RecordKillTest)
#include "RecordKillTest.moc"
