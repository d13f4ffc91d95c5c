#include "core/series/SampleStore.h"

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro;

namespace {

Labels device(const char* name) {
    return Labels({{"__name__", "m"}, {"device", name}});
}

std::vector<std::int64_t> timesOf(const SampleStore& store, TimeRange range) {
    const auto all = readAll(store, allOf("m", {}, range));
    std::vector<std::int64_t> times;
    if (!all || all->size() != 1) return times;
    for (const Sample& sample : all->front().samples)
        times.push_back(sample.timeMilliseconds);
    return times;
}

}  // namespace

class SampleStoreTest : public QObject {
    Q_OBJECT

  private slots:
    void rangeIsClosedOnBothEnds_data() {
        QTest::addColumn<qint64>("from");
        QTest::addColumn<qint64>("to");
        QTest::addColumn<QList<qint64>>("times");
        QTest::newRow("all") << qint64{0} << qint64{100} << QList<qint64>{10, 20, 30};
        QTest::newRow("ends") << qint64{10} << qint64{20} << QList<qint64>{10, 20};
        QTest::newRow("one") << qint64{20} << qint64{20} << QList<qint64>{20};
        QTest::newRow("between") << qint64{21} << qint64{29} << QList<qint64>{};
        QTest::newRow("turned round") << qint64{30} << qint64{10} << QList<qint64>{};
    }
    void rangeIsClosedOnBothEnds() {
        QFETCH(const qint64, from);
        QFETCH(const qint64, to);
        QFETCH(const QList<qint64>, times);
        SampleStore store;
        store.add(device("a"), {{10, 1}, {20, 2}, {30, 3}});
        const auto found = timesOf(store, {from, to});
        QCOMPARE(QList<qint64>(found.begin(), found.end()), times);
    }

    void aSecondCallContinuesTheSeries() {
        SampleStore store;
        store.add(device("a"), {{10, 1}});
        store.add(device("a"), {{20, 2}});
        QCOMPARE(timesOf(store, {0, 100}).size(), std::size_t{2});
    }

    void seriesComeInTheOrderOfLabels() {
        SampleStore store;
        for (const char* name : {"c", "a", "b"})
            store.add(device(name), {{10, 1}});
        const auto all = store.series(allOf("m", {}, {0, 100}));
        QVERIFY(all);
        QCOMPARE(all->size(), std::size_t{3});
        QVERIFY(std::ranges::is_sorted(*all, {},
                                       [](const LabelsPtr& labels) { return labels->value("device"); }));
    }

    void everyMarkerStays() {
        SampleStore store;
        store.add(device("a"), {{10, staleMarker()}, {20, staleMarker()}});
        const auto all = readAll(store, allOf("m", {}, {0, 100}));
        QCOMPARE(all->at(0).samples.size(), std::size_t{2});
        QVERIFY(isStaleMarker(all->at(0).samples[1].value));
    }

    void matchersChoose() {
        SampleStore store;
        store.add(device("sda"), {{10, 1}});
        store.add(device("nvme0n1"), {{10, 1}});
        const auto found =
            store.series(allOf("m", {{"device", LabelMatcher::Kind::Regex, "nvme.*"}}, {0, 100}));
        QCOMPARE(found->size(), std::size_t{1});
        QVERIFY(!store.series(allOf("m", {{"device", LabelMatcher::Kind::Regex, "("}}, {0, 100})));
    }

    void clearedItIsEmpty() {
        SampleStore store;
        store.add(device("a"), {{10, 1}});
        store.clear();
        QVERIFY(store.series({})->empty());
    }
};

BARO_TEST(SampleStoreTest)
#include "SampleStoreTest.moc"
