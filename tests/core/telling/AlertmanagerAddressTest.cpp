#include "core/telling/AlertmanagerAddress.h"

#include <QTest>

#include "tests/support/TestMain.h"

using namespace baro;
using alerts::AlertmanagerAddress;

class AlertmanagerAddressTest : public QObject {
    Q_OBJECT

  private slots:
    void reads_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("password");
        QTest::newRow("port") << "http://127.0.0.1:9093"
                              << "http://127.0.0.1:9093"
                              << ""
                              << "";
        QTest::newRow("name") << "https://alerts.example"
                              << "https://alerts.example"
                              << ""
                              << "";
        QTest::newRow("IPv6") << "http://[::1]:9093"
                              << "http://[::1]:9093"
                              << ""
                              << "";
        QTest::newRow("slash") << "http://a/"
                               << "http://a"
                               << ""
                               << "";
        QTest::newRow("prefix") << "http://a/x/y%20z/"
                                << "http://a/x/y%20z"
                                << ""
                                << "";
        QTest::newRow("user") << "http://me@a"
                              << "http://a"
                              << "me"
                              << "";
        QTest::newRow("password") << "https://me:s%40%3a%25:x@a:1/p"
                                  << "https://a:1/p"
                                  << "me"
                                  << "s@:%:x";
        QTest::newRow("at") << "https://me:s@t@a"
                            << "https://a"
                            << "me"
                            << "s@t";
    }
    void reads() {
        QFETCH(QString, text);
        const auto address = AlertmanagerAddress::parse(text.toStdString());
        QVERIFY2(address.ok(), address.ok() ? "" : address.error().message.c_str());
        QTEST(QString::fromStdString(address->shown), "shown");
        QTEST(QString::fromStdString(address->user), "user");
        QTEST(QString::fromStdString(address->password), "password");
        QCOMPARE(address->url, address->shown + "/api/v2/alerts");
    }

    void refuses_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("why");
        QTest::newRow("no scheme") << "localhost:9093"
                                   << "begins neither";
        QTest::newRow("other scheme") << "ftp://secret@a"
                                      << "begins neither";
        QTest::newRow("no host") << "http://"
                                 << "no host";
        QTest::newRow("no host after the user") << "http://me:secret@"
                                                << "no host";
        QTest::newRow("no host before the port") << "http://:9093"
                                                 << "no host";
        QTest::newRow("odd host") << "http://a b"
                                  << "no host";
        QTest::newRow("markup") << "http://<b>"
                                << "no host";
        QTest::newRow("open bracket") << "http://[::1"
                                      << "no host";
        QTest::newRow("empty brackets") << "http://[]"
                                        << "no host";
        QTest::newRow("port 0") << "http://a:0"
                                << "port";
        QTest::newRow("port too large") << "http://a:65536"
                                        << "port";
        QTest::newRow("no port") << "http://a:"
                                 << "port";
        QTest::newRow("after the bracket") << "http://[::1]x80"
                                           << "port";
        QTest::newRow("query") << "http://a/x?secret=1"
                               << "no path";
        QTest::newRow("fragment") << "http://a/#secret"
                                  << "no path";
        QTest::newRow("line") << "http://a/\nHost: b"
                              << "no path";
        QTest::newRow("password without user") << "http://:secret@a"
                                               << "USER:PASSWORD";
        QTest::newRow("cut escape") << "http://me:secret%4@a"
                                    << "USER:PASSWORD";
        QTest::newRow("wrong escape") << "http://me:secret%zz@a"
                                      << "USER:PASSWORD";
    }
    void refuses() {
        QFETCH(QString, text);
        QFETCH(QString, why);
        const auto address = AlertmanagerAddress::parse(text.toStdString());
        QVERIFY(!address);
        const QString message = QString::fromStdString(address.error().message);
        QVERIFY2(message.contains(why), qPrintable(message));
        QVERIFY2(!message.contains('\n'), qPrintable(message));
        if (text.contains('@')) QVERIFY2(!message.contains("secret"), qPrintable(message));
    }
};

BARO_TEST(AlertmanagerAddressTest)
#include "AlertmanagerAddressTest.moc"
