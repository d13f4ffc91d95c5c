#include "core/remote/NetworkCarrier.h"

#include <QSemaphore>
#include <QTcpServer>
#include <QTcpSocket>
#include <QtTest>

#include "tests/core/remote/CarriedAnswer.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace std::chrono_literals;

namespace {

// Answers each request with the same bytes, once its head is there; empty: with nothing.
class PlainServer : public QTcpServer {
  public:
    explicit PlainServer(QByteArray answer = {}, bool closes = false)
        : answer_(std::move(answer)), closes_(closes) {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket* const socket = nextPendingConnection()) {
                ++connections;
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(*socket); });
                connect(socket, &QTcpSocket::disconnected, this, [this] { ++ended; });
                last = socket;
            }
        });
    }
    http::Request request(std::chrono::milliseconds patience = 30s) const {
        http::Request request;
        request.url = "http://127.0.0.1:" + std::to_string(serverPort()) + "/api";
        request.patience = patience;
        return request;
    }

    QByteArray received;
    int requests = 0;
    int connections = 0;
    int ended = 0;
    QTcpSocket* last = nullptr;

  private:
    void read(QTcpSocket& socket) {
        received += socket.readAll();
        if (!received.contains("\r\n\r\n")) return;
        ++requests;
        if (!answer_.isEmpty()) socket.write(answer_);
        if (closes_) socket.disconnectFromHost();
    }
    const QByteArray answer_;
    const bool closes_;
};

QByteArray withLength(const QByteArray& body) {
    return "HTTP/1.1 200 OK\r\nX-Who: me\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" +
           body;
}

// Of zlib's format (RFC 1950), which HTTP calls deflate.
QByteArray deflated(const QByteArray& body) {
    const QByteArray packed = qCompress(body, 9).mid(4);
    return "HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\nContent-Length: " +
           QByteArray::number(packed.size()) + "\r\n\r\n" + packed;
}

}  // namespace

class NetworkCarrierTest : public QObject {
    Q_OBJECT

  private slots:
    void carriesARequestAndItsAnswer() {
        PlainServer server(withLength("hello"));
        CarriedAnswer heard;
        const auto carrier = remote::makeNetworkCarrier();
        http::Request request = server.request();
        request.method = "POST";
        request.body = "[1]";
        request.headers = {{"Content-Type", "application/json"}, {"Authorization", "Basic bWU6eA=="}};
        const auto carriage = carrier->carry(request, heard.receiver());
        QTRY_COMPARE(heard.ends(), 1U);
        QVERIFY(heard.outcome().ok());
        QCOMPARE(heard.head().status, 200);
        QCOMPARE(heard.head().value("x-who"), std::string_view("me"));
        QCOMPARE(heard.text(), std::string("hello"));
        QVERIFY(server.received.startsWith("POST /api HTTP/1.1\r\n"));
        QVERIFY(server.received.contains("\r\nContent-Type: application/json\r\n"));
        QVERIFY(server.received.contains("\r\nAuthorization: Basic bWU6eA==\r\n"));
        QVERIFY(server.received.contains("\r\nUser-Agent: Barograph/"));
        QVERIFY(server.received.contains("gzip"));
        QVERIFY(server.received.endsWith("\r\n\r\n[1]"));
        QVERIFY(!server.received.contains("Upgrade"));
    }

    void aConnectionIsKept() {
        PlainServer server(withLength("x"));
        const auto carrier = remote::makeNetworkCarrier();
        for (int i = 0; i < 3; ++i) {
            CarriedAnswer heard;
            const auto carriage = carrier->carry(server.request(), heard.receiver());
            QTRY_COMPARE(heard.ends(), 1U);
        }
        QCOMPARE(server.connections, 1);
        QCOMPARE(server.requests, 3);
    }

