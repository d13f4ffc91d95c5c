#include "core/promql/NumberText.h"

#include <QtTest>
#include <array>
#include <charconv>
#include <cmath>
#include <random>

#include "core/promql/SpecialValues.h"
#include "tests/support/TestMain.h"

using namespace baro::promql;

class NumberTextTest : public QObject {
    Q_OBJECT

  private slots:
    // Whichever way a number is written, it is the shortest text that gives it back.
    void jsonNumbersAreShortest() {
        std::mt19937_64 random(3);
        for (int i = 0; i < 100'000; ++i) {
            const auto some = static_cast<double>(random() >> (1 + random() % 55));
            const double value = i % 3 == 0 ? some / 1000 : i % 3 == 1 ? some * 1e-3 : some / 1024;
            if (std::abs(value) >= 1e15 || std::abs(value) < 1e-6) continue;
            std::array<char, 64> buffer{};
            const auto end = std::to_chars(buffer.begin(), buffer.end(), value, std::chars_format::fixed).ptr;
            QCOMPARE(jsonNumber(value), std::string(buffer.begin(), end));
            QCOMPARE(jsonNumber(-value), "-" + std::string(buffer.begin(), end));
        }
    }

    void numbersAreWrittenAsGoWritesThem_data() {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("fixed");
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("text");
        QTest::newRow("zero") << 0.0 << "0"
                              << "0"
                              << "0";
        QTest::newRow("negative zero") << -0.0 << "-0"
                                       << "-0"
                                       << "-0";
        QTest::newRow("whole") << 42.0 << "42"
                               << "42"
                               << "42";
        QTest::newRow("shortest digits") << 0.1 << "0.1"
                                         << "0.1"
                                         << "0.1";
        QTest::newRow("sum of tenths") << 0.1 + 0.2 << "0.30000000000000004"
                                       << "0.30000000000000004"
                                       << "0.30000000000000004";
        QTest::newRow("negative") << -2.5 << "-2.5"
                                  << "-2.5"
                                  << "-2.5";
        QTest::newRow("million") << 1e6 << "1000000"
                                 << "1000000"
                                 << "1e+06";
        QTest::newRow("many digits") << 1234567.5 << "1234567.5"
                                     << "1234567.5"
                                     << "1.2345675e+06";
        QTest::newRow("hundred thousands") << 123456.5 << "123456.5"
                                           << "123456.5"
                                           << "123456.5";
        QTest::newRow("largest without exponent") << 1e20 << "100000000000000000000"
                                                  << "100000000000000000000"
                                                  << "1e+20";
        QTest::newRow("smallest with exponent") << 1e21 << "1000000000000000000000"
                                                << "1e+21"
                                                << "1e+21";
        QTest::newRow("zeros beyond the digits") << 1e23 << "100000000000000000000000"
                                                 << "1e+23"
                                                 << "1e+23";
        QTest::newRow("millionth") << 1e-6 << "0.000001"
                                   << "0.000001"
                                   << "1e-06";
        QTest::newRow("below a millionth") << 1.5e-7 << "0.00000015"
                                           << "1.5e-7"
                                           << "1.5e-07";
        QTest::newRow("ten thousandth") << 1e-4 << "0.0001"
                                        << "0.0001"
                                        << "0.0001";
        QTest::newRow("two digits of exponent") << 1e-10 << "0.0000000001"
                                                << "1e-10"
                                                << "1e-10";
        QTest::newRow("three digits of exponent") << 1e100 << '1' + QString(100, '0') << "1e+100"
                                                  << "1e+100";
        QTest::newRow("least") << 5e-324 << "0." + QString(323, '0') + '5' << "5e-324"
                               << "5e-324";
        QTest::newRow("infinity") << infinity << "+Inf"
                                  << "+Inf"
                                  << "+Inf";
        QTest::newRow("negative infinity") << -infinity << "-Inf"
                                           << "-Inf"
                                           << "-Inf";
        QTest::newRow("no number") << notANumber << "NaN"
                                   << "NaN"
                                   << "NaN";
    }
    void numbersAreWrittenAsGoWritesThem() {
        QFETCH(const double, value);
        QTEST(QString::fromStdString(fixedText(value)), "fixed");
        QTEST(QString::fromStdString(jsonNumber(value)), "json");
        QTEST(QString::fromStdString(shortText(value)), "text");
    }

    void numbersAreReadAsGoReadsThem_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("expected");
        QTest::newRow("whole") << "12" << 12.0;
        QTest::newRow("signs") << "+1.5e3" << 1500.0;
        QTest::newRow("negative") << "-.5" << -0.5;
        QTest::newRow("hexadecimal") << "0x1.8p1" << 3.0;
        QTest::newRow("infinity") << "infinity" << infinity;
        QTest::newRow("negative infinity") << "-INF" << -infinity;
    }
    void numbersAreReadAsGoReadsThem() {
        QFETCH(const QString, text);
        const auto number = readNumber(text.toStdString());
        QVERIFY(number);
        QTEST(*number, "expected");
    }

    void otherTextsAreNoNumbers_data() {
        QTest::addColumn<QString>("text");
        for (const char* text : {"", "-", "+-1", "1 ", " 1", "1s", "0x1", "1e400", "nan(1)", "-+Inf", "e5"})
            QTest::newRow(*text == '\0' ? "empty" : text) << text;
    }
    void otherTextsAreNoNumbers() {
        QFETCH(const QString, text);
        QVERIFY(!readNumber(text.toStdString()));
    }

    void notANumberIsRead() { QVERIFY(std::isnan(readNumber("NaN").value())); }
};

BARO_TEST(NumberTextTest)
#include "NumberTextTest.moc"
