#include "core/promql/Engine.h"

#include "tests/core/promql/QuerySupport.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::promql;

namespace {

// Remembers what it was asked, and has nothing.
class AskedSource final : public SeriesSource {
  public:
    Result<std::unique_ptr<SeriesCursor>> read(const SeriesQuery& query) const override {
        asked.push_back(query);
        return SampleStore().read(query);
    }
    mutable std::vector<SeriesQuery> asked;
};

class BrokenSource final : public SeriesSource {
  public:
    Result<std::unique_ptr<SeriesCursor>> read(const SeriesQuery&) const override {
        return failed("the disk is gone");
    }
};

SampleStore twoCounters() {
    SampleStore store;
    add(store, {{"__name__", "up"}, {"job", "a"}}, {0, 1, 2, 3, 4, 5, 6});
    add(store, {{"__name__", "up"}, {"job", "b"}}, {10, 12, 14, 16, 18, 20, 22});
    return store;
}

QueryOutcome instant(const std::string& text, const SampleStore& store, std::int64_t time,
                     EngineOptions options = {}) {
    return Engine(options).instant(*parsed(text), store, time);
}

QueryOutcome range(const std::string& text, const SampleStore& store, Steps steps,
                   EngineOptions options = {}) {
    return Engine(options).range(*parsed(text), store, steps);
}

}  // namespace

class EngineTest : public QObject {
    Q_OBJECT

  private slots:
    void everyStepHasTheNewestSample() {
        QCOMPARE(answer(range("up{job='a'}", twoCounters(), {0, 20 * second, 5 * second})),
                 QByteArray("up{job=\"a\"}: 0 0 1 1 2"));
    }

    void aSampleIsGoneWhenItIsAsOldAsTheLookback() {
        EngineOptions options;
        options.lookbackMilliseconds = 20 * second;
        const Steps steps{60 * second, 80 * second, 10 * second};
        QCOMPARE(answer(range("up{job='a'}", twoCounters(), steps, options)),
                 QByteArray("up{job=\"a\"}: 6 6 _"));
    }

    void aMarkerEndsASeriesAtOnce() {
        SampleStore store;
        add(store, {{"__name__", "m"}}, {1, staleMarker(), 3});
        QCOMPARE(answer(range("m", store, {0, 20 * second, 5 * second})), QByteArray("m: 1 1 _ _ 3"));
        QCOMPARE(answer(instant("count_over_time(m[1m])", store, 20 * second)), QByteArray("{}: 2"));
    }

    void rangesAreOpenOnTheLeft() {
        QCOMPARE(answer(instant("count_over_time(up{job='a'}[20s])", twoCounters(), 60 * second)),
                 QByteArray("{job=\"a\"}: 2"));
    }

    void subqueriesStepAtMultiplesOfTheirStep() {
        const QueryOutcome outcome = instant("vector(time())[20s:7s]", SampleStore(), 60 * second);
        QVERIFY(outcome.ok());
        QCOMPARE(outcome.result().type, ValueType::Matrix);
        const std::vector<Sample>& samples = outcome.result().matrix.at(0).samples;
        QCOMPARE(samples.size(), std::size_t(3));
        QCOMPARE(samples.front().timeMilliseconds, 42 * second);
        QCOMPARE(samples.back().timeMilliseconds, 56 * second);
    }

