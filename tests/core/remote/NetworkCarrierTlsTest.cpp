#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QtTest>

#include "core/remote/NetworkCarrier.h"
#include "tests/core/remote/CarriedAnswer.h"
#include "tests/support/TestMain.h"
#include "tests/support/TlsServer.h"

using namespace baro;

namespace {

http::Request requestTo(const test::TlsServer& server) {
    http::Request request;
    request.url = server.url() + "/";
    request.tls.caFile = test::tlsFixture("authority.pem").toStdString();
    return request;
}

// Empty where "hello" came.
QString outcomeOf(http::HttpCarrier& carrier, const http::Request& request) {
    CarriedAnswer heard;
    const auto carriage = carrier.carry(request, heard.receiver());
    if (!QTest::qWaitFor([&heard] { return heard.ends() > 0; })) return "no end";
    if (heard.outcome() && heard.text() != "hello") return "no hello";
    return QString::fromStdString(heard.problem());
}

}  // namespace

class NetworkCarrierTlsTest : public QObject {
    Q_OBJECT

  private slots:
    void certificatesAreRefusedWithTheReason_data() {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("problem");
        QTest::newRow("good") << "server.pem"
                              << "";
        QTest::newRow("expired") << "expired.pem"
                                 << "its certificate expired on 2021-01-01T00:00:00Z";
        QTest::newRow("of another host") << "elsewhere.pem"
                                         << "its certificate is for elsewhere.example, not for 127.0.0.1";
        QTest::newRow("of its own") << "own.pem"
                                    << "its certificate is signed by itself; give it as ca_file to trust it";
    }
    void certificatesAreRefusedWithTheReason() {
        QFETCH(QString, certificate);
        QFETCH(QString, problem);
        test::TlsServer server(certificate);
        const auto carrier = remote::makeNetworkCarrier();
        QCOMPARE(outcomeOf(*carrier, requestTo(server)), problem);
    }

    void anAuthorityThatIsNotTrusted() {
        test::TlsServer server("server.pem");
        const auto carrier = remote::makeNetworkCarrier();
        http::Request request = requestTo(server);
        request.tls.caFile.clear();
        QCOMPARE(outcomeOf(*carrier, request),
                 "its certificate is signed by an authority that is not trusted; give that one as ca_file");
    }

    void aCertificateIsTrustedByItself() {
        test::TlsServer server("own.pem");
        const auto carrier = remote::makeNetworkCarrier();
        http::Request request = requestTo(server);
        request.tls.caFile = test::tlsFixture("own.pem").toStdString();
        QCOMPARE(outcomeOf(*carrier, request), "");
    }

    void theNameMayBeAnother() {
        test::TlsServer server("elsewhere.pem");
        const auto carrier = remote::makeNetworkCarrier();
        http::Request request = requestTo(server);
        request.tls.serverName = "elsewhere.example";
        QCOMPARE(outcomeOf(*carrier, request), "");
    }

    // What was opened without verification must not serve who wants it.
    void onlyWhoAsksGoesUnverified() {
        test::TlsServer server("expired.pem");
        const auto carrier = remote::makeNetworkCarrier();
        http::Request careless = requestTo(server);
        careless.tls.skipsVerification = true;
        QCOMPARE(outcomeOf(*carrier, careless), "");
        QVERIFY(outcomeOf(*carrier, requestTo(server)).startsWith("its certificate expired"));
    }

    void aClientShowsItsCertificate() {
        test::TlsServer server("server.pem", true);
        const auto carrier = remote::makeNetworkCarrier();
        http::Request request = requestTo(server);
        request.tls.certificateFile = request.tls.keyFile = test::tlsFixture("client.pem").toStdString();
        QCOMPARE(outcomeOf(*carrier, request), "");
        QCOMPARE(server.peer, "client");
    }

    void aServerThatWantsOneTakesNobodyElse() {
        test::TlsServer server("server.pem", true);
        const auto carrier = remote::makeNetworkCarrier();
        const QString problem = outcomeOf(*carrier, requestTo(server));
        QVERIFY2(problem.endsWith("; it may want a client certificate (cert_file)"), qPrintable(problem));
        QCOMPARE(server.connections, 0);
    }

    void filesOfNoUseAreNamed() {
        test::TlsServer server("server.pem");
        const auto carrier = remote::makeNetworkCarrier();
        http::Request request = requestTo(server);
        request.tls.caFile = "/nowhere/ca.pem";
        QVERIFY(outcomeOf(*carrier, request).startsWith("ca_file /nowhere/ca.pem cannot be read: "));
        request.tls.caFile = test::tlsFixture("make").toStdString();
        QVERIFY(outcomeOf(*carrier, request).endsWith("holds no certificate (PEM)"));
        request = requestTo(server);
        request.tls.certificateFile = request.tls.caFile;
        QVERIFY(outcomeOf(*carrier, request).endsWith("holds no private key (PEM, without a passphrase)"));
        QCOMPARE(server.connections, 0);
    }

    void aRenewedFileIsRead() {
        test::TlsServer server("own.pem");
        const QTemporaryDir folder;
        const QString file = folder.filePath("ca.pem");
        const auto carrier = remote::makeNetworkCarrier();
        http::Request request = requestTo(server);
        request.tls.caFile = file.toStdString();
        QVERIFY(QFile::copy(test::tlsFixture("authority.pem"), file));
        QVERIFY(!outcomeOf(*carrier, request).isEmpty());
        QVERIFY(QFile::remove(file) && QFile::copy(test::tlsFixture("own.pem"), file));
        QFile renewed(file);
        QVERIFY(renewed.open(QIODevice::ReadWrite));
        QVERIFY(
            renewed.setFileTime(QDateTime::currentDateTime().addSecs(5), QFileDevice::FileModificationTime));
        renewed.close();
        QCOMPARE(outcomeOf(*carrier, request), "");
    }

    void aServerWithoutTls() {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        connect(&server, &QTcpServer::newConnection, &server, [&server] {
            QTcpSocket* const socket = server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                socket->write("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
                socket->disconnectFromHost();
            });
        });
        http::Request request;
        request.url = "https://127.0.0.1:" + std::to_string(server.serverPort()) + "/";
        const auto carrier = remote::makeNetworkCarrier();
        const QString problem = outcomeOf(*carrier, request);
        QVERIFY2(problem.endsWith("; it may speak http:// there"), qPrintable(problem));
    }
};

BARO_GUILESS_TEST(NetworkCarrierTlsTest)
#include "NetworkCarrierTlsTest.moc"
