#include <QtTest>
#include <cmath>
#include <filesystem>
#include <limits>
#include <random>

#include "core/history/Record.h"
#include "core/history/Recorder.h"
#include "core/history/Schema.h"
#include "core/promql/Engine.h"
#include "core/promql/Parser.h"
#include "core/series/SampleStore.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::history;

namespace {

constexpr std::int64_t step = 30'000;
constexpr std::int64_t tierDay = 20'700 * dayMilliseconds;
constexpr std::int64_t tierTick = tierDay + 7 * hourMilliseconds;  // a record does not begin at midnight
constexpr std::int64_t tierEnd = tierTick + 56 * hourMilliseconds;

// Two days and a half of a counter that is reset, gauges, one of which is now and then no number, a device
// that comes and goes, a value that is read rarely, and an hour and a half in which nothing was recorded.
SampleStore summedMachine() {
    std::mt19937 random(7);
    std::map<std::string, std::vector<Sample>> series;
    double counted = 0;
    std::int64_t tick = 0;
    for (std::int64_t time = tierTick; time <= tierEnd; time += step, ++tick) {
        if (tick > 2600 && tick < 2780) continue;
        const std::int64_t at = time + static_cast<std::int64_t>(random() % 7);
        counted = random() % 2000 == 0 ? 3 : counted + static_cast<double>(random() % 512);
        series["counter_total"].push_back({at, counted});
        series["gauge"].push_back({at, static_cast<double>(random() % 10'000) / 8 - 300});
        series["noise"].push_back({at, random() % 50 == 0 ? std::numeric_limits<double>::quiet_NaN()
                                                          : static_cast<double>(random()) * 1e-3});
        series["constant"].push_back({at, 4});
        if (tick / 700 % 2 == 0) series["device"].push_back({at, static_cast<double>(tick % 90)});
        if (tick % 700 == 0 && tick / 700 % 2 == 1) series["device"].push_back({at, staleMarker()});
        if (tick % 45 == 0) series["rare"].push_back({at, static_cast<double>(tick)});
    }
    SampleStore store;
    for (auto& [name, samples] : series)
        store.add(Labels({{std::string(metricNameLabel), name}, {"host", "a"}, {"series", name}}),
                  std::move(samples));
    return store;
}

// The same samples, never summed up.
class OnlySamples final : public SeriesSource {
  public:
    explicit OnlySamples(const SeriesSource& source) : source_(source) {}
    Result<std::unique_ptr<SeriesCursor>> read(const SeriesQuery& query) const override {
        return source_.read(query);
    }

  private:
    const SeriesSource& source_;
};

bool isNear(double a, double b) {
    if (promql::isAbsent(a) || promql::isAbsent(b)) return promql::isAbsent(a) == promql::isAbsent(b);
    if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
    return std::abs(a - b) <= 1e-11 * std::max(std::abs(a), std::abs(b));
}

// Nothing when both answers are the same.
QString answersDiffer(const std::string& text, const SeriesSource& one, const SeriesSource& other,
                      promql::Steps steps) {
    const auto parsed = promql::parse(text);
    const promql::Engine engine;
    const auto a = engine.range(*parsed.expression(), one, steps);
    const auto b = engine.range(*parsed.expression(), other, steps);
    if (!a.ok() || !b.ok()) return QString::fromStdString((a.ok() ? b : a).error().message);
    if (a.result().series.size() != b.result().series.size() || b.result().series.empty())
        return QString("%1 series instead of %2").arg(a.result().series.size()).arg(b.result().series.size());
    for (std::size_t i = 0; i < b.result().series.size(); ++i) {
        const auto& x = a.result().series[i];
        const auto& y = b.result().series[i];
        if (x.labels != y.labels) return "other labels";
        for (std::size_t k = 0; k < y.values.size(); ++k)
            if (!isNear(x.values[k], y.values[k]))
                return QString("%1 at %2: %3 instead of %4")
                    .arg(QString::fromStdString(toString(y.labels)))
                    .arg(k)
                    .arg(x.values[k], 0, 'g', 17)
                    .arg(y.values[k], 0, 'g', 17);
    }
    return {};
}

const std::vector<std::string> functions{
    "max_over_time",       "min_over_time", "avg_over_time", "sum_over_time", "count_over_time",
    "last_over_time",      "rate",          "increase",      "delta",         "present_over_time",
    "ts_of_last_over_time"};

std::vector<std::string> questions(const std::string& range) {
    std::vector<std::string> all;
    for (const std::string& function : functions)
        all.push_back(function + "({host=\"a\"}[" + range + "])");
    all.push_back("max_over_time({host=\"a\"}[" + range + "] offset 2h)");
    return all;
}

void import(const test::TemporaryTree& tree, const SeriesSource& source) {
    auto recorder = Recorder::open(tree.path("record"), "a test");
    QVERIFY(recorder);
    QVERIFY((*recorder)->import(source, {tierTick, tierEnd + step}, [](double) { return true; }));
}

Database databaseOf(const test::TemporaryTree& tree) {
    return std::move(Database::open(tree.path("record/record.db"), Database::Access::ReadWrite)).value();
}

std::int64_t rowsOf(Database& database, Tier tier) {
    return database
        .integer("SELECT count(*) FROM block WHERE place >= " + std::to_string(blockPlace(tier, 0, 0)) +
                 " AND place < " +
                 std::to_string(blockPlace(static_cast<Tier>(static_cast<int>(tier) + 1), 0, 0)))
        .value()
        .value();
}

void forgetSamplesOfTheFirstDays(const test::TemporaryTree& tree) {
    auto database = databaseOf(tree);
    QVERIFY(database.execute("DELETE FROM block WHERE place < " +
                             std::to_string(blockPlace(Tier::Minutes, 0, 0)) + " AND until < " +
                             std::to_string(tierDay + 2 * dayMilliseconds)));
}

SummaryQuery asked(const std::string& metric, std::int64_t firstEnd, std::int64_t every, std::size_t count,
                   std::int64_t length) {
    SummaryQuery query;
    query.matchers = {{std::string(metricNameLabel), LabelMatcher::Kind::Equal, metric}};
    query.windows = {firstEnd, every, count, length};
    query.fields = SummaryField::Greatest;
    return query;
}

constexpr std::int64_t firstHour = tierTick / hourMilliseconds * hourMilliseconds;

}  // namespace

class TiersTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        store_ = summedMachine();
        import(tree_, store_);
        record_ = Record::open(tree_.path("record")).value();
    }

    void daysThatAreOverAreSummedUp() {
        auto database = databaseOf(tree_);
        QVERIFY(rowsOf(database, Tier::Minutes) > 2 * 5);
        QVERIFY(rowsOf(database, Tier::Hours) > 5);
        QCOMPARE(database.integer("SELECT value FROM meta WHERE key = 'summed_up'").value().value(),
                 tierDay + 2 * dayMilliseconds);
        // What is asked of whole minutes comes from there, all else from the samples.
        const auto summarised = [&](std::int64_t end, std::int64_t every, std::int64_t length) {
            return *record_->summarise(asked("gauge", end, every, 5, length)) != nullptr;
        };
        QVERIFY(summarised(firstHour + hourMilliseconds, hourMilliseconds, hourMilliseconds));
        QVERIFY(summarised(firstHour + minuteMilliseconds, minuteMilliseconds, 5 * minuteMilliseconds));
        QVERIFY(!summarised(firstHour + 2 * hourMilliseconds + 1, hourMilliseconds, hourMilliseconds));
        QVERIFY(!summarised(firstHour + 2 * hourMilliseconds, hourMilliseconds, 90'500));
        QVERIFY(!summarised(tierDay + 3 * dayMilliseconds, hourMilliseconds, hourMilliseconds));
    }

    void theAnswerIsThatOfTheSamples_data() {
        QTest::addColumn<QString>("range");
        QTest::addColumn<qint64>("first");
        QTest::addColumn<qint64>("every");
        QTest::newRow("hours") << "1h" << qint64(firstHour) << qint64(hourMilliseconds);
        QTest::newRow("hours by two") << "2h" << qint64(firstHour) << qint64(hourMilliseconds);
        QTest::newRow("a day") << "1d" << qint64(firstHour) << qint64(6 * hourMilliseconds);
        QTest::newRow("minutes") << "1m" << qint64(firstHour) << qint64(minuteMilliseconds);
        QTest::newRow("overlapping minutes")
            << "7m" << qint64(firstHour - 3 * minuteMilliseconds) << qint64(2 * minuteMilliseconds);
        QTest::newRow("half hours") << "90m" << qint64(firstHour + 5 * minuteMilliseconds)
                                    << qint64(30 * minuteMilliseconds);
        QTest::newRow("not of whole minutes")
            << "100s" << qint64(firstHour + 17'123) << qint64(30 * minuteMilliseconds);
    }
    void theAnswerIsThatOfTheSamples() {
        QFETCH(QString, range);
        QFETCH(qint64, first);
        QFETCH(qint64, every);
        const std::int64_t most = 700 * every;
        const promql::Steps steps{first, std::min<std::int64_t>(tierEnd + hourMilliseconds, first + most),
                                  every};
        for (const std::string& question : questions(range.toStdString())) {
            const QString difference = answersDiffer(question, *record_, OnlySamples(store_), steps);
            QVERIFY2(difference.isEmpty(), qPrintable(QString::fromStdString(question) + ": " + difference));
        }
        for (const std::string question : {"{host=\"a\"}", "timestamp({host=\"a\"} offset 30m)"}) {
            const QString difference = answersDiffer(question, *record_, OnlySamples(store_), steps);
            QVERIFY2(difference.isEmpty(), qPrintable(QString::fromStdString(question) + ": " + difference));
        }
    }

    void staysWhenTheSamplesAreForgotten() {
        const test::TemporaryTree tree;
        copyRecord(tree);
        forgetSamplesOfTheFirstDays(tree);
        const auto record = Record::open(tree.path("record")).value();
        const OnlySamples samples(store_);
        QCOMPARE(record->extent().value().from, firstHour);
        for (const auto& [range, every] :
             {std::pair("1h", hourMilliseconds), std::pair("5m", minuteMilliseconds)})
            for (const std::string& question : questions(range)) {
                const QString difference =
                    answersDiffer(question, *record, samples,
                                  {firstHour, std::min(tierEnd, firstHour + 700 * every), every});
                QVERIFY2(difference.isEmpty(),
                         qPrintable(QString::fromStdString(question) + ": " + difference));
            }
        // A value at a moment is the newest of the minutes before it.
        const QString instants = answersDiffer(
            "gauge", *record, samples, {firstHour, firstHour + 20 * hourMilliseconds, minuteMilliseconds});
        QVERIFY2(instants.isEmpty(), qPrintable(instants));
        const auto read =
            readAll(*record, asked_("counter_total", {tierTick, tierDay + 2 * dayMilliseconds}));
        QCOMPARE(read->size(), std::size_t{1});
        QVERIFY(read->front().samples.size() > 40 * 60 - 200);
        // Windows that begin within a minute go without it, and no value is invented: at most a minute's
        // growth.
        const auto parsed = promql::parse("increase(counter_total[1h])");
        const promql::Steps steps{firstHour + 2 * hourMilliseconds + 31'000, tierDay + dayMilliseconds,
                                  hourMilliseconds};
        const auto cut = promql::Engine().range(*parsed.expression(), *record, steps);
        const auto whole = promql::Engine().range(*parsed.expression(), samples, steps);
        QCOMPARE(cut.result().series.size(), std::size_t{1});
        for (std::size_t i = 0; i < steps.count(); ++i)
            QVERIFY(std::abs(cut.result().series[0].values[i] - whole.result().series[0].values[i]) < 6000);
        QCOMPARE(record->series(asked_("device", {tierTick, tierTick + dayMilliseconds}))->size(),
                 std::size_t{1});
    }

    void saysHowFineItIs() {
        const test::TemporaryTree tree;
        copyRecord(tree);
        QCOMPARE(record_->detail().value().samples, record_->extent().value().from);
        QCOMPARE(record_->detail().value().minutes, tierDay);
        forgetSamplesOfTheFirstDays(tree);
        {
            auto database = databaseOf(tree);
            QVERIFY(database.execute(
                "DELETE FROM block WHERE place >= " + std::to_string(blockPlace(Tier::Minutes, 0, 0)) +
                " AND place < " + std::to_string(blockPlace(Tier::Minutes, (tierDay + 1) / 1000 + 1, 0))));
        }
        const auto detail = Record::open(tree.path("record")).value()->detail().value();
        QVERIFY(detail.samples > tierDay + dayMilliseconds &&
                detail.samples <= tierDay + 2 * dayMilliseconds);
        QCOMPARE(detail.minutes, tierDay + dayMilliseconds);
    }

    void hoursServeWhereMinutesAreForgotten() {
        const test::TemporaryTree tree;
        copyRecord(tree);
        {
            auto database = databaseOf(tree);
            QVERIFY(database.execute("DELETE FROM block WHERE place < " +
                                     std::to_string(blockPlace(Tier::Hours, 0, 0))));
        }
        const auto record = Record::open(tree.path("record")).value();
        const promql::Steps steps{firstHour, tierDay + 2 * dayMilliseconds, hourMilliseconds};
        for (const std::string& question : questions("1h")) {
            const QString difference = answersDiffer(question, *record, OnlySamples(store_), steps);
            QVERIFY2(difference.isEmpty(), qPrintable(QString::fromStdString(question) + ": " + difference));
        }
    }

    void whatIsReplacedIsSummedUpAnew() {
        const test::TemporaryTree tree;
        copyRecord(tree);
        SampleStore later;
        std::vector<Sample> samples;
        const std::int64_t from = tierDay + dayMilliseconds + 10 * hourMilliseconds;
        for (std::int64_t time = from; time < from + 26 * hourMilliseconds; time += 300'000)
            samples.push_back({time, 1e6});
        later.add(Labels({{std::string(metricNameLabel), "gauge"}, {"host", "a"}, {"series", "gauge"}}),
                  samples);
        {
            auto recorder = Recorder::open(tree.path("record"), "a test").value();
            QVERIFY(recorder->clockSetBack(from));
            for (std::int64_t time = from; time < from + 26 * hourMilliseconds; time += 600'000)
                QVERIFY(recorder->record(later, time));
            QVERIFY(recorder->seal(Recorder::Seal::AndEnd));
        }
        const auto record = Record::open(tree.path("record")).value();
        const OnlySamples samplesOnly(*record);
        for (const std::string& question : questions("1h")) {
            const QString difference =
                answersDiffer(question, *record, samplesOnly, {firstHour, tierEnd, hourMilliseconds});
            QVERIFY2(difference.isEmpty(), qPrintable(QString::fromStdString(question) + ": " + difference));
        }
    }

    void aSampleAtMidnightIsOfTheDayBefore() {
        std::vector<Sample> samples;
        for (int hour = 0; hour < 50; ++hour)
            samples.push_back({tierDay + hour * hourMilliseconds, hour * 2.0});
        SampleStore store;
        store.add(Labels({{std::string(metricNameLabel), "gauge"}}), samples);
        const test::TemporaryTree tree;
        auto recorder = Recorder::open(tree.path("record"), "a test").value();
        QVERIFY(
            recorder->import(store, {tierDay, samples.back().timeMilliseconds}, [](double) { return true; }));
        const auto record = Record::open(tree.path("record")).value();
        QCOMPARE(answersDiffer("count_over_time(gauge[1h])", *record, OnlySamples(store),
                               {tierDay, tierDay + 49 * hourMilliseconds, hourMilliseconds}),
                 QString());
    }

    void aSampleAtTheSeamIsReadOnce() {
        std::vector<Sample> samples;
        for (int hour = 0; hour < 50; ++hour)
            samples.push_back({tierDay + hour * hourMilliseconds, hour * 2.0});
        SampleStore store;
        store.add(Labels({{std::string(metricNameLabel), "gauge"}}), samples);
        const test::TemporaryTree tree;
        {
            auto recorder = Recorder::open(tree.path("record"), "a test").value();
            QVERIFY(recorder->import(store, {tierDay, samples.back().timeMilliseconds},
                                     [](double) { return true; }));
        }
        {
            auto database = databaseOf(tree);
            QVERIFY(database.execute("DELETE FROM block WHERE place < " +
                                     std::to_string(blockPlace(Tier::Minutes, 0, 0)) + " AND until < " +
                                     std::to_string(tierDay + dayMilliseconds)));
        }
        const auto record = Record::open(tree.path("record")).value();
        QCOMPARE(record->detail().value().samples, tierDay + dayMilliseconds);
        const auto read = readAll(*record, asked_("gauge", {tierDay, samples.back().timeMilliseconds}));
        QCOMPARE(read->front().samples.size(), samples.size());
    }

    void allOfTimeMayBeAsked() {
        constexpr TimeRange always{std::numeric_limits<std::int64_t>::min(),
                                   std::numeric_limits<std::int64_t>::max()};
        QCOMPARE(record_->series(asked_("gauge", always))->size(), std::size_t{1});
        QCOMPARE(readAll(*record_, asked_("gauge", always))->front().samples.size(),
                 readAll(store_, asked_("gauge", always))->front().samples.size());
        SummaryQuery query = asked("gauge", always.to, 1, 1, always.to);
        QVERIFY(!*record_->summarise(query));
        query.windows = {always.from, always.to, 5, 1};
        QVERIFY(!*record_->summarise(query));
    }

    void aDamagedRowIsUnknown() {
        const test::TemporaryTree tree;
        copyRecord(tree);
        {
            auto database = databaseOf(tree);
            QVERIFY(database.execute(
                "UPDATE block SET data = substr(data, 1, 9) || x'5a5a' || substr(data, 12) WHERE place >= " +
                std::to_string(blockPlace(Tier::Hours, 0, 0))));
        }
        const auto record = Record::open(tree.path("record")).value();
        const auto parsed = promql::parse("max_over_time({host=\"a\"}[1h])");
        const auto outcome = promql::Engine().range(
            *parsed.expression(), *record, {firstHour, tierDay + 2 * dayMilliseconds, hourMilliseconds});
        QVERIFY(outcome.ok());
        QCOMPARE(outcome.result().series.size(), std::size_t{0});
    }

  private:
    void copyRecord(const test::TemporaryTree& to) const {
        std::filesystem::copy(tree_.path("record"), to.path("record"),
                              std::filesystem::copy_options::recursive);
    }
    static SeriesQuery asked_(const std::string& metric, TimeRange range) { return allOf(metric, {}, range); }

    test::TemporaryTree tree_;
    SampleStore store_;
    std::unique_ptr<Record> record_;
};

BARO_TEST(TiersTest)
#include "TiersTest.moc"
