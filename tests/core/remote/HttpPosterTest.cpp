#include "core/remote/HttpPoster.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QtTest>
#include <atomic>
#include <optional>

#include "core/base/ThreadSafety.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace std::chrono_literals;

namespace {

using Answer = Result<alerts::AlertPoster::Answer>;

// Answers each request with the same bytes, once all of it is there; empty: with nothing.
class Server : public QTcpServer {
  public:
    explicit Server(QByteArray answer = {}, bool closes = false)
        : answer_(std::move(answer)), closes_(closes) {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket* const socket = nextPendingConnection()) {
                ++connections;
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(*socket); });
                connect(socket, &QTcpSocket::disconnected, this, [this] { ++ended; });
            }
        });
    }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(serverPort()) + "/api/v2/alerts"; }

    QByteArray received;
    int requests = 0;
    int connections = 0;
    int ended = 0;

  private:
    void read(QTcpSocket& socket) {
        received += socket.readAll();
        const qsizetype body = received.indexOf("\r\n\r\n");
        if (body < 0 || !received.endsWith("]")) return;
        ++requests;
        if (!answer_.isEmpty()) socket.write(answer_);
        if (closes_) socket.disconnectFromHost();
    }
    const QByteArray answer_;
    const bool closes_;
};

// What came back, on whatever thread.
class Heard {
  public:
    alerts::AlertPoster::Told listener() {
        return [this](const Answer& answer) {
            const MutexLock lock(mutex_);
            answers_.push_back(answer);
        };
    }
    std::size_t count() const {
        const MutexLock lock(mutex_);
        return answers_.size();
    }
    Answer answer() const {
        const MutexLock lock(mutex_);
        return answers_.front();
    }

  private:
    mutable Mutex mutex_;
    std::vector<Answer> answers_ BARO_GUARDED_BY(mutex_);
};

alerts::AlertPost postTo(const Server& server) {
    return {server.url(), {}, {}, "[]"};
}

}  // namespace

class HttpPosterTest : public QObject {
    Q_OBJECT

  private slots:
    void postsJson() {
        Server server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        Heard heard;
        const auto poster = remote::makeHttpPoster();
        poster->post({server.url(), "me", "s\xc3\xbc:x", "[1]"}, heard.listener());
        QTRY_COMPARE(heard.count(), 1U);
        QCOMPARE(heard.answer()->status, 200);
        QVERIFY(server.received.startsWith("POST /api/v2/alerts HTTP/1.1\r\n"));
        QVERIFY(server.received.contains("\r\nContent-Type: application/json\r\n"));
        QVERIFY(server.received.contains("\r\nAuthorization: Basic " +
                                         QByteArray("me:s\xc3\xbc:x").toBase64() + "\r\n"));
        QVERIFY(server.received.endsWith("\r\n\r\n[1]"));
    }

    void aServerThatRefusesIsHeardWithItsReason() {
        Server server("HTTP/1.1 500 Oh\r\nContent-Length: 9\r\n\r\n\"no\nroom\"");
        Heard heard;
        const auto poster = remote::makeHttpPoster();
        poster->post(postTo(server), heard.listener());
        QTRY_COMPARE(heard.count(), 1U);
        QCOMPARE(heard.answer()->status, 500);
        QCOMPARE(heard.answer()->reason, std::string("\"no room\""));
        QVERIFY(!server.received.contains("Authorization"));
    }

    void nobodyListening() {
        alerts::AlertPost post;
        {
            const Server server;
            post = postTo(server);
        }
        Heard heard;
        const auto poster = remote::makeHttpPoster();
        poster->post(post, heard.listener());
        QTRY_COMPARE(heard.count(), 1U);
        QCOMPARE(heard.answer().error(), absent("nothing listens there"));
    }

    void aRedirectIsNotFollowed() {
        Server other("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        Server server("HTTP/1.1 307 There\r\nLocation: " + QByteArray::fromStdString(other.url()) +
                      "\r\nContent-Length: 0\r\n\r\n");
        Heard heard;
        const auto poster = remote::makeHttpPoster();
        poster->post(postTo(server), heard.listener());
        QTRY_COMPARE(heard.count(), 1U);
        QCOMPARE(heard.answer()->status, 307);
        QCOMPARE(other.connections, 0);
    }

    void aSlowServerIsGivenUp() {
        Server server;
        Heard heard;
        const auto poster = remote::makeHttpPoster(50ms);
        poster->post(postTo(server), heard.listener());
        QTRY_COMPARE(heard.count(), 1U);
        QCOMPARE(heard.answer().error(), failed("it has not answered in time"));
        QTRY_COMPARE(server.ended, server.connections);
    }

    void anAnswerThatIsCutCountsByItsStatus() {
        Server cutBody("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}", true);
        Server cutHead("HTTP/1.1 20", true);
        Heard body, head;
        const auto poster = remote::makeHttpPoster();
        poster->post(postTo(cutBody), body.listener());
        QTRY_COMPARE(body.count(), 1U);
        QCOMPARE(body.answer()->status, 200);
        poster->post(postTo(cutHead), head.listener());
        QTRY_COMPARE(head.count(), 1U);
        QVERIFY(!head.answer());
        QVERIFY(!head.answer().error().message.empty());
    }

    void whatIsNoHttpIsAnError() {
        Server server("hello\r\n\r\n", true);
        Heard heard;
        const auto poster = remote::makeHttpPoster();
        poster->post(postTo(server), heard.listener());
        QTRY_COMPARE(heard.count(), 1U);
        QVERIFY(!heard.answer());
    }

    void anEndlessAnswerIsGivenUp() {
        Server server("HTTP/1.1 200 OK\r\n\r\n" + QByteArray(1 << 20, 'x'));
        Heard heard;
        const auto poster = remote::makeHttpPoster(200ms);
        poster->post(postTo(server), heard.listener());
        QTRY_COMPARE(heard.count(), 1U);
        QCOMPARE(heard.answer()->status, 200);
        QVERIFY(heard.answer()->reason.size() <= 200);
    }

    void nobodyIsToldAfterTheEnd() {
        Server server;
        Heard heard;
        {
            const auto poster = remote::makeHttpPoster();
            poster->post(postTo(server), heard.listener());
            QTRY_COMPARE(server.requests, 1);
        }
        QCOMPARE(heard.count(), 0U);
        QTRY_COMPARE(server.ended, server.connections);
    }
};

BARO_GUILESS_TEST(HttpPosterTest)
#include "HttpPosterTest.moc"
