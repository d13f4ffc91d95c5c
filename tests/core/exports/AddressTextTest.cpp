#include "core/exports/AddressText.h"

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro::exports;

class AddressTextTest : public QObject {
    Q_OBJECT

  private slots:
    void findsAddresses_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("address");
        QTest::newRow("IPv4") << QByteArray("10.20.30.40") << QByteArray("10.20.30.40");
        QTest::newRow("with its prefix") << QByteArray("10.20.30.40/24") << QByteArray("10.20.30.40");
        QTest::newRow("with a port") << QByteArray("10.20.30.40:8080 x") << QByteArray("10.20.30.40");
        QTest::newRow("at the end of a sentence") << QByteArray("10.20.30.40.") << QByteArray("10.20.30.40");
        QTest::newRow("IPv6") << QByteArray("2a02:1:2::5") << QByteArray("2a02:1:2::5");
        QTest::newRow("IPv6 without a gap")
            << QByteArray("2a02:1:2:3:4:5:6:7") << QByteArray("2a02:1:2:3:4:5:6:7");
        QTest::newRow("IPv6 in brackets") << QByteArray("fe80::1]:80") << QByteArray("fe80::1");
        QTest::newRow("IPv6 of a link") << QByteArray("fe80::1%eth0") << QByteArray("fe80::1");
        QTest::newRow("a network") << QByteArray("2a02:1::/64") << QByteArray("2a02:1::");
        QTest::newRow("IPv4 within IPv6") << QByteArray("::ffff:10.1.2.3") << QByteArray("::ffff:10.1.2.3");
        QTest::newRow("hardware") << QByteArray("a4:bb:cc:dd:ee:0f") << QByteArray("a4:bb:cc:dd:ee:0f");
        QTest::newRow("with dashes") << QByteArray("A4-BB-CC-DD-EE-0F") << QByteArray("A4-BB-CC-DD-EE-0F");
        QTest::newRow("of a peripheral")
            << QByteArray("a4:bb:cc:dd:ee:0f-battery") << QByteArray("a4:bb:cc:dd:ee:0f");
        QTest::newRow("InfiniBand")
            << QByteArray("80:00:02:08:fe:80:00:00:00:00:00:00:e4:1d:2d:03:00:a5:f0:51")
            << QByteArray("80:00:02:08:fe:80:00:00:00:00:00:00:e4:1d:2d:03:00:a5:f0:51");
        QTest::newRow("in an interface's name")
            << QByteArray("enxa4bbccddee0f") << QByteArray("enxa4bbccddee0f");
        QTest::newRow("loopback") << QByteArray("127.0.0.1:9100") << QByteArray();
        QTest::newRow("any") << QByteArray("0.0.0.0") << QByteArray();
        QTest::newRow("loopback of IPv6") << QByteArray("::1") << QByteArray();
        QTest::newRow("any of IPv6") << QByteArray("::") << QByteArray();
        QTest::newRow("broadcast") << QByteArray("ff:ff:ff:ff:ff:ff") << QByteArray();
        QTest::newRow("no hardware address") << QByteArray("00:00:00:00:00:00") << QByteArray();
        QTest::newRow("a PCI address") << QByteArray("0000:03:00.0") << QByteArray();
        QTest::newRow("a time") << QByteArray("12:34:56") << QByteArray();
        QTest::newRow("a version of three") << QByteArray("6.1.112") << QByteArray();
        QTest::newRow("a version of five") << QByteArray("1.2.3.4.5") << QByteArray();
        QTest::newRow("too large") << QByteArray("120.0.6099.109") << QByteArray();
        QTest::newRow("a namespace") << QByteArray("d::vector") << QByteArray();
        QTest::newRow("a word") << QByteArray("deadbeef") << QByteArray();
        QTest::newRow("two gaps") << QByteArray("1::2::3") << QByteArray();
        QTest::newRow("a longer name") << QByteArray("enxa4bbccddee0f1") << QByteArray();
        QTest::newRow("nothing") << QByteArray() << QByteArray();
    }
    void findsAddresses() {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, address);
        const AddressSpan found = addressAt(text.toStdString());
        QCOMPARE(text.left(static_cast<qsizetype>(found.length)), address);
        QCOMPARE(found.kind == AddressKind::None, address.isEmpty());
    }
};

BARO_TEST(AddressTextTest)
#include "AddressTextTest.moc"
