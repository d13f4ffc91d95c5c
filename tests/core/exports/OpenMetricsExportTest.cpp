#include "core/exports/OpenMetricsExport.h"

#include <QtTest>
#include <bit>
#include <limits>
#include <random>

#include "core/series/OpenMetricsReader.h"
#include "core/series/SampleStore.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::exports;

namespace {

constexpr std::int64_t firstSample = 1'800'000'000'000;
constexpr TimeRange allTimes{firstSample - 1'000'000, firstSample + 100'000'000};

Labels onlyNamed(const std::string& name) {
    return Labels(std::vector<std::pair<std::string, std::string>>{{"__name__", name}});
}

std::string openMetricsOf(const SeriesSource& source, const std::vector<MetricMetadata>& metadata = {}) {
    std::string text;
    SeriesSelection selection;
    selection.range = allTimes;
    const auto written = writeOpenMetrics(
        source, selection, metadata,
        [&text](std::string_view bytes) {
            text += bytes;
            return Status(Done{});
        },
        [](const Progress&) { return true; });
    return written ? text : written.error().message;
}

QString samplesDifference(const std::vector<SampleSeries>& a, const std::vector<SampleSeries>& b) {
    if (a.size() != b.size()) return QString("%1 series instead of %2").arg(a.size()).arg(b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i].labels != b[i].labels) return QString::fromStdString(toString(a[i].labels));
        if (a[i].samples.size() != b[i].samples.size())
            return QString::fromStdString(toString(a[i].labels) + ": count");
        for (std::size_t k = 0; k < a[i].samples.size(); ++k) {
            const Sample &x = a[i].samples[k], &y = b[i].samples[k];
            if (x.timeMilliseconds != y.timeMilliseconds ||
                std::bit_cast<std::uint64_t>(x.value) != std::bit_cast<std::uint64_t>(y.value))
                return QString("%1 at %2 instead of %3 at %4")
                    .arg(x.value)
                    .arg(x.timeMilliseconds)
                    .arg(y.value)
                    .arg(y.timeMilliseconds);
        }
    }
    return {};
}

}  // namespace

class OpenMetricsExportTest : public QObject {
    Q_OBJECT

  private slots:
    void familiesStandTogetherAndAreDescribed() {
        SampleStore store;
        store.add(onlyNamed("node_load1"), {{firstSample + 250, 0.5}});
        store.add(Labels({{"__name__", "node_disk_read_bytes_total"}, {"device", "a\"b\\c\nd"}, {"x", "y"}}),
                  {{firstSample, 1}, {firstSample + 1000, 2}});
        store.add(Labels({{"__name__", "unheard_of"}, {"A", "sorts before the name"}}), {{firstSample, -3}});
        QCOMPARE(QString::fromStdString(openMetricsOf(store, metadataOf(nullptr))),
                 QString("# TYPE node_disk_read_bytes counter\n"
                         "# UNIT node_disk_read_bytes bytes\n"
                         "# HELP node_disk_read_bytes Bytes read\n"
                         "node_disk_read_bytes_total{device=\"a\\\"b\\\\c\\nd\",x=\"y\"} 1 1800000000\n"
                         "node_disk_read_bytes_total{device=\"a\\\"b\\\\c\\nd\",x=\"y\"} 2 1800000001\n"
                         "# TYPE node_load1 gauge\n"
                         "# HELP node_load1 Tasks that ran or waited, average of 1 minute\n"
                         "node_load1 0.5 1800000000.25\n"
                         "unheard_of{A=\"sorts before the name\"} -3 1800000000\n"
                         "# EOF\n"));
    }

    void aCounterWhoseFamilyIsTakenIsUnknown() {
        SampleStore store;
        store.add(onlyNamed("a"), {{firstSample, 1}});
        store.add(onlyNamed("a_total"), {{firstSample, 1}});
        store.add(onlyNamed("b"), {{firstSample, 1}});
        const std::string text =
            openMetricsOf(store, {{.name = "a", .type = "gauge", .help = "", .unit = ""},
                                  {.name = "a_total", .type = "counter", .help = "\\\n", .unit = ""},
                                  {.name = "b", .type = "counter", .help = "", .unit = ""}});
        QCOMPARE(QString::fromStdString(text),
                 QString("# TYPE a gauge\na 1 1800000000\n"
                         "# TYPE a_total unknown\n# HELP a_total \\\\\\n\na_total 1 1800000000\n"
                         "# TYPE b unknown\nb 1 1800000000\n# EOF\n"));
    }

