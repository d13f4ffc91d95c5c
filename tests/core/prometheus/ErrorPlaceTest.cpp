#include "core/prometheus/ErrorPlace.h"

#include <QTest>

#include "tests/support/TestMain.h"

using namespace baro;

class ErrorPlaceTest : public QObject {
    Q_OBJECT

  private slots:
    void aPlaceIsLineAndColumn_data() {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("place");
        const auto row = [](const char* name, const char* message, const char* text, const char* place) {
            QTest::newRow(name) << QByteArray(message) << QByteArray(text) << QByteArray(place);
        };
        row("a word", "lab: bad_data: invalid parameter \"query\": 1:6: parse error: unexpected identifier",
            "up + rat(", "5-8");
        row("the second line", "1:2: 2:3: parse error: x", "sum(\n  up up)", "7-9");
        row("a sign", "1:1: parse error: unexpected \")\"", ") up", "0-1");
        row("the end", "1:5: parse error: unexpected end of input", "sum(", "4-4");
        row("beyond the text", "1:6: parse error: x", "sum(", "none");
        row("a line that is not there", "2:1: parse error: x", "sum(", "none");
        row("no place", "unknown position: parse error: no expression found", "", "none");
        row("column 0", "1:0: parse error: x", "up", "none");
        row("a number beyond all", "99999999999999:1: parse error: x", "up", "none");
        row("another kind of error", "execution: query timed out at 1:2", "up", "none");
        row("nothing", "", "up", "none");
    }
    void aPlaceIsLineAndColumn() {
        QFETCH(QByteArray, message);
        QFETCH(QByteArray, text);
        const auto found = prometheus::errorPlaceIn(message.toStdString(), text.toStdString());
        QTEST(found ? QByteArray::number(static_cast<qulonglong>(found->from)) + "-" +
                          QByteArray::number(static_cast<qulonglong>(found->to))
                    : QByteArray("none"),
              "place");
    }
};

BARO_TEST(ErrorPlaceTest)
#include "ErrorPlaceTest.moc"
