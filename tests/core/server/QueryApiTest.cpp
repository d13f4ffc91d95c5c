#include "core/server/QueryApi.h"

#include <libdeflate.h>

#include <QtTest>

#include "core/http/FormText.h"
#include "core/series/SampleStore.h"
#include "core/server/HttpServer.h"
#include "tests/support/FakeClock.h"
#include "tests/support/HttpClient.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t start = 1'700'000'000'000;

Labels disk(const char* metric, const char* device) {
    return Labels({{"__name__", metric}, {"device", device}});
}

class Fixture {
  public:
    Fixture() {
        for (std::int64_t tick = 0; tick <= 60; ++tick) {
            store.add(disk("read_total", "sda"), {{start + tick * 1000, static_cast<double>(tick)}});
            store.add(disk("read_total", "sdb"), {{start + tick * 1000, static_cast<double>(10 * tick)}});
            store.add(disk("free", "sda"), {{start + tick * 1000, 0.5}});
        }
        clock.advance(60s);
    }

    HttpResponse ask(const std::string& path, const std::string& query, const std::string& method = "GET",
                     const std::string& host = "localhost") const {
        HttpRequest request;
        request.method = method;
        request.path = path;
        request.query = parseForm(query);
        request.host = host;
        return made(api.answer(request, true));
    }
    QByteArray text(const std::string& path, const std::string& query) const {
        return QByteArray::fromStdString(*ask("/api/v1/" + path, query).body);
    }
    static HttpResponse made(const HttpAnswer& answer) {
        if (const auto* const now = std::get_if<HttpResponse>(&answer)) return *now;
        return std::get<HttpWork>(answer).make([] { return false; });
    }

    SampleStore store;
    test::FakeClock clock;
    QueryApi api{store, clock, [] {
                     return std::vector<MetricMetadata>{{"free", "gauge", "What is left.", "bytes"},
                                                        {"read_total", "counter", "Reads.", ""}};
                 }};
};

QByteArray success(const char* data) {
    return QByteArray(R"({"status":"success","data":)") + data + "}";
}

}  // namespace

class QueryApiTest : public QObject {
    Q_OBJECT