    void everySampleReadsBackBitByBit() {
        SampleStore store;
        std::mt19937_64 random(7);
        for (int series = 0; series < 20; ++series) {
            std::vector<Sample> samples;
            std::int64_t time = firstSample;
            for (int i = 0; i < 500; ++i) {
                time += 1 + static_cast<std::int64_t>(random() % 100'000);
                double value = std::bit_cast<double>(random());
                if (std::isnan(value)) value = std::numeric_limits<double>::quiet_NaN();
                samples.push_back(
                    {time, i % 5 == 0 ? static_cast<double>(random() % 1'000'000) / 1000 : value});
            }
            samples.push_back({time + 1, -0.0});
            samples.push_back({time + 2, std::numeric_limits<double>::infinity()});
            samples.push_back({time + 3, -std::numeric_limits<double>::infinity()});
            samples.push_back({time + 4, std::numeric_limits<double>::denorm_min()});
            store.add(Labels({{"__name__", "m" + std::to_string(series % 3)}, {"n", std::to_string(series)}}),
                      samples);
        }
        RecordedSeries readBack;
        OpenMetricsReader reader(readBack);
        QVERIFY(reader.take(openMetricsOf(store)) && reader.finish());
        SeriesQuery query;
        query.range = allTimes;
        QCOMPARE(samplesDifference(readAll(readBack, query).value(), readAll(store, query).value()),
                 QString());
    }

    void everyMillisecondIsReadAsItself() {
        std::string text;
        std::vector<std::int64_t> times;
        for (const std::int64_t from : {-firstSample, firstSample})
            for (std::int64_t i = 0; i < 20'000; ++i)
                times.push_back(from + i * 37);
        for (const std::int64_t time : times)
            text += "a 1 " + openMetricsTime(time) + "\n";
        RecordedSeries readBack;
        OpenMetricsReader reader(readBack);
        QVERIFY(reader.take(text + "# EOF\n") && reader.finish());
        SeriesQuery query;
        query.range = {-2 * firstSample, 2 * firstSample};
        const auto all = readAll(readBack, query).value();
        QCOMPARE(all.front().samples.size(), times.size());
        for (std::size_t i = 0; i < times.size(); ++i)
            QCOMPARE(all.front().samples[i].timeMilliseconds, times[i]);
    }

    void whatIsUnknownHasNoText() {
        SampleStore store;
        store.add(onlyNamed("a"),
                  {{firstSample, 1}, {firstSample + 1000, staleMarker()}, {firstSample + 2000, 2}});
        QCOMPARE(openMetricsOf(store), std::string("a 1 1800000000\na 2 1800000002\n# EOF\n"));
    }

    void seriesThatDifferByALabelAreNotMixed() {
        SampleStore store;
        store.add(onlyNamed("a"), {{firstSample, 1}});
        store.add(Labels({{"__name__", "a"}, {"b", "c"}}), {{firstSample, 2}});
        QCOMPARE(openMetricsOf(store), std::string("a 1 1800000000\na{b=\"c\"} 2 1800000000\n# EOF\n"));
    }

    void namesThatNeedThemHaveQuotes() {
        SampleStore store;
        store.add(Labels({{"__name__", "a b"}, {"c d", "e"}}), {{firstSample, 1}});
        const std::string text = openMetricsOf(store);
        QCOMPARE(text, std::string("{\"a b\",\"c d\"=\"e\"} 1 1800000000\n# EOF\n"));
        RecordedSeries into;
        OpenMetricsReader reader(into);
        QVERIFY(reader.take(text) && reader.finish());
        QCOMPARE(into.sampleCount(), std::size_t{1});
    }
};

BARO_TEST(OpenMetricsExportTest)
#include "OpenMetricsExportTest.moc"
