#include "core/hosts/ServerSource.h"

#include <QTest>
#include <limits>

#include "core/promql/Engine.h"
#include "core/promql/Parser.h"
#include "tests/core/hosts/PlayedServer.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::test;
using promql::QueryError;
using promql::QueryOutcome;
using promql::ValueType;

namespace {

const HostTarget officeNode{"office:9100", "node"};

SampleSeries seriesOf(Pairs labels, std::vector<Sample> samples) {
    return {Labels(std::move(labels)), std::move(samples)};
}

// With the labels of the target beside its own.
SampleSeries ofOffice(Pairs labels, std::vector<Sample> samples) {
    labels.emplace_back("instance", "office:9100");
    labels.emplace_back("job", "node");
    return seriesOf(std::move(labels), std::move(samples));
}

// A source on a server, and the engine as everybody asks it.
struct Remote {
    Remote(std::optional<HostTarget> target, PlayedCarrier::Play play)
        : server(std::move(play)), source(server.client, std::move(target), [] { return 1'000'000'000; }) {}
    Remote(std::optional<HostTarget> target, PlayedAnswer answer)
        : Remote(std::move(target), [answer = std::move(answer)](const PlayedQuestion&) { return answer; }) {}

    QueryOutcome instant(const std::string& text, std::int64_t time = 60'000,
                         const promql::QueryLimits& limits = {}) const {
        return promql::Engine().instant(*promql::parse(text).expression(), source, time, limits);
    }
    QueryOutcome range(const std::string& text, promql::Steps steps,
                       const promql::QueryLimits& limits = {}) const {
        return promql::Engine().range(*promql::parse(text).expression(), source, steps, limits);
    }
    PlayedQuestion asked() const { return server.carrier->asked().at(0); }
    std::string query() const { return asked().value("query"); }

    PlayedServer server;
    ServerSource source;
};

// "{labels}: 1 2 _" for each series.
QByteArray stepsText(const QueryOutcome& outcome) {
    if (!outcome.ok()) return QByteArray::fromStdString(outcome.error().message);
    QByteArray text;
    for (const promql::StepSeries& series : outcome.result().series) {
        text += QByteArray::fromStdString(toString(series.labels)) + ':';
        for (const double value : series.values)
            text += promql::isAbsent(value) ? " _" : ' ' + QByteArray::number(value);
        text += ';';
    }
    return text;
}

// "{labels}: 1@5 2@10" for each series.
QByteArray samplesText(const std::vector<SampleSeries>& all) {
    QByteArray text;
    for (const SampleSeries& series : all) {
        text += QByteArray::fromStdString(toString(series.labels)) + ':';
        for (const Sample& sample : series.samples)
            text += ' ' + QByteArray::number(sample.value) + '@' +
                    QByteArray::number(qint64{sample.timeMilliseconds});
        text += ';';
    }
    return text;
}

PlayedAnswer noSamples() {
    return answerWith("matrix", {});
}

}  // namespace

class ServerSourceTest : public QObject {
    Q_OBJECT

