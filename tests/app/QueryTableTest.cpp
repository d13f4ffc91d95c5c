#include <QtTest>

#include "app/QueryCommand.h"
#include "tests/support/TestMain.h"

using namespace baro;

class QueryTableTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        qputenv("TZ", "UTC");
        tzset();
    }

    void showsResults_data() {
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QByteArray>("table");
        QTest::newRow("vector")
            << QByteArray(
                   R"({"resultType":"vector","result":[{"metric":{"__name__":"up"},"value":[1,"1"]},{"metric":{},"value":[1,"20"]}]})")
            << QByteArray("up  1\n{}  20\n");
        QTest::newRow("matrix")
            << QByteArray(
                   R"({"resultType":"matrix","result":[{"metric":{"a":"b"},"values":[[1.5,"1"],[3,"NaN"]]}]})")
            << QByteArray("{a=\"b\"}\n  1970-01-01 00:00:01.500  1\n  1970-01-01 00:00:03.000  NaN\n");
        QTest::newRow("scalar") << QByteArray(R"({"resultType":"scalar","result":[1,"2.5"]})")
                                << QByteArray("2.5\n");
        QTest::newRow("none") << QByteArray(R"({"resultType":"vector","result":[]})")
                              << QByteArray("no series\n");
        QTest::newRow("something else") << QByteArray("{}") << QByteArray("no result\n");
        QTest::newRow("control characters")
            << QByteArray("{\"resultType\":\"string\",\"result\":[1,\"\\u001b[31m\"]}")
            << QByteArray("\\x1b[31m\n");
    }
    void showsResults() {
        QFETCH(const QByteArray, data);
        QFETCH(const QByteArray, table);
        const auto json = Json::parse(("{\"data\":" + data + "}").toStdString());
        QVERIFY(json);
        QCOMPARE(QByteArray::fromStdString(app::queryTable(*json)), table);
    }
};

BARO_TEST(QueryTableTest)
#include "QueryTableTest.moc"
