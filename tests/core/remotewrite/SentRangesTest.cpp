#include "core/remotewrite/SentRanges.h"

#include <QTest>
#include <random>
#include <set>

#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::remotewrite;

using Spans = std::vector<Span>;

class SentRangesTest : public QObject {
    Q_OBJECT

  private slots:
    void nothingIsMissingBeforeItBegins() {
        SentRanges sent(100);
        QVERIFY(!sent.oldestMissing(100));
        QCOMPARE(sent.oldestMissing(160), (Span{100, 160}));
        QCOMPARE(sent.newestMissing(160), (Span{100, 160}));
        QCOMPARE(sent.missing(160), 60);
    }

    void neighboursBecomeOne() {
        SentRanges sent(0);
        sent.add({20, 30});
        sent.add({0, 10});
        QCOMPARE(sent.all(), Spans({{0, 10}, {20, 30}}));
        QCOMPARE(sent.oldestMissing(40), (Span{10, 20}));
        QCOMPARE(sent.newestMissing(40), (Span{30, 40}));
        QCOMPARE(sent.missing(40), 20);
        sent.add({10, 20});
        QCOMPARE(sent.all(), Spans({{0, 30}}));
    }

    void sentTwiceIsSentOnce() {
        SentRanges sent(0);
        sent.add({0, 10});
        sent.add({5, 8});
        sent.add({-20, -10});
        sent.add({3, 3});
        QCOMPARE(sent.all(), Spans({{0, 10}}));
    }

    void whatComesAgainIsMissingAgain() {
        SentRanges sent(0);
        sent.add({0, 10});
        sent.add({20, 30});
        sent.add({40, 50});
        sent.forgetFrom(25);
        QCOMPARE(sent.all(), Spans({{0, 10}, {20, 25}}));
        sent.forgetFrom(20);
        QCOMPARE(sent.all(), Spans({{0, 10}}));
        sent.forgetFrom(-5);
        QCOMPARE(sent.all(), Spans({{-5, -5}}));
    }

    void refusesWhatIsNoRanges_data() {
        QTest::addColumn<bool>("ok");
        QTest::addColumn<Spans>("ranges");
        QTest::newRow("none") << false << Spans();
        QTest::newRow("an empty first one") << true << Spans({{5, 5}, {6, 7}});
        QTest::newRow("backwards") << false << Spans({{5, 4}});
        QTest::newRow("touching") << false << Spans({{0, 5}, {5, 6}});
        QTest::newRow("an empty later one") << false << Spans({{0, 5}, {6, 6}});
        QTest::newRow("in disorder") << false << Spans({{10, 12}, {0, 5}});
    }
    void refusesWhatIsNoRanges() {
        QFETCH(bool, ok);
        QFETCH(Spans, ranges);
        QCOMPARE(SentRanges::of(ranges).has_value(), ok);
    }

    // Against a set of milliseconds.
    void keepsAccountAsASetDoes() {
        std::mt19937 random(7);
        for (int round = 0; round < 200; ++round) {
            SentRanges sent(0);
            std::set<std::int64_t> all;
            for (int i = 0; i < 30; ++i) {
                const auto from = static_cast<std::int64_t>(random() % 100);
                const auto to = from + static_cast<std::int64_t>(random() % 12);
                sent.add({from, to});
                for (std::int64_t time = from; time < to; ++time)
                    all.insert(time);
                if (random() % 10 != 0) continue;
                sent.forgetFrom(to);
                all.erase(all.lower_bound(to), all.end());
            }
            QCOMPARE(sent.missing(120), 120 - static_cast<std::int64_t>(all.size()));
            QVERIFY(SentRanges::of(sent.all()).has_value());
            const auto oldest = sent.oldestMissing(120);
            QVERIFY(oldest.has_value());
            QVERIFY(!all.contains(oldest->from) && (oldest->from == 0 || all.contains(oldest->from - 1)));
            QVERIFY(oldest->to == 120 || all.contains(oldest->to));
        }
    }
};

BARO_TEST(SentRangesTest)
#include "SentRangesTest.moc"
