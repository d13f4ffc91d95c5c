#include "core/server/HttpProbe.h"

#include <QtTest>

#include <unistd.h>

#include "core/server/HttpServer.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace std::chrono_literals;

namespace {

HttpResponse path(const HttpRequest& request) {
    return textResponse(request.path == "/missing" ? 404 : 200, request.path);
}

}  // namespace

class HttpProbeTest : public QObject {
    Q_OBJECT

  private slots:
    void asksForReal() {
        const auto server = HttpServer::listen(ListenAddress::parse("127.0.0.1:0").value(), path).value();
        const auto answer = probe(server->address(), "/-/healthy");
        QVERIFY(answer);
        QCOMPARE(answer->status, 200);
        QCOMPARE(answer->body, std::string("/-/healthy"));
        QCOMPARE(probe(server->address(), "/missing")->status, 404);
    }

    void nobodyListeningIsAbsent() {
        ListenAddress address = ListenAddress::parse("127.0.0.1:0").value();
        { address = HttpServer::listen(address, path).value()->address(); }
        const auto answer = probe(address, "/");
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Absent);
    }

    void aServerThatNeverAnswersIsGivenUp() {
        const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const ListenAddress any = ListenAddress::parse("127.0.0.1:0").value();
        QCOMPARE(bind(listener, any.socketAddress(), any.length()), 0);
        QCOMPARE(listen(listener, 1), 0);
        sockaddr_storage bound{};
        socklen_t length = sizeof bound;
        getsockname(listener, reinterpret_cast<sockaddr*>(&bound), &length);
        const auto answer = probe(ListenAddress::of(bound), "/", 50ms);
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Malformed);
        ::close(listener);
    }
};

BARO_TEST(HttpProbeTest)
#include "HttpProbeTest.moc"
