#include "core/base/Json.h"

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro;

class JsonTest : public QObject {
    Q_OBJECT

  private slots:
    void readsValues() {
        const auto json = Json::parse(R"( {"a":[1,-2.5e3,"x"],"b":{"c":null,"d":true},"a b":"y"} )");
        QVERIFY(json);
        QCOMPARE(*json->member("a")->element(1)->number(), -2500.0);
        QVERIFY(*json->member("a")->element(2)->text() == "x");
        QVERIFY(json->member("a")->element(3) == nullptr);
        QVERIFY(json->member("b")->member("c") != nullptr);
        QVERIFY(json->member("b")->member("e") == nullptr);
        QVERIFY(textOf(*json, "a b") == "y");
        QVERIFY(textOf(*json, "a").empty());
    }

    void readsTexts_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("escapes") << QByteArray("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"")
                                 << QByteArray("\"\\/\b\f\n\r\t");
        QTest::newRow("number") << QByteArray("\"\\uac00\\u0041\"") << QByteArray("가A");
        QTest::newRow("two halves") << QByteArray("\"\\ud83d\\ude00\"") << QByteArray("😀");
        QTest::newRow("half") << QByteArray("\"\\ud83d\"")
                              << QByteArray("\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
        QTest::newRow("UTF-8") << QByteArray("\"가\"") << QByteArray("가");
    }
    void readsTexts() {
        QFETCH(const QByteArray, json);
        QFETCH(const QByteArray, text);
        const auto read = Json::parse(json.toStdString());
        QVERIFY(read);
        QCOMPARE(QByteArray::fromStdString(*read->text()), text);
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("json");
        for (const char* json : {"", "{", "[1,]", "[1 2]", "{\"a\"}", "{\"a\":1,}", "{a:1}", "nul", "1 2",
                                 "\"a", "\"\\x\"", "\"\\u12\"", "\"\n\"", "\"\\ud83d\\u0041\"", "--1"})
            QTest::newRow(json) << QByteArray(json);
        QTest::newRow("deep") << QByteArray(10'000, '[');
    }
    void refuses() {
        QFETCH(const QByteArray, json);
        QVERIFY(!Json::parse(json.toStdString()));
    }
};

BARO_TEST(JsonTest)
#include "JsonTest.moc"
