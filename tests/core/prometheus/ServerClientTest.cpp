#include "core/prometheus/ServerClient.h"

#include <QTest>

#include "core/http/Authorization.h"
#include "tests/core/prometheus/AskedServer.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::prometheus;
using namespace std::chrono_literals;

namespace {

using HeardQuery = AskedServer::Heard<QueryAnswer>;

http::Connection withSecrets() {
    http::Connection connection = AskedServer::plain();
    connection.user = "me";
    connection.secret = "s3cret";
    connection.headers = {{"X-Scope-OrgID", "team"}};
    connection.tls.caFile = "/ca.pem";
    connection.tls.certificateFile = "/me.pem";
    connection.tls.skipsVerification = true;
    return connection;
}

std::string_view valueOf(const http::Request& request, std::string_view name) {
    for (const http::Header& header : request.headers)
        if (header.name == name) return header.value;
    return {};
}

}  // namespace

class ServerClientTest : public QObject {
    Q_OBJECT

  private slots:
    void asksAndTells() {
        AskedServer server;
        HeardQuery heard;
        const auto asking = server.client->query({"up{a=\"b\"}", 1'500}, heard.listener());
        const auto request = server.next();
        QCOMPARE(request->request.url,
                 std::string("http://office:9090/prom/api/v1/query?query=up%7Ba%3D%22b%22%7D&time=1.500"));
        QCOMPARE(request->request.method, std::string("GET"));
        QCOMPARE(request->request.patience, 30'000ms);
        QCOMPARE(valueOf(request->request, "Authorization"), std::string_view());
        request->answer(200, oneSample);
        QCOMPARE(heard.count, 1);
        QCOMPARE((*heard.told)->series.at(0).samples.at(0).value, 2.0);
    }

    void eachQuestionHasItsPage_data() {
        QTest::addColumn<QString>("call");
        QTest::addColumn<QString>("url");
        const SeriesQuestion some{{"up", "{a='b'}"}, TimeRange{-1'500, 2'000}, 7};
        const auto row = [](const ApiCall& call, const char* url) {
            QTest::newRow(url) << QString::fromStdString(call.path + "?" + formText(call.fields)) << url;
        };
        row(callOf(RangeQuestion{"1", {0, 60'000}, 15'000}),
            "/api/v1/query_range?query=1&start=0.000&end=60.000&step=15.000");
        row(seriesCall(some),
            "/api/v1/series?match%5B%5D=up&match%5B%5D=%7Ba%3D%27b%27%7D&start=-1.500&end=2.000&limit=7");
        row(labelNamesCall({}), "/api/v1/labels?");
        row(labelValuesCall("job", {}), "/api/v1/label/job/values?");
        row(labelValuesCall("a/\xc3\xbc", {}), "/api/v1/label/a%2F%C3%BC/values?");
        row(metadataCall("up", 1), "/api/v1/metadata?metric=up&limit=1");
        row(rulesCall(), "/api/v1/rules?");
        row(alertsCall(), "/api/v1/alerts?");
        row(targetsCall(), "/api/v1/targets?state=active");
        row(buildInfoCall(), "/api/v1/status/buildinfo?");
    }
    void eachQuestionHasItsPage() {
        QFETCH(QString, call);
        QTEST(call, "url");
    }

    void longQuestionsArePosted() {
        AskedServer server;
        HeardQuery heard;
        const auto asking = server.client->query({std::string(3000, 'x'), std::nullopt}, heard.listener());
        const auto request = server.next();
        QCOMPARE(request->request.method, std::string("POST"));
        QCOMPARE(request->request.url, std::string("http://office:9090/prom/api/v1/query"));
        QCOMPARE(request->request.body, "query=" + std::string(3000, 'x'));
        QCOMPARE(valueOf(request->request, "Content-Type"),
                 std::string_view("application/x-www-form-urlencoded"));
    }

    void saysWhatIsWrong_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("problem");
        const QByteArray html = "<html>";
        QTest::newRow("401") << 401 << html
                             << "office: it wants a user and password, or a token (status 401)";
        QTest::newRow("403") << 403 << html << "office: it denies access (status 403)";
        QTest::newRow("404")
            << 404 << html
            << "office: there is no Prometheus below this address (status 404); is its path right?";
        QTest::newRow("500") << 500 << html << "office: it answers with status 500";
        QTest::newRow("page") << 200 << html << "office: what answers there is not Prometheus but a web page";
        QTest::newRow("nothing") << 200 << QByteArray()
                                 << "office: what answers there is not Prometheus: its answer is empty";
        QTest::newRow("Prometheus")
            << 400 << QByteArray("{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"invalid\"}")
            << "office: bad_data: invalid";
        QTest::newRow("timeout")
            << 503
            << QByteArray("{\"status\":\"error\",\"errorType\":\"timeout\",\"error\":\"query timed out\"}")
            << "office: timeout: query timed out";
        QTest::newRow("types")
            << 200 << QByteArray("{\"status\":\"success\",\"data\":[]}")
            << "office: its answer is not as Prometheus writes it: \"data\" is of another type";
    }
    // And asks no second time.
    void saysWhatIsWrong() {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        AskedServer server;
        HeardQuery heard;
        const auto asking = server.client->query({"up", std::nullopt}, heard.listener());
        server.next()->answer(status, body.toStdString());
        QTEST(QString::fromStdString(heard.problem()), "problem");
        QVERIFY(server.carrier->asked.empty());
    }

    void whatMayPassIsAskedAgain_data() {
        QTest::addColumn<int>("status");
        for (const int status : {0, 429, 502, 503, 504})
            QTest::newRow(qPrintable(QString::number(status))) << status;
    }
    void whatMayPassIsAskedAgain() {
        QFETCH(int, status);
        AskedServer server;
        HeardQuery heard;
        const auto asking = server.client->query({"up", std::nullopt}, heard.listener());
        const auto refuse = [&] {
            const auto request = server.next();
            if (status > 0)
                request->answer(status, "<html>");
            else
                request->end(absent("nothing listens there"));
        };
        refuse();
        refuse();
        server.next()->answer(200, oneSample);
        QVERIFY(heard.told->ok());
        QCOMPARE(server.carrier->pauses, (std::vector<std::chrono::milliseconds>{0ms, 500ms, 1000ms}));
    }

    void butNotForEver() {
        AskedServer server;
        HeardQuery heard;
        const auto asking = server.client->query({"up", std::nullopt}, heard.listener());
        for (int i = 0; i < 4; ++i) {
            QCOMPARE(heard.count, 0);
            server.next()->end(failed("its answer was cut"));
        }
        QCOMPARE(heard.problem(), std::string("office: its answer was cut"));
        QVERIFY(server.carrier->asked.empty());
    }

    void notWhenTheTimeIsOver() {
        AskedServer server;
        HeardQuery heard;
        const auto asking = server.client->query({"up", std::nullopt}, heard.listener());
        const auto request = server.next();
        server.now += 31s;
        request->end(failed("it has not answered within 30 s"));
        QCOMPARE(heard.problem(), std::string("office: it has not answered within 30 s"));
    }

    void notWhatTlsDenies() {
        AskedServer server;
        HeardQuery heard;
        const auto asking = server.client->query({"up", std::nullopt}, heard.listener());
        server.next()->end(denied("its certificate expired on 2021-01-01T00:00:00Z"));
        QCOMPARE(heard.problem(), std::string("office: its certificate expired on 2021-01-01T00:00:00Z"));
    }

    void asLateAsTheServerWants() {
        AskedServer server;
        HeardQuery heard;
        const auto asking = server.client->query({"up", std::nullopt}, heard.listener());
        server.next()->answer(429, {}, {{"Retry-After", "7"}});
        server.next()->answer(503, {}, {{"Retry-After", "3600"}});
        QCOMPARE(server.carrier->pauses.back(), 7000ms);
        QCOMPARE(heard.problem(),
                 std::string("office: it answers with status 503; it may be asked again in 3600 s"));
    }

    void redirectsAreFollowed_data() {
        QTest::addColumn<QString>("location");
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("isHome");
        QTest::newRow("path") << "/x/y?q=1#z"
                              << "http://office:9090/x/y?q=1" << true;
        QTest::newRow("relative") << "other?q"
                                  << "http://office:9090/prom/api/v1/other?q" << true;
        QTest::newRow("same") << "http://OFFICE:9090/x"
                              << "http://OFFICE:9090/x" << true;
        QTest::newRow("host") << "http://evil:9090/x"
                              << "http://evil:9090/x" << false;
        QTest::newRow("port") << "http://office:9091/x"
                              << "http://office:9091/x" << false;
        QTest::newRow("default port") << "http://office/x"
                                      << "http://office/x" << false;
        QTest::newRow("scheme") << "https://office:9090/x"
                                << "https://office:9090/x" << false;
        QTest::newRow("no scheme") << "//evil/x"
                                   << "http://evil/x" << false;
        QTest::newRow("like it") << "http://office:9090.evil/x"
                                 << "" << false;
        QTest::newRow("user") << "http://office:9090@evil/x"
                              << "" << false;
        QTest::newRow("file") << "file:///etc/passwd"
                              << "" << false;
    }
    void redirectsAreFollowed() {
        QFETCH(QString, location);
        QFETCH(QString, url);
        QFETCH(bool, isHome);
        AskedServer server(withSecrets());
        HeardQuery heard;
        const auto asking = server.client->query({"up", std::nullopt}, heard.listener());
        const auto first = server.next();
        QVERIFY(first->request.tls.certificateFile == "/me.pem" && first->request.tls.skipsVerification);
        first->answer(307, "moved", {{"Location", location.toStdString()}});
        const auto second = server.next();
        if (url.isEmpty()) {
            QVERIFY(!second && heard.problem().ends_with(", which is no address"));
            return;
        }
        QCOMPARE(QString::fromStdString(second->request.url), url);
        const http::Header own = http::basicAuthorization("me", "s3cret");
        QCOMPARE(valueOf(second->request, "Authorization"), isHome ? std::string_view(own.value) : "");
        QCOMPARE(valueOf(second->request, "X-Scope-OrgID"), isHome ? std::string_view("team") : "");
        QCOMPARE(second->request.tls.certificateFile.empty(), !isHome);
        QCOMPARE(second->request.tls.skipsVerification, isHome);
        QCOMPARE(second->request.tls.caFile, std::string("/ca.pem"));
        second->answer(200, oneSample);
        QVERIFY(heard.told->ok());
    }

    void redirectsEnd() {
        AskedServer server;
        HeardQuery heard;
        const auto asking = server.client->query({"up", std::nullopt}, heard.listener());
        int count = 0;
        while (const auto request = server.next()) {
            ++count;
            request->answer(302, {}, {{"Location", "/x"}});
        }
        QCOMPARE(count, 6);
        QCOMPARE(heard.problem(), std::string("office: it leads to another address more than 5 times"));
    }

    void aSecretThatIsMissingIsNamed() {
        http::Connection connection = AskedServer::plain();
        connection.user = "me";
        AskedServer server(connection);
        HeardQuery heard;
        auto asking = server.client->query({"up", std::nullopt}, heard.listener());
        QVERIFY(!server.next());
        QVERIFY(heard.problem().starts_with("office: the password of me is not known"));
        QVERIFY(server.secrets->keep({connection.url, "me"}, "s3cret").ok());
        asking = server.client->query({"up", std::nullopt}, heard.listener());
        const auto request = server.next();
        QCOMPARE(valueOf(request->request, "Authorization"),
                 std::string_view(http::basicAuthorization("me", "s3cret").value));
        request->answer(401, "s3cret");
        QCOMPARE(heard.problem(), std::string("office: it refuses the user or the password (status 401)"));
    }

    void whoGivesUpIsNotTold() {
        AskedServer server;
        HeardQuery heard;
        auto asking = server.client->query({"up", std::nullopt}, heard.listener());
        const auto request = server.next();
        asking.reset();
        QVERIFY(request->isGivenUp);
        request->answer(200, oneSample);
        QCOMPARE(heard.count, 0);
    }

    void whoIsToldMayEndIt() {
        AskedServer server;
        ServerClient::Asking asking;
        bool isTold = false;
        asking = server.client->query({"up", std::nullopt}, [&](const Result<QueryAnswer>&) {
            asking.reset();
            isTold = true;
        });
        server.next()->answer(200, oneSample);
        QVERIFY(isTold);
    }

    void examinesWhatAnswers() {
        const auto examined = [](std::string_view info, int status) {
            AskedServer server;
            AskedServer::Heard<BuildInfo> heard;
            const auto asking = server.client->examine(heard.listener());
            server.next()->answer(status, info);
            if (const auto second = server.next()) second->answer(200, oneSample);
            return *heard.told ? (*heard.told)->application + "|" + (*heard.told)->version : heard.problem();
        };
        QCOMPARE(
            examined("{\"status\":\"success\",\"data\":{\"version\":\"2.42.0\",\"goVersion\":\"go1\"}}", 200),
            std::string("Prometheus|2.42.0"));
        QCOMPARE(
            examined(
                "{\"status\":\"success\",\"data\":{\"application\":\"Grafana Mimir\",\"version\":\"2.9\"}}",
                200),
            std::string("Grafana Mimir|2.9"));
        QCOMPARE(examined("{\"status\":\"success\",\"data\":{}}", 200), std::string("Prometheus|"));
        QCOMPARE(examined("404 page not found", 404), std::string("a server with Prometheus's API|"));
        QCOMPARE(examined("<html>", 200),
                 std::string("office: what answers there is not Prometheus but a web page"));
        QCOMPARE(examined("", 401),
                 std::string("office: it wants a user and password, or a token (status 401)"));
    }

    void rawIsCheckedToo() {
        AskedServer server;
        AskedServer::Heard<RawAnswer> heard;
        auto asking = server.client->raw(callOf(InstantQuestion{"up", {}}), heard.listener());
        const auto cut = server.next();
        cut->head(200);
        cut->bytes("{\"status\":");
        cut->end(failed("its answer was cut"));
        server.next()->answer(200, oneSample);
        QCOMPARE((*heard.told)->text, std::string(oneSample));
    }
};

BARO_TEST(ServerClientTest)
#include "ServerClientTest.moc"
