#include "ui/history/PeriodPlot.h"

#include <QTest>
#include <cmath>
#include <mutex>

#include "core/series/SampleStore.h"
#include "tests/support/TestMain.h"
#include "ui/history/PeriodReader.h"

namespace baro::ui {
namespace {

constexpr std::int64_t beginning = 1'700'000'400'000;  // a full minute
constexpr std::int64_t oneMinute = 60'000;

// A gauge that counts the seconds of each minute (1 to 60), and a counter that rises by 2 a second; both
// unknown in the third minute.
SampleStore fiveMinutes() {
    SampleStore store;
    std::vector<Sample> gauge;
    std::vector<Sample> counter;
    for (int second = 1; second <= 300; ++second) {
        const std::int64_t time = beginning + second * 1000;
        const bool isKnown = second <= 120 || second > 180;
        if (!isKnown && second > 121) continue;
        gauge.push_back({time, isKnown ? (second - 1) % 60 + 1.0 : staleMarker()});
        counter.push_back({time, isKnown ? second * 2.0 : staleMarker()});
    }
    store.add(Labels({{"__name__", "gauge"}, {"device", "a"}}), gauge);
    store.add(Labels({{std::string(metricNameLabel), "counter_total"}}), counter);
    return store;
}

PeriodColumns minutes(std::int64_t count, std::int64_t tick = 15'000) {
    return {.from = beginning, .width = oneMinute, .count = count, .tick = tick, .delay = tick};
}

Plot plotOf(const std::string& expression, const PeriodColumns& columns,
            std::int64_t newest = beginning + 5 * oneMinute) {
    const SampleStore store = fiveMinutes();
    auto plot = periodPlot(expression, columns, newest, promql::Engine(), store, {});
    if (!plot) qFatal("%s", plot.error().message.c_str());
    return std::move(plot).value();
}

QString rowText(const std::vector<double>& values) {
    QStringList words;
    for (const double value : values)
        words << (std::isnan(value) ? QStringLiteral("-") : QString::number(value));
    return words.join(' ');
}

// Passes on what it is asked, and lets a question wait until the test lets go.
class HeldStore final : public SeriesSource {
  public:
    explicit HeldStore(SampleStore store) : store_(std::move(store)) {}
    Result<std::unique_ptr<SeriesCursor>> read(const SeriesQuery& query) const override {
        const std::lock_guard lock(gate);
        return store_.read(query);
    }
    mutable std::mutex gate;

  private:
    SampleStore store_;
};

}  // namespace

class PeriodPlotTest : public QObject {
    Q_OBJECT

  private slots:
    void aSelectorHasTheExtremesAndTheMeanOfAllSamples() {
        const Plot plot = plotOf("gauge", minutes(5));
        QCOMPARE(plot.from, beginning);
        QCOMPARE(plot.columnMilliseconds, oneMinute);
        QCOMPARE(plot.series.size(), 1U);
        QCOMPARE(rowText(plot.series[0].minimum), "1 1 - 1 1");
        QCOMPARE(rowText(plot.series[0].mean), "30.5 30.5 - 30.5 30.5");
        QCOMPARE(rowText(plot.series[0].maximum), "60 60 - 60 60");
        QCOMPARE(plot.series[0].last, 30.5);  // of the whole period
        QCOMPARE(plot.series[0].labels.value("device"), std::string("a"));
    }

    void anExpressionIsAskedAtEveryTick() {
        const Plot plot = plotOf("gauge * 1", minutes(2));
        QCOMPARE(rowText(plot.series[0].minimum), "15 15");
        QCOMPARE(rowText(plot.series[0].mean), "37.5 37.5");
        QCOMPARE(rowText(plot.series[0].maximum), "60 60");
    }

    void aRateIsThatOfItsTicks() {
        const Plot plot = plotOf("sum(rate(counter_total[15s]))", minutes(2));
        QCOMPARE(rowText(plot.series[0].mean), "2 2");
    }

