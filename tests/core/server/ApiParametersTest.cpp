#include "core/server/ApiParameters.h"

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro;

namespace {

HttpRequest with(const char* name, const QByteArray& value) {
    HttpRequest request;
    request.query.emplace_back(name, value.toStdString());
    return request;
}

}  // namespace

class ApiParametersTest : public QObject {
    Q_OBJECT

  private slots:
    void times_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("milliseconds");
        QTest::newRow("seconds") << QByteArray("1435781451") << qint64{1435781451000};
        QTest::newRow("fraction") << QByteArray("1435781451.781") << qint64{1435781451781};
        QTest::newRow("rounded") << QByteArray("0.0005") << qint64{1};
        QTest::newRow("before 1970") << QByteArray("-1.5") << qint64{-1500};
        QTest::newRow("exponent") << QByteArray("1e3") << qint64{1'000'000};
        QTest::newRow("UTC") << QByteArray("2015-07-01T20:10:51Z") << qint64{1435781451000};
        QTest::newRow("UTC with fraction") << QByteArray("2015-07-01T20:10:51.781Z") << qint64{1435781451781};
        QTest::newRow("nanoseconds") << QByteArray("2015-07-01T20:10:51.781999999Z") << qint64{1435781451781};
        QTest::newRow("zone") << QByteArray("2015-07-01T22:10:51+02:00") << qint64{1435781451000};
        QTest::newRow("zone behind") << QByteArray("2015-07-01T15:40:51.5-04:30") << qint64{1435781451500};
        QTest::newRow("leap day") << QByteArray("2024-02-29T00:00:00Z") << qint64{1709164800000};
    }
    void times() {
        QFETCH(const QByteArray, text);
        QFETCH(const qint64, milliseconds);
        const auto time = parseApiTime(text.toStdString());
        QVERIFY(time);
        QCOMPARE(*time, milliseconds);
    }

    void noTimes_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"", "yesterday", "2015-07-01", "2015-07-01 20:10:51Z", "2015-07-01T20:10:51",
                                 "2015-13-01T00:00:00Z", "2023-02-29T00:00:00Z", "2015-07-01T24:00:00Z",
                                 "2015-07-01T20:10:60Z", "2015-07-01T20:10:51.Z", "2015-07-01T20:10:51+24:00",
                                 "2015-07-01T20:10:51Zx", "NaN", "Inf", "1e300"})
            QTest::newRow(text) << QByteArray(text);
    }
    void noTimes() {
        QFETCH(const QByteArray, text);
        const auto time = parseApiTime(text.toStdString());
        QVERIFY(!time);
        QCOMPARE(QByteArray::fromStdString(time.error().message),
                 "cannot parse \"" + text + "\" to a valid timestamp");
    }

    void durations_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("nanoseconds");
        QTest::newRow("seconds") << QByteArray("15") << qint64{15'000'000'000};
        QTest::newRow("fraction") << QByteArray("0.25") << qint64{250'000'000};
        QTest::newRow("negative") << QByteArray("-1") << qint64{-1'000'000'000};
        QTest::newRow("minutes") << QByteArray("5m") << qint64{300'000'000'000};
        QTest::newRow("several") << QByteArray("1h30m") << qint64{5'400'000'000'000};
        QTest::newRow("milliseconds") << QByteArray("100ms") << qint64{100'000'000};
        QTest::newRow("none") << QByteArray("0") << qint64{0};
    }
    void durations() {
        QFETCH(const QByteArray, text);
        QFETCH(const qint64, nanoseconds);
        const auto duration = parseApiDuration(text.toStdString());
        QVERIFY(duration);
        QCOMPARE(*duration, nanoseconds);
    }

    void noDurations_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("empty") << QByteArray("") << QByteArray("cannot parse \"\" to a valid duration");
        QTest::newRow("unit") << QByteArray("5x") << QByteArray("cannot parse \"5x\" to a valid duration");
        QTest::newRow("order") << QByteArray("1m1h")
                               << QByteArray("cannot parse \"1m1h\" to a valid duration");
        QTest::newRow("long") << QByteArray("1e300")
                              << QByteArray("cannot parse \"1e300\" to a valid duration. It overflows int64");
    }
    void noDurations() {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, message);
        const auto duration = parseApiDuration(text.toStdString());
        QVERIFY(!duration);
        QCOMPARE(QByteArray::fromStdString(duration.error().message), message);
    }

    void anErrorNamesItsParameter() {
        const HttpRequest request = with("time", "now");
        const auto time = ApiParameters(request).optionalTime("time");
        QVERIFY(!time);
        QCOMPARE(
            QByteArray::fromStdString(time.error().message),
            QByteArray("invalid parameter \"time\": invalid time value for 'time': cannot parse \"now\" to "
                       "a valid timestamp"));
    }

    void limits_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("limit");
        QTest::addColumn<QByteArray>("message");
        const QByteArray parameter = "invalid parameter \"limit\": ";
        QTest::newRow("none") << QByteArray("") << 0 << QByteArray();
        QTest::newRow("some") << QByteArray("12") << 12 << QByteArray();
        QTest::newRow("negative") << QByteArray("-1") << 0 << parameter + "limit must be non-negative";
        QTest::newRow("word") << QByteArray("x") << 0
                              << parameter + "strconv.Atoi: parsing \"x\": invalid syntax";
    }
    void limits() {
        QFETCH(const QByteArray, text);
        QFETCH(const int, limit);
        QFETCH(const QByteArray, message);
        const HttpRequest request = with("limit", text);
        const auto read = ApiParameters(request).limit();
        QCOMPARE(read.ok(), message.isEmpty());
        if (read)
            QCOMPARE(*read, static_cast<std::size_t>(limit));
        else
            QCOMPARE(QByteArray::fromStdString(read.error().message), message);
    }

    void theFirstOfSeveralCounts() {
        HttpRequest request;
        request.query = {{"a", "1"}, {"b", "2"}, {"a", "3"}};
        const ApiParameters parameters(request);
        QVERIFY(parameters.value("a") == "1");
        QVERIFY(parameters.value("c").empty());
        QCOMPARE(parameters.all("a").size(), std::size_t{2});
    }
};

BARO_TEST(ApiParametersTest)
#include "ApiParametersTest.moc"