  private slots:
    void anInstantIsAskedThere() {
        const Remote remote(std::nullopt, answerWith("vector", {seriesOf({{"b", "2"}}, {{60'000, 2}}),
                                                                seriesOf({{"a", "1"}}, {{60'000, 1}})}));
        const auto outcome = remote.instant("sort_desc(up)");
        QCOMPARE(stepsText(outcome), QByteArray("{b=\"2\"}: 2;{a=\"1\"}: 1;"));
        QVERIFY(outcome.result().type == ValueType::Vector);
        QCOMPARE(remote.asked().page, std::string("query"));
        QCOMPARE(remote.asked().value("time"), std::string("60.000"));
    }

    void aScalar() {
        const Remote remote(std::nullopt,
                            PlayedAnswer{successWith("{\"resultType\":\"scalar\",\"result\":[60,\"3.5\"]}")});
        const auto outcome = remote.instant("scalar(up)");
        QCOMPARE(stepsText(outcome), QByteArray("{}: 3.5;"));
        QVERIFY(outcome.result().type == ValueType::Scalar);
    }

    void aText() {
        const Remote remote(
            std::nullopt, PlayedAnswer{successWith("{\"resultType\":\"string\",\"result\":[60,\"words\"]}")});
        const auto outcome = remote.instant("\"words\"");
        QVERIFY(outcome.result().type == ValueType::String);
        QCOMPARE(outcome.result().text, std::string("words"));
    }

    // By labels, as they are shown.
    void aMatrix() {
        const Remote remote(officeNode, answerWith("matrix", {ofOffice({{"b", "1"}}, {{1000, 1}, {2000, 2}}),
                                                              ofOffice({}, {{1000, 3}})}));
        const auto outcome = remote.instant("up[1m]");
        QVERIFY(outcome.result().type == ValueType::Matrix);
        QCOMPARE(samplesText(outcome.result().matrix), QByteArray("{}: 3@1000;{b=\"1\"}: 1@1000 2@2000;"));
    }

    void aRangeIsOnItsOwnGrid() {
        const Remote remote(std::nullopt,
                            answerWith("matrix", {seriesOf({{"a", "1"}}, {{7'000, 1}, {27'000, 3}}),
                                                  seriesOf({{"b", "1"}}, {{37'000, 4}})}));
        const auto outcome = remote.range("up", {7'000, 40'000, 10'000});
        QCOMPARE(stepsText(outcome), QByteArray("{a=\"1\"}: 1 _ 3 _;{b=\"1\"}: _ _ _ 4;"));
        const PlayedQuestion asked = remote.asked();
        QCOMPARE(asked.page, std::string("query_range"));
        QCOMPARE(asked.value("step"), std::string("10.000"));
        QVERIFY(asked.value("start").ends_with("7.000") && asked.value("end").ends_with("7.000"));
    }

    void aRangeFromBefore1970() {
        const Remote remote(std::nullopt,
                            answerWith("matrix", {seriesOf({{"a", "1"}}, {{-3'000, 1}, {7'000, 2}})}));
        QCOMPARE(stepsText(remote.range("up", {-3'000, 17'000, 10'000})), QByteArray("{a=\"1\"}: 1 2 _;"));
    }

    // Of a server that does not keep to the grid.
    void whatIsNotOnTheGridIsNotShown() {
        const Remote remote(
            std::nullopt,
            answerWith("matrix", {seriesOf({{"a", "1"}},
                                           {{-10'000, 9}, {0, 1}, {5'000, 9}, {20'000, 3}, {30'000, 9}})}));
        QCOMPARE(stepsText(remote.range("up", {0, 20'000, 10'000})), QByteArray("{a=\"1\"}: 1 _ 3;"));
    }

    void aScalarByStep() {
        const Remote remote(std::nullopt, answerWith("matrix", {seriesOf({}, {{0, 1}, {10'000, 2}})}));
        const auto outcome = remote.range("scalar(up)", {0, 10'000, 10'000});
        QVERIFY(outcome.result().type == ValueType::Scalar);
        QCOMPARE(stepsText(outcome), QByteArray("{}: 1 2;"));
    }

    void whatHasNoStepsIsNotAsked() {
        const Remote remote(std::nullopt, noSamples());
        const auto outcome = remote.range("up[1m]", {0, 10'000, 10'000});
        QVERIFY(outcome.error().kind == QueryError::Kind::BadData);
        QVERIFY(remote.server.carrier->asked().empty());
    }

    // In what is asked, and not in the answer; in the order of what is left.
    void theTargetIsNotSeen() {
        const Remote remote(officeNode,
                            answerWith("matrix", {ofOffice({{"cpu", "0"}}, {{0, 1}}), ofOffice({}, {{0, 2}}),
                                                  seriesOf({{"job", "other"}}, {{0, 3}})}));
        QCOMPARE(stepsText(remote.range("rate(x{cpu=\"0\"}[1m])", {0, 0, 1000})),
                 QByteArray("{}: 2;{cpu=\"0\"}: 1;{job=\"other\"}: 3;"));
        QCOMPARE(remote.query(), std::string("rate(x{cpu=\"0\",instance=\"office:9100\",job=\"node\"}[1m])"));
    }

    void furtherLabelsOfTheTargetAreNotSeenEither() {
        HostTarget target = officeNode;
        target.others = {{"site", LabelMatcher::Kind::Equal, "east"},
                         {"rack", LabelMatcher::Kind::Equal, ""}};
        const Remote remote(target,
                            answerWith("vector", {ofOffice({{"site", "east"}, {"a", "1"}}, {{0, 1}})}));
        QCOMPARE(stepsText(remote.instant("x")), QByteArray("{a=\"1\"}: 1;"));
        QVERIFY(remote.query().find("site=\"east\"") != std::string::npos);
        QVERIFY(remote.query().find("rack=\"\"") != std::string::npos);
    }

    // What only Barograph tells is worked out from what there is.
    void standInsReachOverFourScrapes() {
        Remote remote(officeNode, answerWith("vector", {}));
        remote.source.setScrapeInterval(std::chrono::seconds(60));
        QVERIFY(remote.instant("barograph_cpu_busy_ratio").ok());
        QVERIFY(remote.query().find("barograph") == std::string::npos);
        QVERIFY2(remote.query().find("[4m]") != std::string::npos, remote.query().c_str());
    }

    void withoutATargetNothingIsChanged() {
        const Remote remote(std::nullopt, answerWith("vector", {ofOffice({}, {{0, 1}})}));
        QCOMPARE(stepsText(remote.instant("barograph_cpu_busy_ratio")),
                 QByteArray("{instance=\"office:9100\", job=\"node\"}: 1;"));
        QCOMPARE(remote.query(), std::string("barograph_cpu_busy_ratio"));
    }

    void notesOfTheServerAreTold() {
        const Remote remote(
            std::nullopt,
            PlayedAnswer{"{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]},"
                         "\"warnings\":[\"PromQL warning: w\"],\"infos\":[\"PromQL info: i\"]}"});
        const auto outcome = remote.instant("up");
        const auto& told = outcome.result().annotations;
        QCOMPARE(told.size(), std::size_t{2});
        QVERIFY(told[0].level == promql::Annotation::Level::Warning && told[0].text == "PromQL warning: w");
        QVERIFY(told[1].level == promql::Annotation::Level::Info && told[1].text == "PromQL info: i");
    }

    void whatTheServerRefuses() {
        const Remote remote(std::nullopt, refusalWith("too many samples"));
        for (const QueryOutcome& outcome : {remote.instant("up"), remote.range("up", {0, 10'000, 10'000})}) {
            QVERIFY(!outcome.ok() && outcome.error().kind == QueryError::Kind::Execution);
            QCOMPARE(outcome.error().message, std::string("office: execution: too many samples"));
        }
        QCOMPARE(remote.source.read({{}, {0, 1}}).error().message,
                 std::string("office: execution: too many samples"));
        QCOMPARE(remote.source.series({{}, {0, 1}}).error().message,
                 std::string("office: execution: too many samples"));
    }

    void whatIsNoLongerWantedIsCanceled_data() {
        QTest::addColumn<bool>("isRange");
        QTest::newRow("instant") << false;
        QTest::newRow("range") << true;
    }
    void whatIsNoLongerWantedIsCanceled() {
        QFETCH(bool, isRange);
        std::stop_source stop;
        const Remote remote(std::nullopt, [&stop](const PlayedQuestion&) {
            stop.request_stop();
            return std::optional<PlayedAnswer>();
        });
        const promql::QueryLimits limits{.stop = stop.get_token()};
        const auto outcome =
            isRange ? remote.range("up", {0, 10'000, 10'000}, limits) : remote.instant("up", 0, limits);
        QVERIFY(!outcome.ok() && outcome.error().kind == QueryError::Kind::Canceled);
    }

    // Who asks has a time limit of its own, however long the server may take.
    void whatTakesTooLongIsNotWaitedFor() {
        const Remote remote(std::nullopt, [](const PlayedQuestion&) { return std::optional<PlayedAnswer>(); });
        int looks = 0;
        const promql::QueryLimits limits{.timedOut = [&looks] { return ++looks > 2; }};
        const auto outcome = remote.range("up", {0, 10'000, 10'000}, limits);
        QVERIFY(!outcome.ok() && outcome.error().kind == QueryError::Kind::Timeout);
        QCOMPARE(looks, 3);
    }

    // A range in PromQL does not hold the sample at its beginning; servers before Prometheus 3 give it.
    void readsAClosedRange() {
        const Remote remote(
            officeNode,
            answerWith("matrix",
                       {ofOffice({{"cpu", "1"}}, {{999, 9}, {1000, 1}, {2000, 2}, {3000, 3}, {3001, 9}}),
                        ofOffice({{"cpu", "0"}}, {{999, 9}}), ofOffice({}, {{1500, 4}})}));
        const auto all =
            readAll(remote.source, {{{"__name__", LabelMatcher::Kind::Equal, "x"}}, {1000, 3000}});
        QVERIFY(all.ok());
        QCOMPARE(samplesText(*all), QByteArray("{}: 4@1500;{cpu=\"1\"}: 1@1000 2@2000 3@3000;"));
        QCOMPARE(remote.query(),
                 std::string("{__name__=\"x\",instance=\"office:9100\",job=\"node\"}[2001ms]"));
        QCOMPARE(remote.asked().value("time"), std::string("3.000"));
    }

    void readsAllThatThereIs() {
        const Remote remote(std::nullopt, noSamples());
        const TimeRange always{std::numeric_limits<std::int64_t>::min(),
                               std::numeric_limits<std::int64_t>::max()};
        QVERIFY(readAll(remote.source, {{}, always})->empty());
        QVERIFY2(promql::parse(remote.query()).ok(), remote.query().c_str());
        const std::int64_t tomorrow = 1'000'000'000 + 86'400'000;  // clocks differ
        QCOMPARE(remote.query(), "{__name__!=\"\"}[" + std::to_string(tomorrow + 1) + "ms]");
        QCOMPARE(remote.asked().value("time"), prometheus::apiTime(tomorrow));
        QVERIFY(!remote.source.series({{}, always}).ok());  // what is played is no list of series
        QCOMPARE(remote.server.carrier->asked().at(1).value("start"), std::string("0.000"));
        QCOMPARE(remote.server.carrier->asked().at(1).value("end"), prometheus::apiTime(tomorrow));
    }

    void listsSeries() {
        const Remote remote(officeNode, PlayedAnswer{successWith(
                                            "[{\"a\":\"1\",\"instance\":\"office:9100\",\"job\":\"node\"},"
                                            "{\"instance\":\"office:9100\",\"job\":\"node\"}]")});
        const auto all = remote.source.series({{{"a", LabelMatcher::Kind::Regex, "1|"}}, {1000, 3000}});
        QCOMPARE(all->size(), std::size_t{2});
        QCOMPARE(toString(*all->at(0)), std::string("{}"));
        QCOMPARE(toString(*all->at(1)), std::string("{a=\"1\"}"));
        const PlayedQuestion asked = remote.asked();
        QCOMPARE(asked.page, std::string("series"));
        QCOMPARE(asked.value("match[]"), std::string("{a=~\"1|\",instance=\"office:9100\",job=\"node\"}"));
        QCOMPARE(asked.value("start"), std::string("1.000"));
        QCOMPARE(asked.value("end"), std::string("3.000"));
    }

    // Prometheus refuses a selector that matches whatever has no label at all.
    void aSelectorChoosesSomething_data() {
        QTest::addColumn<QString>("value");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("selector");
        const auto row = [](const char* value, LabelMatcher::Kind kind, const char* selector) {
            QTest::newRow(selector) << value << static_cast<int>(kind) << selector;
        };
        row("", LabelMatcher::Kind::Equal, "{a=\"\",__name__!=\"\"}");
        row(".*", LabelMatcher::Kind::Regex, "{a=~\".*\",__name__!=\"\"}");
        row("b", LabelMatcher::Kind::NotEqual, "{a!=\"b\",__name__!=\"\"}");
        row("b", LabelMatcher::Kind::Equal, "{a=\"b\"}");
    }
    void aSelectorChoosesSomething() {
        QFETCH(QString, value);
        QFETCH(int, kind);
        QFETCH(QString, selector);
        const Remote remote(std::nullopt, PlayedAnswer{successWith("[]")});
        QVERIFY(remote.source
                    .series({{{"a", static_cast<LabelMatcher::Kind>(kind), value.toStdString()}}, {0, 1}})
                    .ok());
        QCOMPARE(QString::fromStdString(remote.asked().value("match[]")), selector);
    }

    void whoeverWaitsIsToldThatItWasGivenUp() {
        ServerSource* waitsIn = nullptr;
        Remote remote(std::nullopt, [&waitsIn](const PlayedQuestion&) {
            waitsIn->giveUp();
            return std::optional<PlayedAnswer>();
        });
        waitsIn = &remote.source;
        QCOMPARE(remote.source.read({{}, {0, 1}}).error().message, std::string("it was no longer wanted"));
        QCOMPARE(remote.source.series({{}, {0, 1}}).error().message, std::string("it was no longer wanted"));
        QVERIFY(!remote.source.read({{}, {0, 1}}).ok());
    }
};

BARO_TEST(ServerSourceTest)
#include "ServerSourceTest.moc"
