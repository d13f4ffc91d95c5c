#include "core/http/Authorization.h"

#include <QTest>

#include "tests/support/TestMain.h"

using namespace baro;

class AuthorizationTest : public QObject {
    Q_OBJECT

  private slots:
    // The examples of RFC 7617 and RFC 4648.
    void basic_data() {
        QTest::addColumn<QByteArray>("user");
        QTest::addColumn<QByteArray>("password");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("RFC 7617") << QByteArray("Aladdin") << QByteArray("open sesame")
                                  << QByteArray("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        QTest::newRow("UTF-8") << QByteArray("test") << QByteArray("123\xc2\xa3")
                               << QByteArray("Basic dGVzdDoxMjPCow==");
        QTest::newRow("no padding") << QByteArray("fo") << QByteArray("bar") << QByteArray("Basic Zm86YmFy");
        QTest::newRow("one") << QByteArray("f") << QByteArray("oba") << QByteArray("Basic ZjpvYmE=");
        QTest::newRow("nothing") << QByteArray() << QByteArray() << QByteArray("Basic Og==");
        QTest::newRow("high bytes") << QByteArray("\xff\xfe") << QByteArray("\xfd")
                                    << QByteArray("Basic //46/Q==");
    }
    void basic() {
        QFETCH(QByteArray, user);
        QFETCH(QByteArray, password);
        QFETCH(QByteArray, value);
        const http::Header header = http::basicAuthorization(user.toStdString(), password.toStdString());
        QCOMPARE(header.name, std::string("Authorization"));
        QCOMPARE(header.value, value.toStdString());
    }
};

BARO_TEST(AuthorizationTest)
#include "AuthorizationTest.moc"
