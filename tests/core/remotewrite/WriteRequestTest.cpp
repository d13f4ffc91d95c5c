#include "core/remotewrite/WriteRequest.h"

#include <QTest>
#include <bit>
#include <limits>

#include "tests/core/remotewrite/WireRequest.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::remotewrite;

namespace {

std::uint64_t bitsOf(double value) {
    return std::bit_cast<std::uint64_t>(value);
}

prometheus::WriteRequest sent(const Labels& labels, const std::vector<Sample>& samples) {
    WriteRequest request;
    request.add(labels, samples);
    return test::readRequest(request.takeBody()).value();
}

}  // namespace

class WriteRequestTest : public QObject {
    Q_OBJECT

  private slots:
    void protobufReadsValuesAndTimes_data() {
        QTest::addColumn<double>("value");
        QTest::addColumn<qint64>("time");
        QTest::newRow("usual") << 12.5 << qint64{1'800'000'000'123};
        QTest::newRow("nothing") << 0.0 << qint64{0};
        QTest::newRow("negative zero") << -0.0 << qint64{1};
        QTest::newRow("before 1970") << -1.0 << qint64{-1};
        QTest::newRow("the last time") << 1e308 << std::numeric_limits<qint64>::max();
        QTest::newRow("the first time") << 5e-324 << std::numeric_limits<qint64>::min();
        QTest::newRow("infinite") << std::numeric_limits<double>::infinity() << qint64{127};
        QTest::newRow("no number") << std::numeric_limits<double>::quiet_NaN() << qint64{128};
        QTest::newRow("stale") << staleMarker() << qint64{16'384};
    }
    void protobufReadsValuesAndTimes() {
        QFETCH(double, value);
        QFETCH(qint64, time);
        const auto request = sent(Labels({std::pair("__name__", "up")}), {{time, value}});
        QCOMPARE(request.timeseries_size(), 1);
        const auto& sample = request.timeseries(0).samples(0);
        QCOMPARE(bitsOf(sample.value()), bitsOf(value));
        QCOMPARE(qint64{sample.timestamp()}, time);
    }

    void aStalenessMarkerIsPrometheuss() {
        const auto request = sent(Labels({std::pair("__name__", "up")}), {{1, staleMarker()}});
        QCOMPARE(bitsOf(request.timeseries(0).samples(0).value()), std::uint64_t{0x7ff0000000000002});
    }

    void labelsAreSorted() {
        const auto request = sent(Labels({{"zone", "a"}, {"__name__", "up"}, {"Host", "b"}}), {{1, 1}});
        QStringList names;
        for (const auto& label : request.timeseries(0).labels())
            names << QString::fromStdString(label.name() + "=" + label.value());
        QCOMPARE(names, QStringList({"Host=b", "__name__=up", "zone=a"}));
    }

    void longAndForeignTextsArriveWhole() {
        const std::string longText(100'000, 'x');
        const auto request =
            sent(Labels({{"__name__", "up"}, {"a", longText}, {"b", "온도 \"🌡\"\n"}}), {{1, 1}});
        QCOMPARE(request.timeseries(0).labels(1).value(), longText);
        QCOMPARE(request.timeseries(0).labels(2).value(), std::string("온도 \"🌡\"\n"));
    }

    void bytesThatAreNoTextAreReplaced() {
        const auto request = sent(Labels({{"__name__", "up"}, {"a", "x\xff"}}), {{1, 1}});
        QCOMPARE(request.timeseries(0).labels(1).value(), std::string("x\ufffd"));
    }

    void manySeriesKeepTheirSamples() {
        WriteRequest request;
        for (int series = 0; series < 300; ++series) {
            std::vector<Sample> samples;
            for (int i = 0; i <= series; ++i)
                samples.push_back({i * 1000, series + i / 8.0});
            request.add(Labels({{"__name__", "m"}, {"n", std::to_string(series)}}), samples);
        }
        QCOMPARE(request.samples(), std::size_t{300 * 301 / 2});
        const auto read = test::readRequest(request.takeBody()).value();
        QCOMPARE(read.timeseries_size(), 300);
        for (int series = 0; series < 300; ++series) {
            QCOMPARE(read.timeseries(series).samples_size(), series + 1);
            QCOMPARE(read.timeseries(series).samples(series).value(), series + series / 8.0);
        }
    }

    void aTakenRequestIsEmpty() {
        WriteRequest request;
        request.add(Labels({std::pair("__name__", "up")}), std::vector<Sample>{{1, 1}});
        (void)request.takeBody();
        QCOMPARE(request.samples(), std::size_t{0});
        QCOMPARE(test::readRequest(request.takeBody()).value().timeseries_size(), 0);
    }
};

BARO_TEST(WriteRequestTest)
#include "WriteRequestTest.moc"
