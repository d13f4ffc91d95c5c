#include "core/history/Record.h"

#include <QtTest>
#include <filesystem>
#include <fstream>
#include <random>

#include "core/history/Recorder.h"
#include "core/series/Head.h"
#include "core/series/NotReadMarker.h"
#include "tests/core/history/StoredRows.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::history;

namespace {

constexpr std::int64_t firstTick = 1'800'000'000'000;

Labels named(const std::string& name, int number) {
    return Labels({{"__name__", name}, {"device", std::to_string(number)}});
}

// A machine with a dozen gauges, counters, constants, a device that comes and goes and a value read every
// seventh second; ticks jitter by milliseconds.
class Machine {
  public:
    explicit Machine(unsigned seed = 1) : random_(seed) {}

    // Lets so many seconds pass.
    void run(int seconds) {
        for (int i = 0; i < seconds; ++i, ++second_)
            tick();
    }
    void sleepFor(std::int64_t milliseconds) {
        head_.markGap();
        time_ += milliseconds;
    }
    void setBack(std::int64_t milliseconds) {
        head_.markGap();
        time_ -= milliseconds;
    }
    const Head& head() const { return head_; }
    std::int64_t now() const { return newest_; }
    std::int64_t next() const { return time_; }

  private:
    void tick() {
        entries_.clear();
        for (int i = 0; i < 12; ++i) {
            add("gauge", i, static_cast<double>(random_() % 1000) / 8);
            add("constant", i, i);
            counters_[i] += static_cast<double>(random_() % 4096);
            add("counter", i, counters_[i]);
        }
        if (second_ / 37 % 2 == 0) add("device", 0, second_);
        add("slow", 0, second_ % 7 == 0 ? second_ : notReadMarker());
        newest_ = time_ + static_cast<std::int64_t>(random_() % 5);
        head_.append(newest_, entries_);
        time_ += 1000;
    }
    void add(const std::string& name, int number, double value) {
        entries_.push_back({head_.idOf(named(name, number)), value});
    }

    std::mt19937 random_;
    Head head_{std::int64_t{1} << 40};
    std::vector<Head::Entry> entries_;
    std::array<double, 12> counters_{};
    std::int64_t time_ = firstTick;
    std::int64_t newest_ = firstTick;
    int second_ = 0;
};

SeriesQuery everything(TimeRange range) {
    SeriesQuery query;
    query.range = range;
    return query;
}

QString difference(const std::vector<SampleSeries>& a, const std::vector<SampleSeries>& b) {
    if (a.size() != b.size()) return QString("%1 series instead of %2").arg(a.size()).arg(b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        const QString name = QString::fromStdString(toString(b[i].labels));
        if (a[i].labels != b[i].labels)
            return QString::fromStdString(toString(a[i].labels)) + " instead of " + name;
        for (std::size_t k = 0; k < std::max(a[i].samples.size(), b[i].samples.size()); ++k) {
            const QString at = name + QString(" sample %1 of %2").arg(k).arg(b[i].samples.size());
            if (k >= a[i].samples.size()) return at + " is missing";
            if (k >= b[i].samples.size()) return at + " should not be there";
            const Sample& x = a[i].samples[k];
            const Sample& y = b[i].samples[k];
            if (x.timeMilliseconds != y.timeMilliseconds ||
                std::bit_cast<std::uint64_t>(x.value) != std::bit_cast<std::uint64_t>(y.value))
                return at + QString(": %1 at %2 instead of %3 at %4")
                                .arg(x.value)
                                .arg(x.timeMilliseconds - firstTick)
                                .arg(y.value)
                                .arg(y.timeMilliseconds - firstTick);
        }
    }
    return {};
}

void compare(const SeriesSource& record, const SeriesSource& live, TimeRange range) {
    SeriesQuery newest = everything(range);
    newest.newestOnly = true;
    for (const SeriesQuery& query : {everything(range), newest}) {
        const auto stored = readAll(record, query);
        QVERIFY2(stored, stored ? "" : stored.error().message.c_str());
        QCOMPARE(difference(*stored, readAll(live, query).value()), QString());
    }
}

std::unique_ptr<Recorder> recorderIn(const test::TemporaryTree& tree, std::size_t blockTicks = 50) {
    RecorderSettings settings;
    settings.blockTicks = blockTicks;
    auto recorder = Recorder::open(tree.path("record"), "a test", settings);
    return recorder ? std::move(recorder).value() : nullptr;
}

std::size_t sampleCount(const SeriesSource& source, TimeRange range) {
    std::size_t count = 0;
    const auto all = readAll(source, everything(range));
    for (const SampleSeries& series : *all)
        count += series.samples.size();
    return count;
}

}  // namespace

class RecordTest : public QObject {
    Q_OBJECT

