#include "core/server/ListenAddress.h"

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro;

class ListenAddressTest : public QObject {
    Q_OBJECT

  private slots:
    void reads_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("canonical");
        QTest::addColumn<bool>("loopback");
        QTest::newRow("this machine") << "127.0.0.1:9100"
                                      << "127.0.0.1:9100" << true;
        QTest::newRow("all of 127/8") << "127.8.8.8:1"
                                      << "127.8.8.8:1" << true;
        QTest::newRow("localhost") << "localhost:9100"
                                   << "127.0.0.1:9100" << true;
        QTest::newRow("every address") << ":9100"
                                       << "0.0.0.0:9100" << false;
        QTest::newRow("any port") << "127.0.0.1:0"
                                  << "127.0.0.1:0" << true;
        QTest::newRow("six") << "[::1]:9100"
                             << "[::1]:9100" << true;
        QTest::newRow("every six") << "[::]:65535"
                                   << "[::]:65535" << false;
        QTest::newRow("a network") << "192.168.1.5:80"
                                   << "192.168.1.5:80" << false;
    }
    void reads() {
        QFETCH(const QString, text);
        QFETCH(const QString, canonical);
        QFETCH(const bool, loopback);
        const auto address = ListenAddress::parse(text.toStdString());
        QVERIFY(address);
        QCOMPARE(QString::fromStdString(address->text()), canonical);
        QCOMPARE(address->isLoopback(), loopback);
    }

    void refuses_data() {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"", "9100", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "example.org:80",
              "::1:9100", "[::1]", "[]:80", "[::1:80", "1.2.3:80", "127.0.0.1:80 ", "\x1b[31m:80"})
            QTest::newRow(text) << QString(text);
    }
    void refuses() {
        QFETCH(const QString, text);
        const auto address = ListenAddress::parse(text.toStdString());
        QVERIFY(!address);
        QVERIFY(address.error().message.find("[::1]:9100") != std::string::npos);
        QVERIFY(address.error().message.find('\x1b') == std::string::npos);
    }
};

BARO_TEST(ListenAddressTest)
#include "ListenAddressTest.moc"
