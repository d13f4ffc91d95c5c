#include "core/remotewrite/SpanReader.h"

#include <QTest>
#include <random>

#include "core/history/Record.h"
#include "core/history/Recorder.h"
#include "core/series/Head.h"
#include "core/series/JoinedSeries.h"
#include "core/series/NotReadMarker.h"
#include "core/series/SampleStore.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::remotewrite;

namespace {

constexpr std::int64_t firstRecorded = 1'800'000'000'000;

// Series that go on, come and go, and are read seldom; ticks jitter.
class RecordedHead {
  public:
    void run(int seconds) {
        for (int i = 0; i < seconds; ++i, ++second_) {
            entries_.clear();
            add("gauge", static_cast<double>(random_() % 1000) / 8);
            add("counter", second_ * 10.0);
            if (second_ / 37 % 2 == 0) add("device", second_);
            if (second_ > 700 && second_ < 720) add("short", second_);
            add("slow", second_ % 47 == 0 ? second_ : notReadMarker());
            newest_ = firstRecorded + second_ * 1000 + static_cast<std::int64_t>(random_() % 5);
            head_.append(newest_, entries_);
        }
    }
    const Head& head() const { return head_; }
    std::int64_t newest() const { return newest_; }

  private:
    void add(const char* name, double value) {
        entries_.push_back({head_.idOf(Labels({std::pair("__name__", name)})), value});
    }
    Head head_{std::int64_t{1} << 40};
    std::mt19937 random_{5};
    std::vector<Head::Entry> entries_;
    std::int64_t newest_ = 0;
    int second_ = 0;
};

std::vector<std::string> bodiesOf(const SeriesSource& source, Span span, const Windows& windows) {
    std::vector<std::string> bodies;
    const auto requests = readSpan(source, span, windows, {});
    for (const PreparedRequest& request : **requests)
        bodies.push_back(request.body);
    return bodies;
}

}  // namespace

class SpanReaderTest : public QObject {
    Q_OBJECT

  private slots:
    // What is new is read from memory, after a start from disk: it must be the same.
    void memoryAndDiskSayTheSame_data() {
        QTest::addColumn<qint64>("interval");
        QTest::newRow("every second") << qint64{1'000};
        QTest::newRow("every 15 s") << qint64{15'000};
    }
    void memoryAndDiskSayTheSame() {
        QFETCH(qint64, interval);
        const test::TemporaryTree tree;
        RecordedHead machine;
        history::RecorderSettings settings;
        settings.blockTicks = 100;
        auto recorder = history::Recorder::open(tree.path("record"), "a test", settings);
        for (int flush = 0; flush < 150; ++flush) {
            machine.run(10);
            QVERIFY((*recorder)->record(machine.head(), machine.newest()).ok());
        }
        const history::Record record(tree.path("record"));
        const JoinedSeries joined(record, machine.head(), [] { return firstRecorded + 777'000; });
        const Windows windows{interval};
        std::mt19937 random(9);
        for (int round = 0; round < 10; ++round) {
            const std::int64_t from =
                windows.beginOf(firstRecorded + static_cast<std::int64_t>(random() % 1'400'000));
            const Span span = windows.from(from, 1 + static_cast<std::int64_t>(random() % 20));
            const auto fromMemory = bodiesOf(machine.head(), span, windows);
            QVERIFY(!fromMemory.empty());
            QVERIFY(bodiesOf(record, span, windows) == fromMemory);
            QVERIFY(bodiesOf(joined, span, windows) == fromMemory);
        }
    }

    void moreThanCanBeKeptIsReadInParts() {
        SampleStore store;
        std::vector<Sample> samples;
        for (std::int64_t time = 0; time < 102 * 15'000; time += 15'000)
            samples.push_back({time, 1});
        for (int number = 0; number < 1000; ++number)
            store.add(Labels({{"__name__", "m"}, {"n", std::to_string(number)}}), samples);
        const Windows windows;
        const auto all = readSpan(store, {0, 102 * 15'000}, windows, {});
        QVERIFY(all.ok() && !*all);
        const auto half = readSpan(store, {0, 51 * 15'000}, windows, {});
        QVERIFY(half.ok() && *half);
        QCOMPARE((*half)->size(), std::size_t{25});  // of 40 series each: 2,000 samples and a few
    }
};

BARO_TEST(SpanReaderTest)
#include "SpanReaderTest.moc"
