#include "core/pages/ExpressionText.h"

#include <QTest>

#include "tests/support/TestMain.h"

using namespace baro;

class ExpressionTextTest : public QObject {
    Q_OBJECT

  private slots:
    void putsVariablesIn_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("one") << "rate(x[$interval])"
                             << "rate(x[2500ms])";
        QTest::newRow("in a string") << "x{device=\"$device\"}"
                                     << "x{device=\"sda\"}";
        QTest::newRow("the whole name") << "$device_2 $deviceless"
                                        << "$device_2 $deviceless";
        QTest::newRow("an end of a regular expression") << "x{a=~\"b$\"}"
                                                        << "x{a=~\"b$\"}";
        QTest::newRow("a lone sign") << "$"
                                     << "$";
        QTest::newRow("twice") << "$device$device"
                               << "sdasda";
        QTest::newRow("nothing") << ""
                                 << "";
    }
    void putsVariablesIn() {
        QFETCH(const QString, text);
        QFETCH(const QString, expected);
        const ExpressionVariables variables{{"interval", "2500ms"}, {"device", "sda"}};
        QCOMPARE(QString::fromStdString(withVariables(text.toStdString(), variables)), expected);
    }

    void doesNotLookIntoWhatItPutIn() {
        QCOMPARE(withVariables("$a", {{"a", "$b"}, {"b", "x"}}), std::string("$b"));
    }

    void writesDurations() {
        QCOMPARE(durationText(2500), std::string("2500ms"));
        QCOMPARE(durationText(5000), std::string("5s"));
        QCOMPARE(durationText(60'000), std::string("1m"));
        QCOMPARE(durationText(7'200'000), std::string("2h"));
    }

    void writesRates() { QCOMPARE(rateOf("x{a=\"b\"}"), std::string("rate(x{a=\"b\"}[$interval])")); }
};

BARO_GUILESS_TEST(ExpressionTextTest)
#include "ExpressionTextTest.moc"