  private slots:
    void givesBackWhatWasRecorded() {
        const test::TemporaryTree tree;
        Machine machine;
        auto recorder = recorderIn(tree);
        QVERIFY(recorder);
        std::unique_ptr<Record> record;
        for (int flush = 0; flush < 30; ++flush) {
            machine.run(7 + flush % 5);
            if (flush % 9 == 8) machine.sleepFor(flush % 2 == 0 ? 20'000 : 600'000);
            QVERIFY(recorder->record(machine.head(), machine.now()));
            if (!record) record = Record::open(tree.path("record")).value();
            compare(*record, machine.head(), {firstTick, machine.now()});
            compare(*record, machine.head(), {machine.now() - 31'000, machine.now() - 12'000});
        }
        const auto extent = record->extent().value();
        QCOMPARE(extent.from / 1000, firstTick / 1000);
        QCOMPARE(extent.to, machine.now());
        const auto labels = record->series(everything({firstTick, machine.now()})).value();
        QCOMPARE(labels.size(), std::size_t{38});
        QVERIFY(Database::open(tree.path("record/record.db"), Database::Access::Read)
                    ->integer("SELECT count(*) FROM block")
                    .value()
                    .value() > 12);
    }

    // What lies before the tail is answered without it, which must not keep it from what is asked next.
    void earlierTimesFirst() {
        const test::TemporaryTree tree;
        Machine machine;
        auto recorder = recorderIn(tree, 50);
        QVERIFY(recorder);
        const Record record(tree.path("record"));
        for (int flush = 0; flush < 12; ++flush) {
            machine.run(13);
            QVERIFY(recorder->record(machine.head(), machine.now()));
            for (const std::int64_t until : {0, 30'000, 75'000, 140'000}) {
                compare(record, machine.head(), {firstTick, firstTick + until});
                if (flush % 3 == 0)
                    compare(Record(tree.path("record")), machine.head(), {firstTick, firstTick + until});
            }
            if (flush % 4 == 0) QCOMPARE(record.extent().value().to, machine.now());
        }
    }

    void takesOverAnHourOfALiveSource() {
        const test::TemporaryTree tree;
        Machine machine;
        machine.run(700);
        auto recorder = recorderIn(tree, 90);
        QVERIFY(recorder->record(machine.head(), machine.now()));
        compare(*Record::open(tree.path("record")).value(), machine.head(), {firstTick, machine.now()});
    }

    void goesOnWhereItWasStopped() {
        const test::TemporaryTree tree;
        Machine machine;
        for (int run = 0; run < 4; ++run) {
            auto recorder = recorderIn(tree);
            QVERIFY(recorder);
            for (int flush = 0; flush < 9; ++flush) {
                machine.run(10);
                QVERIFY(recorder->record(machine.head(), machine.now()));
            }
            if (run % 2 == 0) QVERIFY(recorder->seal(Recorder::Seal::AndEnd));  // else as if it were killed
            recorder.reset();
            machine.sleepFor(3000);
        }
        QVERIFY(recorderIn(tree));
        const auto record = Record::open(tree.path("record")).value();
        compare(*record, machine.head(), {firstTick, machine.now()});
    }

    void aKillLosesOnlyWhatWasNotWritten() {
        const test::TemporaryTree tree;
        Machine machine;
        std::vector<std::pair<std::uintmax_t, std::int64_t>> flushed;  // size of the tail, and until when
        {
            auto recorder = recorderIn(tree, 900);
            for (int flush = 0; flush < 12; ++flush) {
                machine.run(10);
                QVERIFY(recorder->record(machine.head(), machine.now()));
                flushed.emplace_back(std::filesystem::file_size(tree.path("record/record.tail")),
                                     machine.now());
            }
        }
        const std::string tail = tree.path("record/record.tail");
        std::ifstream file(tail, std::ios::binary);
        const std::string whole{std::istreambuf_iterator<char>(file), {}};
        const std::string copy = tree.path("record/whole");
        std::ofstream(copy, std::ios::binary) << whole;
        for (std::size_t length = whole.size(); length > 2000; length -= 1511) {
            std::filesystem::copy_file(copy, tail, std::filesystem::copy_options::overwrite_existing);
            std::filesystem::resize_file(tail, length);
            const auto extent = Record::open(tree.path("record")).value()->extent().value();
            for (const auto& [size, until] : flushed)
                if (size <= length) QVERIFY(extent.to >= until);
            QVERIFY(extent.to <= machine.now());
            compare(*Record::open(tree.path("record")).value(), machine.head(), {firstTick, extent.to});
        }
    }

    void whatComesAfterTheClockWasSetBackReplacesWhatWasThere() {
        const test::TemporaryTree tree;
        Machine machine;
        auto recorder = recorderIn(tree);
        machine.run(300);
        QVERIFY(recorder->record(machine.head(), machine.now()));
        const std::int64_t future = machine.now();
        machine.setBack(150'000);
        const std::int64_t from = machine.next();
        machine.run(60);
        QVERIFY(recorder->clockSetBack(from));
        QVERIFY(recorder->record(machine.head(), machine.now()));
        QVERIFY(recorder->seal(Recorder::Seal::AndEnd));
        recorder.reset();
        const auto record = Record::open(tree.path("record")).value();
        compare(*record, machine.head(), {firstTick, from - 2000});
        compare(*record, machine.head(), {from + 1000, machine.now()});
        // What was not replaced is still there.
        QVERIFY(sampleCount(*record, {machine.now() + 2000, future}) > 24 * 80);
        QCOMPARE(record->extent().value().to, future + 1);
    }

    void onlyOneRecordsAndOthersRead() {
        const test::TemporaryTree tree;
        QCOMPARE(Record::open(tree.path("record")).error().kind, ErrorKind::Absent);
        const auto recorder = recorderIn(tree);
        QVERIFY(recorder);
        const auto second = Recorder::open(tree.path("record"), "another", {});
        QVERIFY(!second);
        QVERIFY(second.error().message.find("recorded already by a test") != std::string::npos);
        QVERIFY(Record::open(tree.path("record")));
    }

    void aCursorKeepsItsMomentWhileItIsRecorded() {
        const test::TemporaryTree tree;
        Machine machine;
        auto recorder = recorderIn(tree);
        machine.run(120);
        QVERIFY(recorder->record(machine.head(), machine.now()));
        const auto record = Record::open(tree.path("record")).value();
        const TimeRange range{firstTick, machine.now()};
        auto cursor = record->read(everything(range)).value();
        std::vector<SampleSeries> collected;
        while (cursor->next().value()) {
            collected.push_back({*cursor->labels(), {cursor->samples().begin(), cursor->samples().end()}});
            machine.run(2);
            QVERIFY(recorder->record(machine.head(), machine.now()));
        }
        QCOMPARE(difference(collected, readAll(machine.head(), everything(range)).value()), QString());
    }

    void damageCostsWhatIsDamagedOnly() {
        const test::TemporaryTree tree;
        Machine machine;
        auto recorder = recorderIn(tree);
        machine.run(400);
        QVERIFY(recorder->record(machine.head(), machine.now()));
        QVERIFY(recorder->seal(Recorder::Seal::AndEnd));
        recorder.reset();
        const TimeRange range{firstTick, machine.now()};
        const std::size_t all = sampleCount(*Record::open(tree.path("record")).value(), range);
        test::damageRow(tree.path("record"), "SELECT data FROM block ORDER BY place LIMIT 1 OFFSET 8", 20);
        const auto record = Record::open(tree.path("record")).value();
        const std::size_t left = sampleCount(*record, range);
        QVERIFY(left < all);
        QVERIFY(left > all * 9 / 10);
    }

    void aDataFileThatIsGoneCostsWhatItHeld() {
        const test::TemporaryTree tree;
        Machine machine;
        auto recorder = recorderIn(tree);
        machine.run(120);
        QVERIFY(recorder->record(machine.head(), machine.now()));
        QVERIFY(recorder->seal(Recorder::Seal::AndEnd));
        std::filesystem::remove(tree.path("record/record.data/000001"));
        const TimeRange lost{firstTick, machine.now()};
        QCOMPARE(sampleCount(*Record::open(tree.path("record")).value(), lost), std::size_t{0});
        const std::int64_t from = machine.next();
        machine.run(120);
        QVERIFY(recorder->record(machine.head(), machine.now()));
        QVERIFY(recorder->seal(Recorder::Seal::AndEnd));
        compare(*Record::open(tree.path("record")).value(), machine.head(), {from, machine.now()});
        // The clock goes back into what is gone: that is cut out and replaced.
        machine.setBack(200'000);
        QVERIFY(recorder->clockSetBack(machine.next()));
        machine.run(20);
        QVERIFY(recorder->record(machine.head(), machine.now()));
        QVERIFY(sampleCount(*Record::open(tree.path("record")).value(), lost) > 500);
    }

    void anOlderRecordIsReadAndGoesOn() {
        const test::TemporaryTree tree;
        Machine machine;
        auto recorder = recorderIn(tree);
        machine.run(120);
        QVERIFY(recorder->record(machine.head(), machine.now()));
        QVERIFY(recorder->seal(Recorder::Seal::AndGoOn));
        recorder.reset();
        test::makeVersionOne(tree.path("record"));
        QVERIFY(!std::filesystem::exists(tree.path("record/record.data")));
        const TimeRange before{firstTick, machine.now()};
        compare(*Record::open(tree.path("record")).value(), machine.head(), before);
        recorder = recorderIn(tree);
        QVERIFY(recorder);
        QVERIFY(std::filesystem::exists(tree.path("record/record-version-1.db")));
        machine.run(120);
        QVERIFY(recorder->record(machine.head(), machine.now()));
        QVERIFY(recorder->seal(Recorder::Seal::AndGoOn));
        QVERIFY(std::filesystem::exists(tree.path("record/record.data/000001")));
        compare(*Record::open(tree.path("record")).value(), machine.head(), before);
        QVERIFY(sampleCount(*Record::open(tree.path("record")).value(), {before.to + 1, machine.now()}) >
                4000);
    }
};

BARO_TEST(RecordTest)
#include "RecordTest.moc"
