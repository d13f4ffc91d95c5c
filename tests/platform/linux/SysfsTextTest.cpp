#include "platform/linux/SysfsText.h"

#include <QtTest>

#include "platform/linux/Decimal.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

class SysfsTextTest : public QObject {
    Q_OBJECT

  private slots:
    void readsIntegers() {
        QCOMPARE(*parseSysfsInteger("47850\n"), 47850);
        QCOMPARE(*parseSysfsInteger("-5000"), -5000);
    }

    void refusesWhatIsNoInteger_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("newline") << QByteArray("\n");
        QTest::newRow("words") << QByteArray("no data\n");
        QTest::newRow("two numbers") << QByteArray("1 2\n");
        QTest::newRow("fraction") << QByteArray("1.5\n");
        QTest::newRow("NUL") << QByteArrayLiteral("1\0");
        QTest::newRow("beyond 64 bits") << QByteArray("99999999999999999999\n");
        QTest::newRow("a 1 MB line") << QByteArray(1 << 20, '1');
    }
    void refusesWhatIsNoInteger() {
        QFETCH(QByteArray, text);
        const auto number = parseSysfsInteger({text.data(), static_cast<std::size_t>(text.size())});
        QVERIFY(!number);
        QCOMPARE(number.error().kind, ErrorKind::Malformed);
        QVERIFY(number.error().message.size() < 200);
    }

    void readsDecimals() {
        QCOMPARE(parseDecimal("20.50"), std::optional(20.5));
        QCOMPARE(parseDecimal("-4096"), std::optional(-4096.0));
        QCOMPARE(parseDecimal("18446744073709551615"), std::optional(18446744073709551615.0));
    }

    // What C's functions take for numbers, and what is more than the kernel counts.
    void refusesWhatIsNoDecimal() {
        for (const char* text : {"", " 1", "1 ", "1,5", "nan", "-nan", "inf", "-infinity", "1e3", "0x10",
                                 "99999999999999999999", "-99999999999999999999"})
            QVERIFY2(!parseDecimal(text), text);
        QVERIFY(!parseDecimal(std::string(400, '9')));
    }

    void readsHexadecimalIdentifiers() {
        QCOMPARE(*parseSysfsHex("0x1002\n"), 0x1002u);
        QVERIFY(!parseSysfsHex("1002"));
        QVERIFY(!parseSysfsHex("0x"));
        QVERIFY(!parseSysfsHex("0x10g2"));
        QVERIFY(!parseSysfsHex("0x1ffffffff"));
    }

    void readsUeventProperties() {
        const auto properties = parseUevent("DRIVER=amdgpu\nPCI_SLOT_NAME=0000:03:00.0\nEMPTY=\nA=b=c\n");
        QVERIFY(properties);
        QCOMPARE(propertyOf(*properties, "DRIVER"), std::string_view("amdgpu"));
        QCOMPARE(propertyOf(*properties, "A"), std::string_view("b=c"));
        QCOMPARE(propertyOf(*properties, "EMPTY"), std::string_view());
        QCOMPARE(propertyOf(*properties, "MISSING"), std::string_view());
    }

    void refusesWhatIsNoUevent() {
        QVERIFY(!parseUevent("DRIVER\n"));
        QVERIFY(!parseUevent("=x\n"));
        QVERIFY(!parseUevent(std::string_view("A=b\0\n", 5)));
        QVERIFY(!parseUevent(std::string(1 << 20, 'x')));
    }
};

BARO_TEST(SysfsTextTest)
#include "SysfsTextTest.moc"