  private slots:
    void answersInPrometheusWords_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("query");
        QTest::addColumn<QByteArray>("answer");
        const auto row = [](const char* name, const char* path, const char* query, const QByteArray& answer) {
            QTest::newRow(name) << path << query << answer;
        };
        row("vector", "query", "query=free&time=1700000010",
            success(
                R"({"resultType":"vector","result":[{"metric":{"__name__":"free","device":"sda"},"value":[1700000010,"0.5"]}]})"));
        row("now", "query", "query=count(read_total)",
            success(R"({"resultType":"vector","result":[{"metric":{},"value":[1700000060,"2"]}]})"));
        row("nothing", "query", "query=nothing", success(R"({"resultType":"vector","result":[]})"));
        row("scalar", "query", "query=1/4&time=5.25",
            success(R"({"resultType":"scalar","result":[5.250,"0.25"]})"));
        row("infinite scalar", "query", "query=-1/0&time=5",
            success(R"({"resultType":"scalar","result":[5,"-Inf"]})"));
        row("string", "query", "query=\"a\\\"b\"&time=5",
            success("{\"resultType\":\"string\",\"result\":[5,\"a\\\"b\"]}"));
        row("samples", "query", "query=free[2s]&time=1700000010.5",
            success(
                R"({"resultType":"matrix","result":[{"metric":{"__name__":"free","device":"sda"},"values":[[1700000009,"0.5"],[1700000010,"0.5"]]}]})"));
        row("range", "query_range", "query=sum(read_total)&start=1700000000&end=1700000002.5&step=1",
            success(
                R"({"resultType":"matrix","result":[{"metric":{},"values":[[1700000000,"0"],[1700000001,"11"],[1700000002,"22"]]}]})"));
        row("with what it took, by the clock of the test", "query_range",
            "query=sum(read_total)&start=1700000000&end=1700000001&step=1&stats=all",
            success(
                R"({"resultType":"matrix","result":[{"metric":{},"values":[[1700000000,"0"],[1700000001,"11"]]}],"stats":{"timings":{"evalTotalTime":0}}})"));
        row("range in steps of milliseconds", "query_range",
            "query=free&start=1700000000&end=1700000000.5&step=500ms",
            success(
                R"({"resultType":"matrix","result":[{"metric":{"__name__":"free","device":"sda"},"values":[[1700000000,"0.5"],[1700000000.500,"0.5"]]}]})"));
        row("values that are away", "query_range",
            "query=free>bool 1 or (read_total>5 and read_total<7)&start=1700000005&end=1700000006&step=1",
            success(
                R"({"resultType":"matrix","result":[{"metric":{"device":"sda"},"values":[[1700000005,"0"],[1700000006,"0"]]}]})"));
        row("limit", "query", "query=read_total&time=1700000001&limit=1",
            R"({"status":"success","data":{"resultType":"vector","result":[{"metric":{"__name__":"read_total","device":"sda"},"value":[1700000001,"1"]}]},"warnings":["results truncated due to limit"]})");
        row("note", "query", "query=rate(free[10s])&time=1700000010",
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{\"device\":"
            "\"sda\"},\"value\":[1700000010,\"0\"]}]},\"infos\":[\"PromQL info: metric might not be a "
            "counter, name does not end in _total/_sum/_count/_bucket: \\\"free\\\" (1:6)\"]}");
        row("series", "series", "match[]=free&match[]={device=\"sda\"}",
            success(R"([{"__name__":"free","device":"sda"},{"__name__":"read_total","device":"sda"}])"));
        row("series of another time", "series", "match[]=free&start=0&end=1", success("[]"));
        row("labels", "labels", "", success(R"(["__name__","device"])"));
        row("labels of some", "labels", "match[]=nothing", success("[]"));
        row("values", "label/device/values", "", success(R"(["sda","sdb"])"));
        row("values of some", "label/device/values", "match[]=free", success(R"(["sda"])"));
        row("values, limited", "label/__name__/values", "limit=1",
            R"({"status":"success","data":["free"],"warnings":["results truncated due to limit"]})");
        row("values of an escaped name", "label/U__devi_63_e/values", "", success(R"(["sda","sdb"])"));
        row("metadata", "metadata", "",
            success(
                R"({"free":[{"type":"gauge","help":"What is left.","unit":"bytes"}],"read_total":[{"type":"counter","help":"Reads.","unit":""}]})"));
        row("metadata of one", "metadata", "metric=read_total",
            success(R"({"read_total":[{"type":"counter","help":"Reads.","unit":""}]})"));
        row("metadata, limited", "metadata", "limit=1",
            success(R"({"free":[{"type":"gauge","help":"What is left.","unit":"bytes"}]})"));
        row("format", "format_query", "query=a%2Bon()b", success(R"("a + on () b")"));
    }
    void answersInPrometheusWords() {
        QFETCH(const QString, path);
        QFETCH(const QString, query);
        QFETCH(const QByteArray, answer);
        QCOMPARE(Fixture().text(path.toStdString(), query.toStdString()), answer);
    }

