// The dialog's Test over true TLS: what is said of certificates, theirs and ours.
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include "core/remote/NetworkCarrier.h"
#include "tests/support/TestMain.h"
#include "tests/support/TlsServer.h"
#include "ui/connections/ConnectionDialog.h"
#include "ui/connections/ServerBook.h"

namespace baro::ui {
namespace {

// The dialog as somebody fills it in.
struct TlsDesk {
    explicit TlsDesk(const std::string& address) {
        dialog.show();
        write("Address", QString::fromStdString(address));
        write("Certificate of its authority", test::tlsFixture("authority.pem"));
    }
    void write(const QString& field, const QString& text) {
        for (auto* const line : dialog.findChildren<QLineEdit*>())
            if (line->accessibleName() == field) return line->setText(text);
        qFatal("no such field");
    }
    // What the dialog says once it is answered.
    QString told() {
        for (auto* const button : dialog.findChildren<QPushButton*>())
            if (button->text().remove('&') == "Test") button->click();
        if (!QTest::qWaitFor(
                [this] { return !sentence().isEmpty() && sentence() != QString::fromUtf8("Asking …"); }))
            return "no answer";
        return sentence();
    }
    QString sentence() const { return dialog.findChild<QLabel*>(QStringLiteral("told"))->text(); }

    Theme theme{ThemeChoice::Light};
    ServerBook book{ServerBook::Means{
        {}, {}, [] { return std::shared_ptr<http::HttpCarrier>(remote::makeNetworkCarrier()); }}};
    ConnectionDialog dialog{theme, book, std::nullopt, nullptr};
};

}  // namespace

class ConnectionTlsTest : public QObject {
    Q_OBJECT

  private slots:
    void aServerThatWantsACertificate_data() {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("told");
        const QString client = test::tlsFixture("client.pem");
        QTest::newRow("ours") << client << QString() << "Prometheus 2.42.0 answers";
        QTest::newRow("with the key named") << client << client << "Prometheus 2.42.0 answers";
        QTest::newRow("none") << QString() << QString() << "it may want a client certificate (cert_file)";
        QTest::newRow("of another authority") << test::tlsFixture("own.pem") << QString()
                                              << "it may not take the client certificate (cert_file)";
        QTest::newRow("that is not there") << "/nowhere/client.pem" << QString()
                                           << "cert_file /nowhere/client.pem cannot be read: No such file";
        QTest::newRow("without a key") << test::tlsFixture("authority.pem") << QString()
                                       << "holds no private key (PEM, without a passphrase)";
        QTest::newRow("with the key of another") << client << test::tlsFixture("own.pem") << "key";
    }
    void aServerThatWantsACertificate() {
        QFETCH(const QString, certificate);
        QFETCH(const QString, key);
        QFETCH(const QString, told);
        test::TlsServer server("server.pem", true);
        server.answer = R"({"status":"success","data":{"version":"2.42.0"}})";
        TlsDesk desk(server.url());
        desk.write("Certificate of ours", certificate);
        desk.write("Its key", key);
        const QString sentence = desk.told();
        QVERIFY2(sentence.contains(told), qPrintable(sentence));
    }

    void theirsIsLookedAtToo_data() {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("told");
        QTest::newRow("expired") << "expired.pem"
                                 << "its certificate expired on 2021-01-01T00:00:00Z";
        QTest::newRow("of another host") << "elsewhere.pem"
                                         << "its certificate is for elsewhere.example";
        QTest::newRow("of its own") << "own.pem"
                                    << "its certificate is signed by itself";
    }
    void theirsIsLookedAtToo() {
        QFETCH(const QString, certificate);
        QFETCH(const QString, told);
        test::TlsServer server(certificate);
        TlsDesk desk(server.url());
        const QString sentence = desk.told();
        QVERIFY2(sentence.contains(told), qPrintable(sentence));
        QCOMPARE(server.connections, 0);
    }

    void whatIsNotPrometheusIsSaid() {
        test::TlsServer server("server.pem");
        server.answer = "<html>welcome</html>";
        TlsDesk desk(server.url());
        const QString sentence = desk.told();
        QVERIFY2(sentence.contains("not Prometheus but a web page"), qPrintable(sentence));
    }
};

}  // namespace baro::ui

BARO_GUI_TEST(baro::ui::ConnectionTlsTest)
#include "ConnectionTlsTest.moc"
