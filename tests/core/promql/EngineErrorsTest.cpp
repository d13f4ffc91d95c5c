#include "tests/core/promql/QuerySupport.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::promql;

namespace {

SampleStore threeMetrics() {
    SampleStore store;
    add(store, {{"__name__", "many"}, {"x", "1"}, {"y", "1"}}, {1});
    add(store, {{"__name__", "many"}, {"x", "1"}, {"y", "2"}}, {2});
    add(store, {{"__name__", "one"}, {"x", "1"}}, {10});
    add(store, {{"__name__", "other"}, {"x", "1"}}, {20});
    return store;
}

QueryOutcome evaluated(const std::string& text, const QueryLimits& limits = {}, EngineOptions options = {}) {
    return Engine(options).instant(*parsed(text), threeMetrics(), 0, limits);
}

}  // namespace

class EngineErrorsTest : public QObject {
    Q_OBJECT

  private slots:
    void messages_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char* text, const char* message) {
            QTest::newRow(text) << QString(text) << QByteArray(message);
        };
        row("one * on (x) many",
            "found duplicate series for the match group {x=\"1\"} on the right hand-side of the operation: "
            "[{__name__=\"many\", x=\"1\", y=\"2\"}, {__name__=\"many\", x=\"1\", y=\"1\"}];many-to-many "
            "matching not allowed: matching labels must be unique on one side");
        row("many * on (x) group_right many",
            "found duplicate series for the match group {x=\"1\"} on the left hand-side of the operation: "
            "[{__name__=\"many\", x=\"1\", y=\"2\"}, {__name__=\"many\", x=\"1\", y=\"1\"}];many-to-many "
            "matching not allowed: matching labels must be unique on one side");
        row("many * on (x) one",
            "multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)");
        row("label_replace(many, 'y', '', '', '') * on (x) one",
            "vector cannot contain metrics with the same labelset");
        row("many * on (x) group_left (y) one",
            "multiple matches for labels: grouping labels must ensure unique matches");
        row("abs({__name__=~'one|other'})", "vector cannot contain metrics with the same labelset");
        row("-{__name__=~'one|other'}", "vector cannot contain metrics with the same labelset");
        row("rate({__name__=~'one|other'}[1m])", "");
        row("last_over_time({__name__=~'one|other'}[1m]) + 0",
            "vector cannot contain metrics with the same labelset");
        row("topk(NaN, many)", "Scalar value NaN overflows int64");
        row("limit_ratio(NaN, many)", "Ratio value NaN is NaN");
        row("count_values('', many)", "invalid label name \"\"");
        row("histogram_avg(many)", "histogram_avg() needs native histograms, which are not supported");
    }
    void messages() {
        QFETCH(const QString, text);
        QTEST(answer(evaluated(text.toStdString())), "message");
    }

    void nothingIsADuplicateWhereTheOtherSideIsEmpty() {
        QCOMPARE(answer(evaluated("nothing * on (x) many")), QByteArray());
    }

    void annotations_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("annotation");
        QTest::addColumn<int>("at");
        const auto row = [](const char* text, const char* annotation, int at) {
            QTest::newRow(text) << QString(text) << QString(annotation) << at;
        };
        row("quantile(1.5, many)", "PromQL warning: quantile value should be between 0 and 1, got 1.5", 9);
        row("quantile_over_time(NaN, one[1m])",
            "PromQL warning: quantile value should be between 0 and 1, got NaN", 24);
        row("limit_ratio(-2, many)",
            "PromQL warning: ratio value should be between -1 and 1, got -2, capping to -1", 12);
        row("sum(increase(one[1m:10s] offset -30s))",
            "PromQL info: metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "
            "\"one\"",
            0);
    }
    void annotations() {
        QFETCH(const QString, text);
        QFETCH(const QString, annotation);
        QFETCH(const int, at);
        const QueryOutcome outcome = evaluated(text.toStdString());
        QVERIFY2(outcome.ok(), outcome.ok() ? "" : outcome.error().message.c_str());
        QCOMPARE(outcome.result().annotations.size(), std::size_t(1));
        QCOMPARE(QString::fromStdString(outcome.result().annotations.front().text), annotation);
        QCOMPARE(static_cast<int>(outcome.result().annotations.front().at.from), at);
    }

    void tooManySamplesAreRefused_data() {
        QTest::addColumn<QString>("text");
        for (const char* text : {"many or one", "sum_over_time(vector(1)[10m:1s])", "topk(5, {x='1'})",
                                 "sum_over_time(vector(1)[290y:1ms])"})
            QTest::newRow(text) << QString(text);
    }
    void tooManySamplesAreRefused() {
        QFETCH(const QString, text);
        EngineOptions options;
        options.maximumSamples = 2;
        const QueryOutcome outcome = evaluated(text.toStdString(), {}, options);
        QCOMPARE(answer(outcome),
                 QByteArray("query processing would load too many samples into memory in query execution"));
        QCOMPARE(outcome.error().kind, QueryError::Kind::Execution);
    }

    void workEndsWhenTimeIsUp() {
        int asked = 0;
        const QueryLimits limits{{}, [&asked] { return ++asked == 3; }};
        const QueryOutcome outcome = evaluated("sum_over_time(vector(1)[1d:1s])", limits);
        QCOMPARE(answer(outcome), QByteArray("query timed out in expression evaluation"));
        QCOMPARE(outcome.error().kind, QueryError::Kind::Timeout);
        QCOMPARE(asked, 3);
    }

    void workEndsWhenItIsStopped() {
        std::stop_source source;
        source.request_stop();
        const QueryOutcome outcome =
            evaluated("sum_over_time(vector(1)[1d:1s])", {source.get_token(), nullptr});
        QCOMPARE(answer(outcome), QByteArray("query was canceled in expression evaluation"));
        QCOMPARE(outcome.error().kind, QueryError::Kind::Canceled);
    }
};

BARO_TEST(EngineErrorsTest)
#include "EngineErrorsTest.moc"
