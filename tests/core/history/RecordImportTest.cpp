#include <QtTest>
#include <filesystem>

#include "core/history/Record.h"
#include "core/history/Recorder.h"
#include "core/history/Schema.h"
#include "core/series/SampleStore.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::history;

namespace {

constexpr std::int64_t importedFrom = 20'700 * dayMilliseconds + 7 * hourMilliseconds;
constexpr std::int64_t importedTo = importedFrom + 56 * hourMilliseconds;

SampleStore importedMachine() {
    std::vector<Sample> samples;
    for (std::int64_t time = importedFrom; time <= importedTo; time += 30'000)
        samples.push_back({time, static_cast<double>(samples.size() % 977)});
    SampleStore store;
    store.add(Labels({{std::string(metricNameLabel), "gauge"}, {"host", "a"}}), std::move(samples));
    return store;
}

std::unique_ptr<Recorder> recorderOf(const test::TemporaryTree& tree) {
    return Recorder::open(tree.path("record"), "a test").value();
}

std::size_t samplesIn(const SeriesSource& source) {
    return readAll(source, allOf("gauge", {}, {importedFrom, importedTo}))->front().samples.size();
}

}  // namespace

class RecordImportTest : public QObject {
    Q_OBJECT

  private slots:
    void whatIsThereAlreadyIsNotImportedTwice() {
        const test::TemporaryTree tree;
        const SampleStore store = importedMachine();
        const auto recorder = recorderOf(tree);
        QVERIFY(recorder->import(store, {importedFrom, importedTo}, [](double) { return true; }));
        const Status again =
            recorder->import(store, {importedTo - 5000, importedTo}, [](double) { return true; });
        QVERIFY(!again);
        QCOMPARE(again.error().kind, ErrorKind::Denied);
        QVERIFY(again.error().message.find("--data-dir") != std::string::npos);
    }

    void aStoppedImportLeavesNothing() {
        const test::TemporaryTree tree;
        const SampleStore store = importedMachine();
        QVERIFY(!recorderOf(tree)->import(store, {importedFrom, importedTo},
                                          [](double done) { return done < 0.5; }));
        auto database = Database::open(tree.path("record/record.db"), Database::Access::ReadWrite).value();
        QCOMPARE(database.integer("SELECT count(*) FROM block").value().value(), 0);
        QVERIFY(std::filesystem::is_empty(tree.path("record/record.data")));
        QVERIFY(recorderOf(tree)->import(store, {importedFrom, importedTo}, [](double) { return true; }));
        QCOMPARE(samplesIn(*Record::open(tree.path("record")).value()), samplesIn(store));
    }
};

BARO_TEST(RecordImportTest)
#include "RecordImportTest.moc"