    void refusesInPrometheusWords_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("query");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("message");
        const auto bad = [](const char* name, const char* path, const char* query, const char* message) {
            QTest::newRow(name) << path << query << 400 << QByteArray("bad_data") << QByteArray(message);
        };
        bad("no query", "query", "",
            R"(invalid parameter \"query\": unknown position: parse error: no expression found in input)");
        bad("no expression", "query", "query=a(",
            R"(invalid parameter \"query\": 1:3: parse error: unclosed left parenthesis)");
        bad("time", "query", "query=a&time=x",
            R"(invalid parameter \"time\": invalid time value for 'time': cannot parse \"x\" to a valid timestamp)");
        bad("timeout", "query", "query=a&timeout=x",
            R"(invalid parameter \"timeout\": cannot parse \"x\" to a valid duration)");
        bad("limit", "query", "query=a&limit=-1",
            R"(invalid parameter \"limit\": limit must be non-negative)");
        bad("start", "query_range", "query=a",
            R"(invalid parameter \"start\": cannot parse \"\" to a valid timestamp)");
        bad("end", "query_range", "query=a&start=1",
            R"(invalid parameter \"end\": cannot parse \"\" to a valid timestamp)");
        bad("turned round", "query_range", "query=a&start=2&end=1&step=1",
            R"(invalid parameter \"end\": end timestamp must not be before start time)");
        bad("step", "query_range", "query=a&start=1&end=2",
            R"(invalid parameter \"step\": cannot parse \"\" to a valid duration)");
        bad("no step", "query_range", "query=a&start=1&end=2&step=0",
            R"(invalid parameter \"step\": zero or negative query resolution step widths are not accepted. Try a positive integer)");
        bad("many points", "query_range", "query=a&start=0&end=11001&step=1",
            "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query "
            "resolution "
            "(?step=XX)");
        bad("string", "query_range", "query=\"a\"&start=0&end=1&step=1",
            R"(invalid parameter \"query\": invalid expression type \"string\" for range query, must be Scalar or instant Vector)");
        bad("no match", "series", "", "no match[] parameter provided");
        bad("empty match", "series", "match[]={a=\"\"}",
            "match[] must contain at least one non-empty matcher");
        bad("lookback", "query", "query=a&lookback_delta=x",
            R"(error parsing lookback delta duration: cannot parse \"x\" to a valid duration)");
        bad("metadata limit", "metadata", "limit=x", "limit must be a number");
        QTest::newRow("execution") << "query"
                                   << "query=label_replace(free,\"x y\",\"\",\"\",\"(\")" << 422
                                   << QByteArray("execution")
                                   << QByteArray(R"(invalid regular expression in label_replace(): ()");
    }
    void refusesInPrometheusWords() {
        QFETCH(const QString, path);
        QFETCH(const QString, query);
        QFETCH(const int, status);
        QFETCH(const QByteArray, type);
        QFETCH(const QByteArray, message);
        const HttpResponse response = Fixture().ask("/api/v1/" + path.toStdString(), query.toStdString());
        QCOMPARE(response.status, status);
        QCOMPARE(QByteArray::fromStdString(*response.body),
                 "{\"status\":\"error\",\"errorType\":\"" + type + "\",\"error\":\"" + message + "\"}");
        QCOMPARE(QByteArray::fromStdString(response.contentType), QByteArray("application/json"));
    }

    void tellsOfTheCollection() {
        Fixture fixture;
        CollectionState state;
        state.lastCollection = start + 60'000;
        state.nextCollection = start + 61'500;
        state.countedSince = start;
        state.recentFailures = 2;
        CollectorStanding cpu;
        cpu.health.name = "cpu";
        cpu.health.state = CollectorHealth::State::Ok;
        cpu.health.interval = 1s;
        cpu.health.duration = 250us;
        cpu.health.readings = 61;
        cpu.lastReading = start + 60'000;
        cpu.nextReading = start + 61'500;
        CollectorStanding gpu;
        gpu.health.name = "gpu";
        gpu.health.state = CollectorHealth::State::Failed;
        gpu.health.reason = "card0 does not answer";
        gpu.recentFailures = 2;
        state.collectors = {cpu, gpu};
        state.failing = 1;
        std::int64_t asked = 0;
        const QueryApi api(fixture.store, fixture.clock, {}, [&](std::int64_t now) {
            asked = now;
            return state;
        });
        HttpRequest request;
        request.method = "GET";
        request.path = "/api/v1/status/collection";
        const HttpResponse response = Fixture::made(api.answer(request, false));
        QCOMPARE(response.status, 200);
        QCOMPARE(asked, start + 60'000);
        const QByteArray expected =
            R"({"health":"degraded","reason":"1 of 2 collectors fail","lastCollection":"2023-11-14T22:14:20.000Z","nextCollection":"2023-11-14T22:14:21.500Z","sampledBy":null,"failures":2,"failuresCountedSince":"2023-11-14T22:13:20.000Z","collectors":[{"name":"cpu","state":"ok","reason":"","intervalSeconds":1,"lastReading":"2023-11-14T22:14:20.000Z","nextReading":"2023-11-14T22:14:21.500Z","lastDurationSeconds":0.00025,"readings":61,"failures":0},{"name":"gpu","state":"failed","reason":"card0 does not answer","intervalSeconds":0,"lastReading":null,"nextReading":null,"lastDurationSeconds":0,"readings":0,"failures":2}]})";
        QCOMPARE(QByteArray::fromStdString(*response.body), success(expected.constData()));
    }

    void aServedRecordIsNotCollected() {
        const HttpResponse response = Fixture().ask("/api/v1/status/collection", "");
        QCOMPARE(response.status, 404);
        const QByteArray expected =
            R"({"status":"error","errorType":"not_found","error":"nothing is collected here: a record is served"})";
        QCOMPARE(QByteArray::fromStdString(*response.body), expected);
    }

    void asManyPointsAsAllowed() {
        QCOMPARE(Fixture().ask("/api/v1/query_range", "query=1&start=0&end=11000&step=1").status, 200);
    }

    void routes_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("status");
        QTest::newRow("get") << "GET"
                             << "/api/v1/query" << 200;
        QTest::newRow("post") << "POST"
                              << "/api/v1/query" << 200;
        QTest::newRow("head") << "HEAD"
                              << "/api/v1/query" << 200;
        QTest::newRow("put") << "PUT"
                             << "/api/v1/query" << 405;
        QTest::newRow("no post") << "POST"
                                 << "/api/v1/label/a/values" << 405;
        QTest::newRow("no route") << "GET"
                                  << "/api/v1/quer" << 404;
        QTest::newRow("no label") << "GET"
                                  << "/api/v1/label//values" << 404;
        QTest::newRow("two labels") << "GET"
                                    << "/api/v1/label/a/b/values" << 404;
        QTest::newRow("build") << "GET"
                               << "/api/v1/status/buildinfo" << 200;
    }
    void routes() {
        QFETCH(const QString, method);
        QFETCH(const QString, path);
        QFETCH(const int, status);
        QCOMPARE(Fixture().ask(path.toStdString(), "query=1", method.toStdString()).status, status);
    }

    void aForeignHostIsRefused() {
        QCOMPARE(Fixture().ask("/api/v1/query", "query=1", "GET", "evil.example").status, 403);
    }

    void aTimeThatIsUpIsATimeout() {
        const Fixture fixture;
        const HttpResponse response = fixture.ask("/api/v1/query", "query=sum(free)&timeout=0");
        QCOMPARE(response.status, 503);
        QVERIFY(response.body->find(R"("errorType":"timeout")") != std::string::npos);
    }

    void bigAnswersAreCompressedForWhoTakesIt() {
        const Fixture fixture;
        HttpRequest request;
        request.method = "GET";
        request.path = "/api/v1/query_range";
        request.query = parseForm("query=vector(1)&start=0&end=1000&step=1");
        const HttpResponse plain = Fixture::made(fixture.api.answer(request, false));
        QVERIFY(plain.contentEncoding.empty());
        request.acceptEncoding = "gzip";
        const HttpResponse packed = Fixture::made(fixture.api.answer(request, false));
        QVERIFY(packed.contentEncoding == "gzip");
        std::string unpacked(plain.body->size(), '\0');
        auto* const decompressor = libdeflate_alloc_decompressor();
        std::size_t size = 0;
        const auto result = libdeflate_gzip_decompress(decompressor, packed.body->data(), packed.body->size(),
                                                       unpacked.data(), unpacked.size(), &size);
        libdeflate_free_decompressor(decompressor);
        QCOMPARE(result, LIBDEFLATE_SUCCESS);
        QCOMPARE(size, plain.body->size());
        QVERIFY(unpacked == *plain.body);
    }

    void isAskedOverTheWire() {
        const Fixture fixture;
        const auto server =
            HttpServer::listen(ListenAddress::parse("127.0.0.1:0").value(), [&](const HttpRequest& request) {
                return fixture.api.answer(request, true);
            }).value();
        std::vector<std::unique_ptr<test::HttpClient>> idle;
        for (int i = 0; i < 200; ++i)
            idle.push_back(std::make_unique<test::HttpClient>(server->address()));
        const std::string form = formText({{"query", "sum(read_total)"}, {"time", "1700000001"}});
        const test::HttpClient client(server->address());
        QVERIFY(
            client.send("POST /api/v1/query HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
                        std::to_string(form.size()) + "\r\n\r\n" + form));
        const std::string answer = client.receive();
        QVERIFY2(answer.ends_with(R"("value":[1700000001,"11"]}]}})"), answer.c_str());
    }
};

BARO_TEST(QueryApiTest)
#include "QueryApiTest.moc"