    void statusesAreAnswers_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("header");
        QTest::newRow("redirect") << 307 << QByteArray("Location: http://127.0.0.1:1/\r\n");
        QTest::newRow("refused") << 401 << QByteArray("WWW-Authenticate: Basic realm=\"x\"\r\n");
        for (const int other : {400, 402, 405, 409, 418, 422, 451, 501, 502, 504, 599})
            QTest::newRow(qPrintable(QString::number(other))) << other << QByteArray();
        QTest::newRow("forbidden") << 403 << QByteArray();
        QTest::newRow("not found") << 404 << QByteArray();
        QTest::newRow("gone") << 410 << QByteArray();
        QTest::newRow("too many") << 429 << QByteArray("Retry-After: 7\r\n");
        QTest::newRow("broken") << 500 << QByteArray();
        QTest::newRow("away") << 503 << QByteArray();
        QTest::newRow("unheard of") << 499 << QByteArray();
    }
    void statusesAreAnswers() {
        QFETCH(int, status);
        QFETCH(QByteArray, header);
        PlainServer server("HTTP/1.1 " + QByteArray::number(status) + " Oh\r\n" + header +
                           "Content-Length: 3\r\n\r\nwhy");
        CarriedAnswer heard;
        const auto carrier = remote::makeNetworkCarrier();
        const auto carriage = carrier->carry(server.request(), heard.receiver());
        QTRY_COMPARE(heard.ends(), 1U);
        QCOMPARE(heard.problem(), std::string());
        QCOMPARE(heard.head().status, status);
        QCOMPARE(heard.text(), std::string("why"));
        QCOMPARE(server.requests, 1);
    }

    void nobodyListening() {
        http::Request request;
        {
            const PlainServer server;
            request = server.request();
        }
        CarriedAnswer heard;
        const auto carrier = remote::makeNetworkCarrier();
        const auto carriage = carrier->carry(request, heard.receiver());
        QTRY_COMPARE(heard.ends(), 1U);
        QVERIFY(heard.outcome().error() == absent("nothing listens there"));
    }

    void aNameThatNobodyHas() {
        http::Request request;
        request.url = "http://nobody.invalid/";
        CarriedAnswer heard;
        const auto carrier = remote::makeNetworkCarrier();
        const auto carriage = carrier->carry(request, heard.receiver());
        QTRY_COMPARE(heard.ends(), 1U);
        QCOMPARE(heard.problem(), std::string("no host of the name nobody.invalid is known"));
    }

    void anAddressThatIsNone_data() {
        QTest::addColumn<QString>("url");
        for (const char* url :
             {"", "x", "ftp://127.0.0.1/", "http://", "http://me:secret@127.0.0.1/", "file:///etc/passwd"})
            QTest::newRow(url) << QString(url);
    }
    void anAddressThatIsNone() {
        QFETCH(QString, url);
        http::Request request;
        request.url = url.toStdString();
        CarriedAnswer heard;
        const auto carrier = remote::makeNetworkCarrier();
        const auto carriage = carrier->carry(request, heard.receiver());
        QTRY_COMPARE(heard.ends(), 1U);
        QCOMPARE(heard.problem(), std::string("its address is none of HTTP"));
    }

    void aHeaderCannotBringAnother() {
        PlainServer server(withLength("x"));
        CarriedAnswer heard;
        const auto carrier = remote::makeNetworkCarrier();
        http::Request request = server.request();
        request.headers = {{"X-Scope-OrgID", "team\r\nX-Evil: secret"}};
        const auto carriage = carrier->carry(request, heard.receiver());
        QTRY_COMPARE(heard.ends(), 1U);
        QVERIFY(!heard.outcome().ok());
        QVERIFY(heard.problem().find("secret") == std::string::npos);
        QCOMPARE(server.connections, 0);
    }

    void aServerThatSaysNothingIsGivenUp() {
        PlainServer server;
        CarriedAnswer heard;
        const auto carrier = remote::makeNetworkCarrier();
        const auto carriage = carrier->carry(server.request(50ms), heard.receiver());
        QTRY_COMPARE(heard.ends(), 1U);
        QCOMPARE(heard.problem(), std::string("it has not answered within 0.05 s"));
        QTRY_COMPARE(server.ended, server.connections);
    }

    void anAnswerThatStopsIsGivenUp() {
        PlainServer server("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        CarriedAnswer heard;
        const auto carrier = remote::makeNetworkCarrier();
        const auto carriage =
            carrier->carry(server.request(1500ms), heard.receiver());  // its head comes long before
        QTRY_COMPARE(heard.ends(), 1U);
        QCOMPARE(heard.problem(), std::string("its answer stopped: no byte has come for 1.5 s"));
        QCOMPARE(heard.text(), std::string("half"));
        QTRY_COMPARE(server.ended, server.connections);
    }

    void whatIsCutIsToldSo_data() {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("problem");
        QTest::newRow("in the body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}")
                                     << "its answer was cut";
        QTest::newRow("between chunks")
            << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n")
            << "its answer was cut";
        QTest::newRow("at once") << QByteArray("\r\n") << "it closed the connection without an answer";
        QTest::newRow("no HTTP") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n\r\n") << "";
        QTest::newRow("in the head") << QByteArray("HTTP/1.1 20") << "";
    }
    void whatIsCutIsToldSo() {
        QFETCH(QByteArray, answer);
        QFETCH(QString, problem);
        PlainServer server(answer, true);
        CarriedAnswer heard;
        const auto carrier = remote::makeNetworkCarrier();
        const auto carriage = carrier->carry(server.request(), heard.receiver());
        QTRY_COMPARE(heard.ends(), 1U);
        QVERIFY2(!heard.outcome().ok(), heard.text().c_str());
        QVERIFY(!heard.problem().empty());
        if (!problem.isEmpty()) QCOMPARE(QString::fromStdString(heard.problem()), problem);
    }

    void aCompressedAnswerComesPlain() {
        PlainServer server(deflated("[1,2,3]"));
        CarriedAnswer heard;
        const auto carrier = remote::makeNetworkCarrier();
        const auto carriage = carrier->carry(server.request(), heard.receiver());
        QTRY_COMPARE(heard.ends(), 1U);
        QCOMPARE(heard.problem(), std::string());
        QCOMPARE(heard.text(), std::string("[1,2,3]"));
    }

    void aDamagedCompressedAnswerIsAnError() {
        QByteArray answer = deflated(QByteArray(100'000, 'x'));
        answer[answer.size() - 40] = '\xff';
        answer[answer.size() - 41] = '\xff';
        PlainServer server(answer);
        CarriedAnswer heard;
        const auto carrier = remote::makeNetworkCarrier();
        const auto carriage = carrier->carry(server.request(), heard.receiver());
        QTRY_COMPARE(heard.ends(), 1U);
        QVERIFY(!heard.problem().empty());
    }

    // 16 MB of what is 1,000 times smaller on the way: Qt's own limit would refuse it.
    void aBombIsHandedOnPieceByPiece() {
        constexpr qsizetype size = 16 << 20;
        PlainServer server(deflated(QByteArray(size, '0')));
        CarriedAnswer whole, part;
        const auto carrier = remote::makeNetworkCarrier();
        auto carriage = carrier->carry(server.request(), whole.receiver());
        QTRY_COMPARE_WITH_TIMEOUT(whole.ends(), 1U, 60'000);
        QCOMPARE(whole.problem(), std::string());
        QCOMPARE(whole.count(), std::size_t{size});
        carriage = carrier->carry(server.request(), part.receiver(1 << 20));
        QTRY_COMPARE(part.ends(), 1U);
        QVERIFY(part.outcome().ok());
        QVERIFY(part.count() < 2 << 20);
    }

    void whoWantsNoMoreGetsNoMore() {
        PlainServer server("HTTP/1.1 200 OK\r\n\r\n" + QByteArray(8 << 20, 'x'));
        CarriedAnswer heard;
        const auto carrier = remote::makeNetworkCarrier();
        const auto carriage = carrier->carry(server.request(), heard.receiver(100'000));
        QTRY_COMPARE(heard.ends(), 1U);
        QVERIFY(heard.outcome().ok());
        QVERIFY(heard.count() < 200'000);
        QTRY_COMPARE(server.ended, server.connections);
    }

    // Where the receiver takes its time, the server waits: what has come lies in two buffers at most.
    void aServerIsNotFasterThanTheReceiver() {
        PlainServer server("HTTP/1.1 200 OK\r\nContent-Length: 33554432\r\n\r\n" + QByteArray(32 << 20, 'x'));
        QSemaphore allowed;
        CarriedAnswer heard;
        const auto carrier = remote::makeNetworkCarrier();
        http::Receiver receiver = heard.receiver();
        const auto take = receiver.bytes;
        receiver.bytes = [&allowed, take](std::string_view bytes) {
            const bool wanted = take(bytes);
            allowed.acquire();
            return wanted;
        };
        const auto carriage = carrier->carry(server.request(), std::move(receiver));
        QTRY_VERIFY(heard.count() > 0);
        // Until the system's own buffers are full, too.
        qint64 waiting = -1;
        QTRY_VERIFY(std::exchange(waiting, server.last->bytesToWrite()) == server.last->bytesToWrite() &&
                    !server.last->waitForBytesWritten(200));
        QVERIFY2(waiting > 16 << 20, std::to_string(waiting).c_str());
        allowed.release(1 << 20);
        QTRY_COMPARE_WITH_TIMEOUT(heard.ends(), 1U, 60'000);
        QCOMPARE(heard.count(), std::size_t{32 << 20});
    }

    void nobodyIsToldOnceItIsGivenUp() {
        PlainServer server;
        CarriedAnswer heard;
        const auto carrier = remote::makeNetworkCarrier();
        auto carriage = carrier->carry(server.request(), heard.receiver());
        QTRY_COMPARE(server.requests, 1);
        carriage.reset();
        QTRY_COMPARE(server.ended, server.connections);
        QCOMPARE(heard.ends(), 0U);
    }

    void aReceiverMayGiveItselfUp() {
        PlainServer server(withLength("x"));
        const auto carrier = remote::makeNetworkCarrier();
        std::unique_ptr<http::Carriage> carriage;
        Mutex mutex;
        std::atomic<int> calls = 0;
        http::Receiver receiver;
        receiver.head = [&](const http::AnswerHead&) {
            const MutexLock lock(mutex);
            ++calls;
            carriage.reset();
        };
        receiver.bytes = [&](std::string_view) { return ++calls, true; };
        receiver.done = [&](const Status&) { ++calls; };
        {
            const MutexLock lock(mutex);
            carriage = carrier->carry(server.request(), std::move(receiver));
        }
        QTRY_COMPARE(calls.load(), 1);
        CarriedAnswer later;
        const auto next = carrier->carry(server.request(), later.receiver());
        QTRY_COMPARE(later.ends(), 1U);
        QCOMPARE(calls.load(), 1);
    }

    void pausesEnd() {
        const auto carrier = remote::makeNetworkCarrier();
        std::atomic<int> over = 0;
        const auto pause = carrier->wait(1ms, [&over] { ++over; });
        auto given = carrier->wait(2ms, [&over] { over += 100; });
        given.reset();
        const auto last = carrier->wait(20ms, [&over] { ++over; });
        QTRY_COMPARE(over.load(), 2);
    }

    void manyAtATime() {
        PlainServer server(withLength("x"));
        const auto carrier = remote::makeNetworkCarrier();
        CarriedAnswer heard;
        std::vector<std::unique_ptr<http::Carriage>> carriages;
        for (int i = 0; i < 40; ++i)
            carriages.push_back(carrier->carry(server.request(), heard.receiver()));
        QTRY_COMPARE(heard.ends(), 40U);
        QCOMPARE(heard.count(), 40U);
    }
};

BARO_GUILESS_TEST(NetworkCarrierTest)
#include "NetworkCarrierTest.moc"
