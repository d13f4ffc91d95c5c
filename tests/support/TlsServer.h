// A server on loopback that speaks TLS with a certificate of the fixtures, and answers every request alike.
#pragma once

#include <QFile>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>
#include <QString>
#include <string>

namespace baro::test {

inline QString tlsFixture(const QString& name) {
    return QStringLiteral(BARO_FIXTURES "/tls/") + name;
}

class TlsServer : public QSslServer {
  public:
    // wantsClient: it takes nobody without a certificate of the fixtures' authority.
    explicit TlsServer(const QString& name, bool wantsClient = false) {
        QFile file(tlsFixture(name));
        (void)file.open(QIODevice::ReadOnly);
        const QByteArray content = file.readAll();
        QSslConfiguration setup = QSslConfiguration::defaultConfiguration();
        setup.setLocalCertificate(QSslCertificate(content));
        setup.setPrivateKey(QSslKey(content, QSsl::Ec));
        if (wantsClient) {
            setup.setCaCertificates(QSslCertificate::fromPath(tlsFixture("authority.pem")));
            setup.setPeerVerifyMode(QSslSocket::VerifyPeer);
        }
        setSslConfiguration(setup);
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::pendingConnectionAvailable, this, [this] {
            while (QTcpSocket* const socket = nextPendingConnection()) {
                auto* const tls = qobject_cast<QSslSocket*>(socket);
                peer = tls->peerCertificate().subjectInfo(QSslCertificate::CommonName).join(',');
                ++connections;
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
                    if (!socket->readAll().contains("\r\n\r\n")) return;
                    socket->write("HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(answer.size()) +
                                  "\r\n\r\n" + answer);
                });
            }
        });
    }
    std::string url() const { return "https://127.0.0.1:" + std::to_string(serverPort()); }

    QByteArray answer = "hello";
    QString peer;  // who showed a certificate last
    int connections = 0;
};

}  // namespace baro::test
