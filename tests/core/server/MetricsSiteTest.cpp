#include "core/server/MetricsSite.h"

#include <libdeflate.h>

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro;

namespace {

FramePtr loaded(double oneMinute) {
    auto frame = std::make_shared<Frame>();
    frame->readings.load = Section<Load>(Load{.oneMinute = oneMinute}, {});
    return frame;
}

HttpRequest get(const std::string& path, const std::string& method = "GET") {
    HttpRequest request;
    request.method = method;
    request.path = path;
    return request;
}

HttpRequest scrapeOf(std::vector<std::string> collectors) {
    HttpRequest request = get("/metrics");
    for (std::string& name : collectors)
        request.query.emplace_back("collect[]", std::move(name));
    return request;
}

std::string unzipped(const std::string& bytes) {
    std::string out(1 << 20, '\0');
    std::size_t size = 0;
    libdeflate_decompressor* const decompressor = libdeflate_alloc_decompressor();
    if (libdeflate_gzip_decompress(decompressor, bytes.data(), bytes.size(), out.data(), out.size(), &size) !=
        LIBDEFLATE_SUCCESS)
        size = 0;
    libdeflate_free_decompressor(decompressor);
    out.resize(size);
    return out;
}

}  // namespace

class MetricsSiteTest : public QObject {
    Q_OBJECT

  private slots:
    void answersEachPathAndMethod_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("method");
        QTest::addColumn<int>("status");
        for (const char* path : {"/", "/metrics", "/-/healthy", "/-/ready"}) {
            QTest::addRow("GET %s", path) << path << "GET" << 200;
            QTest::addRow("HEAD %s", path) << path << "HEAD" << 200;
            for (const char* method : {"POST", "PUT", "DELETE", "OPTIONS", "get", ""})
                QTest::addRow("%s %s", method, path) << path << method << 405;
        }
        for (const char* path :
             {"", "/metrics/", "//metrics", "/METRICS", "/../etc/passwd", "/-/", "/api/v1/query"})
            QTest::addRow("GET %s", path) << path << "GET" << 404;
    }
    void answersEachPathAndMethod() {
        QFETCH(const QString, path);
        QFETCH(const QString, method);
        QFETCH(const int, status);
        FrameHub hub;
        hub.publish(loaded(1));
        MetricsSite site(hub, {});
        const HttpResponse response = site.answer(get(path.toStdString(), method.toStdString()), true);
        QCOMPARE(response.status, status);
        QCOMPARE(response.allow, std::string(status == 405 ? "GET, HEAD" : ""));
    }

    void isNotReadyBeforeTheFirstFrame() {
        FrameHub hub;
        MetricsSite site(hub, {});
        QCOMPARE(site.answer(get("/-/ready"), true).status, 503);
        QCOMPARE(site.answer(get("/metrics"), true).status, 503);
        QCOMPARE(site.answer(get("/-/healthy"), true).status, 200);
    }

    void tellsTheNewestFrame() {
        FrameHub hub;
        MetricsSite site(hub, {});
        hub.publish(loaded(1));
        QVERIFY(site.answer(get("/metrics"), true).body->find("node_load1 1\n") != std::string::npos);
        hub.publish(loaded(2));
        QVERIFY(site.answer(get("/metrics"), true).body->find("node_load1 2\n") != std::string::npos);
    }

    void scrapesOfOneFrameShareOneText() {
        FrameHub hub;
        hub.publish(loaded(1));
        MetricsSite site(hub, {});
        const auto first = site.answer(get("/metrics"), true).body;
        QCOMPARE(site.answer(get("/metrics"), true).body, first);
        HttpRequest zipped = get("/metrics");
        zipped.acceptEncoding = "gzip";
        QVERIFY(site.answer(zipped, true).body != first);
    }

    void compressesWhenAsked() {
        FrameHub hub;
        hub.publish(loaded(1));
        MetricsSite site(hub, {});
        HttpRequest request = get("/metrics");
        request.acceptEncoding = "gzip";
        const HttpResponse response = site.answer(request, true);
        QCOMPARE(response.contentEncoding, std::string("gzip"));
        QCOMPARE(unzipped(*response.body), *site.answer(get("/metrics"), true).body);
    }

    void speaksOpenMetricsWhenAsked() {
        FrameHub hub;
        hub.publish(loaded(1));
        MetricsSite site(hub, {});
        HttpRequest request = get("/metrics");
        request.accept = "application/openmetrics-text; version=1.0.0";
        const HttpResponse response = site.answer(request, true);
        QVERIFY(response.contentType.starts_with("application/openmetrics-text"));
        QVERIFY(response.body->ends_with("# EOF\n"));
        QVERIFY(site.answer(get("/metrics"), true).contentType.starts_with("text/plain; version=0.0.4"));
    }

    void collectsOnlyWhatIsAskedFor() {
        FrameHub hub;
        hub.publish(loaded(1));
        MetricsSite site(hub, {});
        QVERIFY(site.answer(scrapeOf({"loadavg"}), true).body->find("node_load1 ") != std::string::npos);
        QVERIFY(site.answer(scrapeOf({"cpu"}), true).body->find("node_load1 ") == std::string::npos);
        QVERIFY(site.answer(scrapeOf({"cpu", "loadavg", "cpu"}), true).body->find("node_load1 ") !=
                std::string::npos);
    }

    void refusesCollectorsThatAreNotThere() {
        FrameHub hub;
        hub.publish(loaded(1));
        MetricsSite site(hub, CollectorChoice::parse("-arp").value());
        QCOMPARE(site.answer(scrapeOf({"\x1b[31m"}), true).status, 400);
        QVERIFY(site.answer(scrapeOf({"\x1b[31m"}), true).body->find('\x1b') == std::string::npos);
        QCOMPARE(site.answer(scrapeOf({"arp"}), true).status, 400);
        QCOMPARE(site.answer(scrapeOf({""}), true).status, 400);
    }

    void refusesForeignNamesOnlyOnThisMachinesOwnAddress() {
        FrameHub hub;
        hub.publish(loaded(1));
        MetricsSite site(hub, {});
        HttpRequest request = get("/metrics");
        request.host = "evil.example:9100";
        QCOMPARE(site.answer(request, true).status, 403);
        QCOMPARE(site.answer(request, false).status, 200);
        request.host = "localhost:9100";
        QCOMPARE(site.answer(request, true).status, 200);
    }
};

BARO_TEST(MetricsSiteTest)
#include "MetricsSiteTest.moc"
