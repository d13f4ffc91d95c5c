#include "core/remotewrite/Lanes.h"

#include <QTest>

#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::remotewrite;

namespace {

constexpr Windows quarterMinutes{15'000};
constexpr std::int64_t window = 15'000;

}  // namespace

class LanesTest : public QObject {
    Q_OBJECT

  private slots:
    void windowsAreCountedFromTheEpoch() {
        QCOMPARE(quarterMinutes.beginOf(29'999), window);
        QCOMPARE(quarterMinutes.beginOf(30'000), 2 * window);
        QCOMPARE(quarterMinutes.beginOf(-1), -window);
        QCOMPARE(quarterMinutes.from(20'000, 2), (Span{20'000, 3 * window}));
        QCOMPARE(quarterMinutes.count({20'000, 45'000}), 2);
        QCOMPARE(quarterMinutes.count({15'000, 45'000}), 2);
        QCOMPARE(quarterMinutes.count({15'000, 15'000}), 0);
    }

    // Until the next one has begun, a sample may come to it.
    void theNewestWindowWaits() {
        QCOMPARE(quarterMinutes.endOf(29'999), window);
        QCOMPARE(quarterMinutes.endOf(30'000), 2 * window);
    }

    void aShortBacklogIsSentInOrder() {
        const SentRanges sent(0);
        QCOMPARE(oldestSpan(sent, quarterMinutes, windowsInOrder * window, 4), (Span{0, 4 * window}));
        QVERIFY(!newestSpan(sent, quarterMinutes, windowsInOrder * window, 4));
    }

    void aLongOneLetsTheNewestPass() {
        const SentRanges sent(0);
        const std::int64_t until = 2160 * window;
        QCOMPARE(oldestSpan(sent, quarterMinutes, until, 4), (Span{0, 4 * window}));
        QCOMPARE(newestSpan(sent, quarterMinutes, until, 4), (Span{until - window, until}));
    }

    void bothGoOnWhereTheyAre() {
        SentRanges sent(0);
        sent.add({0, 4 * window});
        sent.add({2159 * window, 2160 * window});
        QVERIFY(!newestSpan(sent, quarterMinutes, 2160 * window, 4));
        QCOMPARE(newestSpan(sent, quarterMinutes, 2162 * window, 4), (Span{2160 * window, 2162 * window}));
        QCOMPARE(oldestSpan(sent, quarterMinutes, 2162 * window, 4), (Span{4 * window, 8 * window}));
    }

    void theOldestStopsWhereTheNewestBegan() {
        SentRanges sent(0);
        sent.add({10 * window, 500 * window});
        QCOMPARE(oldestSpan(sent, quarterMinutes, 500 * window, 100), (Span{0, 10 * window}));
    }

    // The server was away again while both were at work.
    void aSecondLongGapIsPassedToo() {
        SentRanges sent(0);
        sent.add({1000 * window, 1010 * window});
        const std::int64_t until = 2000 * window;
        QCOMPARE(newestSpan(sent, quarterMinutes, until, 4), (Span{until - window, until}));
    }

    void withTooManyPiecesOneLaneHasToDo() {
        SentRanges sent(0);
        for (std::int64_t piece = 1; piece < std::int64_t{mostRanges}; ++piece)
            sent.add({piece * 1000 * window, (piece * 1000 + 1) * window});
        QCOMPARE(sent.all().size(), mostRanges);
        const std::int64_t last = sent.end();
        QCOMPARE(newestSpan(sent, quarterMinutes, last + 1000 * window, 4), (Span{last, last + 4 * window}));
    }

    void nothingMissingNothingPlanned() {
        SentRanges sent(0);
        sent.add({0, 9000 * window});
        QVERIFY(!oldestSpan(sent, quarterMinutes, 9000 * window, 4));
        QVERIFY(!newestSpan(sent, quarterMinutes, 9000 * window, 4));
    }
};

BARO_TEST(LanesTest)
#include "LanesTest.moc"
