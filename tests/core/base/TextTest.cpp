#include "core/base/Text.h"

#include <QtTest>
#include <cstdint>

#include "core/base/Escape.h"
#include "core/base/Numbers.h"
#include "tests/support/TestMain.h"

using namespace baro;

class TextTest : public QObject {
    Q_OBJECT

  private slots:
    void takesLineAfterLine() {
        std::string_view text = "one\n\nthree";
        QCOMPARE(takeLine(text).value(), std::string_view("one"));
        QCOMPARE(takeLine(text).value(), std::string_view(""));
        QCOMPARE(takeLine(text).value(), std::string_view("three"));
        QVERIFY(!takeLine(text));
    }

    void takesFieldAfterField() {
        std::string_view line = "  cpu0\t12  x ";
        QCOMPARE(takeField(line), std::string_view("cpu0"));
        QCOMPARE(takeField(line), std::string_view("12"));
        QCOMPARE(takeField(line), std::string_view("x"));
        QVERIFY(takeField(line).empty());
        QVERIFY(takeField(line).empty());
    }

    void trimsBlanksAtBothEnds() {
        QCOMPARE(trimmed(" \t a b\r\n"), std::string_view("a b"));
        QCOMPARE(trimmed(" \n"), std::string_view(""));
    }

    void numbersAreWholeTextsInRange_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("value");  // -1: none
        QTest::newRow("number") << QByteArray("42") << 42;
        QTest::newRow("largest") << QByteArray("255") << 255;
        QTest::newRow("too large") << QByteArray("256") << -1;
        QTest::newRow("negative") << QByteArray("-1") << -1;
        QTest::newRow("plus") << QByteArray("+1") << -1;
        QTest::newRow("blank before") << QByteArray(" 1") << -1;
        QTest::newRow("letter after") << QByteArray("1x") << -1;
        QTest::newRow("NUL after") << QByteArrayLiteral("1\0") << -1;
        QTest::newRow("empty") << QByteArray() << -1;
    }
    void numbersAreWholeTextsInRange() {
        QFETCH(QByteArray, text);
        QFETCH(int, value);
        const auto number = parseNumber<std::uint8_t>({text.data(), static_cast<std::size_t>(text.size())});
        QCOMPARE(number ? static_cast<int>(*number) : -1, value);
    }

    void escapesWhatATerminalWouldObey_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("shown");
        QTest::newRow("plain") << QByteArray("plain") << QByteArray("plain");
        QTest::newRow("escape") << QByteArray("\x1b[31mred") << QByteArray("\\x1b[31mred");
        QTest::newRow("newline and tab") << QByteArray("a\nb\tc") << QByteArray("a\\nb\\tc");
        QTest::newRow("NUL") << QByteArrayLiteral("a\0b") << QByteArray("a\\x00b");
        QTest::newRow("DEL") << QByteArray("\x7f") << QByteArray("\\x7f");
        QTest::newRow("C1 control") << QByteArray(
                                           "\xc2\x9b"
                                           "31m")
                                    << QByteArray("\\x9b31m");
        QTest::newRow("Korean") << QByteArray("한글") << QByteArray("한글");
        QTest::newRow("emoji") << QByteArray("🙂") << QByteArray("🙂");
        QTest::newRow("lone byte") << QByteArray("a\xff") << QByteArray("a\\xff");
        QTest::newRow("cut sequence") << QByteArray("\xed\x95") << QByteArray("\\xed\\x95");
    }
    void escapesWhatATerminalWouldObey() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, shown);
        QCOMPARE(QByteArray::fromStdString(
                     escapedForTerminal({text.data(), static_cast<std::size_t>(text.size())})),
                 shown);
    }

    void invalidUtf8IsReplaced_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("valid");
        QTest::newRow("Korean stays") << QByteArray("한") << QByteArray("한");
        QTest::newRow("overlong slash") << QByteArray("\xc0\xaf") << QByteArray("\xef\xbf\xbd\xef\xbf\xbd");
        QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80")
                                   << QByteArray("\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
        QTest::newRow("beyond Unicode")
            << QByteArray("\xf4\x90\x80\x80").left(1) << QByteArray("\xef\xbf\xbd");
        QTest::newRow("control stays") << QByteArray("\x1b") << QByteArray("\x1b");
    }
    void invalidUtf8IsReplaced() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, valid);
        QCOMPARE(QByteArray::fromStdString(validUtf8({text.data(), static_cast<std::size_t>(text.size())})),
                 valid);
    }
};

BARO_TEST(TextTest)
#include "TextTest.moc"