    void rawValuesAreAskedWhereTheyAre() {
        const PeriodColumns raw{
            .from = beginning + 1000, .width = 1000, .count = 4, .tick = 1000, .delay = 750};
        QCOMPARE(rowText(plotOf("gauge", raw).series[0].mean), "1 2 3 4");
    }

    void nothingIsAskedOfTheFuture() {
        const Plot tick = plotOf("gauge * 1", minutes(8), beginning + 4 * oneMinute);
        QCOMPARE(rowText(tick.series[0].maximum), "60 60 - 60 - - - -");
        const Plot column = plotOf("gauge", minutes(8), beginning + 4 * oneMinute);
        QCOMPARE(rowText(column.series[0].maximum), "60 60 - 60 - - - -");
    }

    void whatComesAfterThePeriodIsNotOfIt() {
        PeriodColumns columns = minutes(5);
        columns.end = beginning + oneMinute + 20'500;
        const Plot summary = plotOf("gauge", columns);
        QCOMPARE(rowText(summary.series[0].maximum), "60 20 - - -");
        QCOMPARE(rowText(summary.series[0].mean), "30.5 10.5 - - -");
        QCOMPARE(rowText(plotOf("gauge * 1", columns).series[0].maximum), "60 15 - - -");
        PeriodColumns raw{.from = beginning + 1000, .width = 1000, .count = 4, .tick = 1000, .delay = 750};
        raw.end = beginning + 3000;
        QCOMPARE(rowText(plotOf("gauge", raw).series[0].mean), "1 2 3 -");
    }

    void aPeriodOfManyTicksIsAskedInParts() {
        const PeriodColumns fine{.from = beginning, .width = oneMinute, .count = 5, .tick = 20, .delay = 20};
        QCOMPARE(rowText(plotOf("gauge + 0", fine).series[0].maximum), "60 60 60 60 60");
        QCOMPARE(rowText(plotOf("vector(3)", fine).series[0].mean), "3 3 3 3 3");
    }

    void aCommentAtTheEndDoesNoHarm() {
        QCOMPARE(rowText(plotOf("gauge # all of it", minutes(1)).series[0].maximum), "60");
    }

    void saysWhatIsWrong_data() {
        QTest::addColumn<QString>("expression");
        QTest::newRow("parse error") << "gauge +";
        QTest::newRow("range vector") << "gauge[5m]";
        QTest::newRow("failure")
            << "gauge * on () group_left gauge or gauge * on (x) group_left counter_total[";
    }
    void saysWhatIsWrong() {
        QFETCH(const QString, expression);
        const SampleStore store = fiveMinutes();
        QVERIFY(!periodPlot(expression.toStdString(), minutes(1), beginning + oneMinute, promql::Engine(),
                            store, {}));
    }

    void onlyTheNewestQuestionOfAChartIsAnswered() {
        HeldStore store(fiveMinutes());
        PeriodReader reader(store);
        std::vector<std::pair<int, std::size_t>> answers;
        connect(&reader, &PeriodReader::answered, this,
                [&](int chart, const std::shared_ptr<const PeriodPlots>& plots) {
                    answers.emplace_back(chart, plots->size());
                });
        {
            const std::lock_guard held(store.gate);
            reader.ask(1, {{"gauge"}, {minutes(5)}, beginning + 5 * oneMinute});
            reader.ask(2, {{"gauge"}, {minutes(5)}, beginning + 5 * oneMinute});
            reader.ask(3, {{"gauge"}, {minutes(5)}, beginning + 5 * oneMinute});
            reader.ask(1, {{"gauge"}, {minutes(5), minutes(4)}, beginning + 5 * oneMinute});
            reader.forget(3);
        }
        QTRY_VERIFY(reader.isIdle());
        std::ranges::sort(answers);
        QCOMPARE(answers, (std::vector<std::pair<int, std::size_t>>{{1, 2}, {2, 1}}));
    }
};

}  // namespace baro::ui

BARO_GUI_TEST(baro::ui::PeriodPlotTest)
#include "PeriodPlotTest.moc"
