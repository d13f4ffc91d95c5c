#include "core/exports/CsvExport.h"

#include <QtTest>
#include <limits>

#include "core/exports/CsvText.h"
#include "core/series/SampleStore.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::exports;

namespace {

constexpr std::int64_t tableStart = 1'800'000'000'000;  // 2027-01-15T08:00:00Z

const GoOn goOnToTheEnd = [](const Progress&) { return true; };

struct Table {
    QString text;
    Exported exported;
};

Table tableOf(const SeriesSource& source, SeriesSelection selection, std::int64_t step = 0) {
    std::string text;
    const std::vector<MetricMetadata> metadata = metadataOf(nullptr);
    const auto written = writeCsv(
        source, selection, step, metadata,
        [&text](std::string_view bytes) {
            text += bytes;
            return Status(Done{});
        },
        goOnToTheEnd);
    return {QString::fromStdString(text), written ? *written : Exported()};
}

SeriesSelection secondsOf(std::int64_t from, std::int64_t to) {
    SeriesSelection selection;
    selection.range = {tableStart + from * 1000, tableStart + to * 1000};
    return selection;
}

Labels metric(const std::string& name, const std::string& device = {}) {
    return Labels({{"__name__", name}, {"device", device}});
}

SampleStore twoSeries() {
    SampleStore store;
    store.add(metric("node_disk_read_bytes_total", "sda"),
              {{tableStart, 1}, {tableStart + 1000, -2.5}, {tableStart + 3000, 4}});
    store.add(metric("node_load1"),
              {{tableStart + 1000, 0.1}, {tableStart + 2000, staleMarker()}, {tableStart + 3250, 7}});
    return store;
}

}  // namespace

class CsvExportTest : public QObject {
    Q_OBJECT

  private slots:
    void oneRowForEachTick() {
        const Table table = tableOf(twoSeries(), secondsOf(0, 10));
        QCOMPARE(table.text,
                 QString("time,\"node_disk_read_bytes_total{device=\"\"sda\"\"} [bytes]\",node_load1\r\n"
                         "2027-01-15T08:00:00.000Z,1,\r\n"
                         "2027-01-15T08:00:01.000Z,-2.5,0.1\r\n"
                         "2027-01-15T08:00:03.000Z,4,\r\n"
                         "2027-01-15T08:00:03.250Z,,7\r\n"));
        QCOMPARE(table.exported.samples, std::uint64_t{5});
        QCOMPARE(table.exported.series, std::uint64_t{2});
    }

    void oneRowForEachStep() {
        // What is unknown at the end of a step is unknown in its row.
        QCOMPARE(tableOf(twoSeries(), secondsOf(0, 4), 2000).text.section("\r\n", 1),
                 QString("2027-01-15T08:00:00.000Z,1,\r\n"
                         "2027-01-15T08:00:02.000Z,-2.5,\r\n"
                         "2027-01-15T08:00:04.000Z,4,7\r\n"));
    }

    void aLongStepReadsWhatItsRowsNeed() {
        SampleStore store;
        constexpr std::int64_t hour = 3'600'000;
        store.add(metric("node_load1"),
                  {{tableStart - hour, 1}, {tableStart + hour - 5, 2}, {tableStart + hour + 5, 3}});
        SeriesSelection selection;
        selection.range = {tableStart, tableStart + 6 * hour};
        QCOMPARE(tableOf(store, selection, 3 * hour).text.section("\r\n", 1),
                 QString("2027-01-15T08:00:00.000Z,1\r\n2027-01-15T11:00:00.000Z,3\r\n"));
    }

