#include "core/metrics/Format.h"

#include <QtTest>
#include <cmath>

#include "tests/support/TestMain.h"

using namespace baro;

Q_DECLARE_METATYPE(Unit)

class FormatTest : public QObject {
    Q_OBJECT

  private slots:
    void valueReads_data() {
        QTest::addColumn<double>("value");
        QTest::addColumn<Unit>("unit");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, double value, Unit unit, const char* text) {
            QTest::newRow(name) << value << unit << QString::fromUtf8(text).replace('~', QChar(0x2009));
        };
        row("unknown", std::nan(""), Unit::Bytes, "\u2013");
        row("zero", 0, Unit::Bytes, "0~B");
        row("negative zero", -0.0, Unit::None, "0");
        row("infinite", INFINITY, Unit::Hertz, "\u221e~Hz");
        row("bytes", 1023, Unit::Bytes, "1023~B");
        row("kibibyte", 1024, Unit::Bytes, "1~KiB");
        row("rounds up to the next prefix", 1023.9, Unit::Bytes, "1~KiB");
        row("gibibytes", 1.21 * 1073741824, Unit::Bytes, "1.21~GiB");
        row("huge", 0x1p70, Unit::Bytes, "1024~EiB");
        row("negative", -1536, Unit::BytesPerSecond, "-1.5~KiB/s");
        row("carry into the next prefix", 999.9, Unit::None, "1~k");
        row("three digits", 999.4, Unit::None, "999");
        row("carry within", 99.96, Unit::Hertz, "100~Hz");
        row("ten", 9.996, Unit::Hertz, "10~Hz");
        row("hertz", 2.4e9, Unit::Hertz, "2.4~GHz");
        row("percent", 0.123, Unit::Ratio, "12.3~%");
        row("milliseconds", 0.003, Unit::Seconds, "3~ms");
        row("microseconds carry", 0.0009999, Unit::Seconds, "1~ms");
        row("tiny", 1e-12, Unit::Seconds, "0~ns");
        row("celsius", 47, Unit::Celsius, "47~\u00b0C");
        row("fan", 1234.4, Unit::RevolutionsPerMinute, "1234~rpm");
        row("epoch", 0, Unit::Timestamp, "1970-01-01 00:00:00~UTC");
        row("leap day", 951827696, Unit::Timestamp, "2000-02-29 12:34:56~UTC");
    }
    void valueReads() {
        QFETCH(double, value);
        QFETCH(Unit, unit);
        QFETCH(QString, text);
        QCOMPARE(QString::fromStdString(formatValue(value, unit)), text);
    }

    void styleIsFollowed() {
        QCOMPARE(formatParts(1500, Unit::Bytes, {.binaryBytes = false}).unit, std::string("kB"));
        QCOMPARE(formatParts(1500, Unit::Bytes, {.decimalSeparator = ','}).number, std::string("1,46"));
        QCOMPARE(formatParts(1e6, Unit::NetworkBytesPerSecond, {.ratesInBits = true}).unit,
                 std::string("Mbit/s"));
        QCOMPARE(formatParts(1e6, Unit::NetworkBytesPerSecond).unit, std::string("KiB/s"));
        QCOMPARE(formatParts(1e6, Unit::BytesPerSecond, {.ratesInBits = true}).unit, std::string("KiB/s"));
        QCOMPARE(formatParts(1e6, Unit::Bytes, {.ratesInBits = true}).unit, std::string("KiB"));
        QCOMPARE(formatParts(100, Unit::Celsius, {.fahrenheit = true}).number, std::string("212"));
        QCOMPARE(formatParts(-40, Unit::Celsius, {.fahrenheit = true}).number, std::string("-40"));
    }

    void durationReads_data() {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("unknown") << std::nan("") << QString::fromUtf8("\u2013");
        QTest::newRow("zero") << 0.0 << "0 s";
        QTest::newRow("seconds") << 48.9 << "48 s";
        QTest::newRow("minutes") << 60.0 << "1 min 00 s";
        QTest::newRow("hours") << 7500.0 << "2 h 05 min";
        QTest::newRow("days") << 273600.0 << "3 d 4 h";
        QTest::newRow("negative") << -48.0 << "-48 s";
    }
    void durationReads() {
        QFETCH(double, seconds);
        QFETCH(QString, text);
        QCOMPARE(QString::fromStdString(formatDuration(seconds)), text);
    }
};

BARO_TEST(FormatTest)
#include "FormatTest.moc"
