#include "core/series/JoinedSeries.h"

#include <QtTest>

#include "core/series/SampleStore.h"
#include "tests/support/TestMain.h"

using namespace baro;

namespace {

Labels one(const std::string& name) {
    return Labels({{"__name__", name}});
}

// a is in both, b in the older only, c in the newer only; both have 0 to 19, told apart by their values.
struct Two {
    Two() {
        for (const std::string name : {"a", "b"})
            older.add(one(name), samples(100));
        for (const std::string name : {"a", "c"})
            newer.add(one(name), samples(200));
    }
    static std::vector<Sample> samples(double above) {
        std::vector<Sample> all;
        for (int time = 0; time < 20; ++time)
            all.push_back({time, above + time});
        return all;
    }
    SampleStore older;
    SampleStore newer;
    JoinedSeries joined{older, newer, [] { return 10; }};
};

SeriesQuery query(TimeRange range) {
    SeriesQuery query;
    query.range = range;
    return query;
}

}  // namespace

class JoinedSeriesTest : public QObject {
    Q_OBJECT

  private slots:
    void samplesChangeSidesAtTheSeam() {
        const Two two;
        const auto all = readAll(two.joined, query({5, 15})).value();
        QCOMPARE(all.size(), std::size_t{3});
        QVERIFY(all[0].labels == one("a"));
        QCOMPARE(all[0].samples.size(), std::size_t{11});
        QCOMPARE(all[0].samples[4].value, 109.0);
        QCOMPARE(all[0].samples[5].value, 210.0);
        QVERIFY(all[1].labels == one("b"));
        QCOMPARE(all[1].samples.size(), std::size_t{5});
        QVERIFY(all[2].labels == one("c"));
        QCOMPARE(all[2].samples.front().value, 210.0);
    }

    void onOneSideTheOtherIsNotAsked() {
        const Two two;
        QCOMPARE(readAll(two.joined, query({0, 9})).value().size(), std::size_t{2});
        QVERIFY(readAll(two.joined, query({10, 19})).value()[1].labels == one("c"));
    }

    void theNewestIsTheNewerOnes() {
        const Two two;
        SeriesQuery newest = query({0, 19});
        newest.newestOnly = true;
        const auto all = readAll(two.joined, newest).value();
        QCOMPARE(all.size(), std::size_t{3});
        QCOMPARE(all[0].samples.back().value, 219.0);
        QCOMPARE(all[1].samples.back().value, 109.0);
    }

    void namesOfBothAreToldOnce() {
        const Two two;
        const auto labels = two.joined.series(query({0, 19})).value();
        QCOMPARE(labels.size(), std::size_t{3});
        QVERIFY(*labels[2] == one("c"));
    }
};

BARO_TEST(JoinedSeriesTest)
#include "JoinedSeriesTest.moc"