    void windowsDoNotShow() {
        SampleStore store;
        std::vector<Sample> samples;
        QString expected;
        for (int i = 0; i < 20'000; ++i) {
            samples.push_back({tableStart + i * 700, i + 0.5});
            expected += QString("%1.%2Z,%3\r\n")
                            .arg(QDateTime::fromMSecsSinceEpoch(tableStart + i * 700, Qt::UTC)
                                     .toString("yyyy-MM-ddTHH:mm:ss"))
                            .arg(i * 700 % 1000, 3, 10, QChar('0'))
                            .arg(i + 0.5);
        }
        store.add(metric("node_load1"), samples);
        QCOMPARE(tableOf(store, secondsOf(0, 20'000)).text.section("\r\n", 1), expected);
    }

    void aLongPauseIsPassedOverQuickly() {
        SampleStore store;
        constexpr std::int64_t day = 86'400'000;
        store.add(metric("node_load1"), {{tableStart, 1}, {tableStart + 20 * day, 2}});
        SeriesSelection selection;
        selection.range = {tableStart, tableStart + 30 * day};
        std::string text;
        int told = 0;
        const auto written = writeCsv(
            store, selection, 0, {},
            [&text](std::string_view bytes) {
                text += bytes;
                return Status(Done{});
            },
            [&told](const Progress&) { return ++told > 0; });
        QVERIFY(written);
        QCOMPARE(QString::fromStdString(text),
                 QString("time,node_load1\r\n2027-01-15T08:00:00.000Z,1\r\n2027-02-04T08:00:00.000Z,2\r\n"));
        QVERIFY2(told < 60, std::to_string(told).c_str());
    }

    void chosenSeriesStandThereOnce() {
        SeriesSelection selection = secondsOf(0, 10);
        selection.selectors = {{{"__name__", LabelMatcher::Kind::Equal, "node_load1"}},
                               {{"__name__", LabelMatcher::Kind::Regex, "node_l.*"}}};
        QCOMPARE(
            tableOf(twoSeries(), selection).text,
            QString("time,node_load1\r\n2027-01-15T08:00:01.000Z,0.1\r\n2027-01-15T08:00:03.250Z,7\r\n"));
    }

    void whatIsNoNumberIsWritten() {
        SampleStore store;
        constexpr double infinity = std::numeric_limits<double>::infinity();
        store.add(metric("a"), {{tableStart, std::nan("")},
                                {tableStart + 1, infinity},
                                {tableStart + 2, -infinity},
                                {tableStart + 3, 1e300}});
        QCOMPARE(tableOf(store, secondsOf(0, 1)).text,
                 QString("time,a\r\n2027-01-15T08:00:00.000Z,NaN\r\n2027-01-15T08:00:00.001Z,Inf\r\n"
                         "2027-01-15T08:00:00.002Z,-Inf\r\n2027-01-15T08:00:00.003Z,1e+300\r\n"));
    }

    void noSpreadsheetTakesTextForAFormula_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("cell");
        QTest::newRow("plain") << QByteArray("a b") << QByteArray("a b");
        QTest::newRow("empty") << QByteArray("") << QByteArray("");
        QTest::newRow("equals") << QByteArray("=1+1") << QByteArray("'=1+1");
        QTest::newRow("plus") << QByteArray("+1") << QByteArray("'+1");
        QTest::newRow("minus") << QByteArray("-1") << QByteArray("'-1");
        QTest::newRow("at") << QByteArray("@SUM(A1)") << QByteArray("'@SUM(A1)");
        QTest::newRow("tab") << QByteArray("\t=1") << QByteArray("'\t=1");
        QTest::newRow("carriage return") << QByteArray("\r=1") << QByteArray("\"'\r=1\"");
        QTest::newRow("with a comma")
            << QByteArray("=HYPERLINK(\"x\",1)") << QByteArray("\"'=HYPERLINK(\"\"x\"\",1)\"");
        QTest::newRow("quote") << QByteArray("a\"b") << QByteArray("\"a\"\"b\"");
        QTest::newRow("newline") << QByteArray("a\nb") << QByteArray("\"a\nb\"");
    }
    void noSpreadsheetTakesTextForAFormula() {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, cell);
        QCOMPARE(QByteArray::fromStdString(csvText(text.toStdString())), cell);
    }

    void endsWhenItIsTold() {
        int told = 0;
        const auto ended = writeCsv(
            twoSeries(), secondsOf(0, 100'000), 0, {}, [](std::string_view) { return Status(Done{}); },
            [&told](const Progress&) { return ++told < 2; });
        QVERIFY(!ended);
        QCOMPARE(ended.error(), cancelled());
        QCOMPARE(told, 2);
    }

    void endsWhenNothingCanBeWritten() {
        const auto ended = writeCsv(
            twoSeries(), secondsOf(0, 10), 0, {}, [](std::string_view) { return Status(failed("full")); },
            goOnToTheEnd);
        QCOMPARE(ended.error().message, std::string("full"));
    }
};

BARO_TEST(CsvExportTest)
#include "CsvExportTest.moc"