    void anAtModifierHoldsAtEveryStep_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* text, const char* expected) {
            QTest::newRow(text) << QString(text) << QByteArray(expected);
        };
        row("up{job='a'} @ 20", "up{job=\"a\"}: 2 2 2");
        row("up{job='a'} @ start()", "up{job=\"a\"}: 3 3 3");
        row("up{job='a'} @ end() offset 10s", "up{job=\"a\"}: 4 4 4");
        row("sum(up @ 0) + time()", "{}: 40 50 60");
        row("timestamp(up{job='a'} @ 15)", "{job=\"a\"}: 10 10 10");
    }
    void anAtModifierHoldsAtEveryStep() {
        QFETCH(const QString, text);
        QTEST(answer(range(text.toStdString(), twoCounters(), {30 * second, 50 * second, 10 * second})),
              "expected");
    }

    void typesOfAnswers() {
        const SampleStore store = twoCounters();
        QCOMPARE(instant("1 + 1", store, 0).result().type, ValueType::Scalar);
        QCOMPARE(answer(instant("1 + 1", store, 0)), QByteArray("{}: 2"));
        QCOMPARE(instant("'text'", store, 0).result().text, std::string("text"));
        const QueryOutcome matrix = instant("up{job='a'}[15s]", store, 30 * second);
        QCOMPARE(matrix.result().matrix.at(0).samples.size(), std::size_t(2));
        QCOMPARE(toString(matrix.result().matrix.at(0).labels), std::string("up{job=\"a\"}"));
    }

    void instantsAskForTheNewestSampleOnly() {
        const AskedSource source;
        QVERIFY(Engine().instant(*parsed("m offset 10s"), source, 60 * second).ok());
        QVERIFY(Engine().instant(*parsed("rate(m[1m])"), source, 60 * second).ok());
        QVERIFY(source.asked.at(0).newestOnly);
        QCOMPARE(source.asked.at(0).range, (TimeRange{50 * second - 299'999, 50 * second}));
        QVERIFY(!source.asked.at(1).newestOnly);
        QCOMPARE(source.asked.at(1).range, (TimeRange{1, 60 * second}));
    }

    void namesAreDroppedAtOnceOrAtTheEnd() {
        const SampleStore store = twoCounters();
        EngineOptions delayed;
        delayed.delayedNameRemoval = true;
        const std::string text = "sum by (__name__) (rate(up[30s]))";
        QCOMPARE(answer(instant(text, store, 60 * second)), QByteArray("{}: 0.3"));
        QCOMPARE(answer(instant(text, store, 60 * second, delayed)), QByteArray("{}: 0.3"));
        QCOMPARE(answer(instant("label_replace(rate(up{job='a'}[30s]), 'n', '$1', '__name__', '(.*)')", store,
                                60 * second)),
                 QByteArray("{job=\"a\"}: 0.1"));
        QCOMPARE(answer(instant("label_replace(rate(up{job='a'}[30s]), 'n', '$1', '__name__', '(.+)')", store,
                                60 * second, delayed)),
                 QByteArray("{job=\"a\", n=\"up\"}: 0.1"));
    }

    void seriesThatTakeTurnsBecomeOneWhenTheirNameGoes() {
        SampleStore store;
        add(store, {{"__name__", "old"}}, {1, 2, staleMarker()});
        store.add(Labels(std::vector{std::pair<std::string, std::string>("__name__", "new")}),
                  {{20 * second, 3}, {30 * second, 4}});
        QCOMPARE(answer(range("{__name__=~'old|new'} * 2", store, {0, 30 * second, 10 * second})),
                 QByteArray("{}: 2 4 6 8"));
    }

    void topComesInOrderOfValue() {
        QCOMPARE(answer(instant("topk(2, up)", twoCounters(), 60 * second)),
                 QByteArray("up{job=\"b\"}: 22\nup{job=\"a\"}: 6"));
    }

    void rangesComeInOrderOfLabels() {
        QCOMPARE(answer(range("sort_desc(up)", twoCounters(), {0, 10 * second, 10 * second})),
                 QByteArray("up{job=\"a\"}: 0 1\nup{job=\"b\"}: 10 12"));
    }

    void aSourceThatFailsIsToldWithItsReason() {
        const QueryOutcome outcome = Engine().instant(*parsed("sum(m)"), BrokenSource(), 0);
        QCOMPARE(outcome.error().message, std::string("expanding series: the disk is gone"));
        QCOMPARE(outcome.error().kind, QueryError::Kind::Execution);
    }
};

BARO_TEST(EngineTest)
#include "EngineTest.moc"
