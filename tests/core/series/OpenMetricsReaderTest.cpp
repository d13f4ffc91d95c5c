#include "core/series/OpenMetricsReader.h"

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro;

namespace {

constexpr TimeRange allOfIt{-1'000'000'000'000'000, 1'000'000'000'000'000};

Status read(std::string_view text, RecordedSeries& into, std::size_t piece = 1000) {
    OpenMetricsReader reader(into);
    for (; !text.empty(); text.remove_prefix(std::min(piece, text.size())))
        if (Status taken = reader.take(text.substr(0, piece)); !taken) return taken;
    return reader.finish();
}

std::vector<SampleSeries> seriesOf(std::string_view text, std::size_t piece = 1000) {
    RecordedSeries series;
    if (!read(text, series, piece)) return {};
    return readAll(series, {{}, allOfIt}).value();
}

}  // namespace

class OpenMetricsReaderTest : public QObject {
    Q_OBJECT

  private slots:
    void readsSamplesHoweverTheyAreCut_data() {
        QTest::addColumn<int>("piece");
        QTest::newRow("bytes") << 1;
        QTest::newRow("sevens") << 7;
        QTest::newRow("whole") << 1000;
    }
    void readsSamplesHoweverTheyAreCut() {
        QFETCH(const int, piece);
        const auto all = seriesOf(
            "# TYPE a counter\n# HELP a Some.\na_total{x=\"1\"} 1 10.5\na_total{x=\"2\"} 2 "
            "10.5\na_total{x=\"1\"} +Inf 11.5\nb NaN -1\n# EOF\n",
            static_cast<std::size_t>(piece));
        QCOMPARE(all.size(), std::size_t{3});
        QVERIFY(all[0].labels.metric() == "a_total");
        QCOMPARE(all[0].samples.size(), std::size_t{2});
        QCOMPARE(all[0].samples[0].timeMilliseconds, 10'500LL);
        QCOMPARE(all[0].samples[1].value, std::numeric_limits<double>::infinity());
        QCOMPARE(all[2].samples[0].timeMilliseconds, -1000LL);
        QVERIFY(std::isnan(all[2].samples[0].value) && !isStaleMarker(all[2].samples[0].value));
    }

    void readsLabels_data() {
        QTest::addColumn<QByteArray>("series");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("none") << QByteArray("up") << QByteArray("up");
        QTest::newRow("empty") << QByteArray("up{}") << QByteArray("up");
        QTest::newRow("escapes") << QByteArray("a{b=\"\\\"}\\\\\\n\"}")
                                 << QByteArray("a{b=\"\\\"}\\\\\\n\"}");
        QTest::newRow("comma at the end") << QByteArray("a{b=\"c\",}") << QByteArray("a{b=\"c\"}");
        QTest::newRow("name in quotes") << QByteArray("{\"a.b\",c=\"d\"}") << QByteArray("a.b{c=\"d\"}");
        QTest::newRow("label in quotes") << QByteArray("a{\"b c\"=\"d\"}") << QByteArray("a{b c=\"d\"}");
    }
    void readsLabels() {
        QFETCH(const QByteArray, series);
        QFETCH(const QByteArray, text);
        const auto all = seriesOf((series + " 1 1\n# EOF\n").toStdString());
        QCOMPARE(all.size(), std::size_t{1});
        QCOMPARE(QByteArray::fromStdString(toString(all[0].labels)), text);
    }

    void refusesWithTheLine_data() {
        QTest::addColumn<QByteArray>("line");
        for (const char* line :
             {"a 1", "a x 1", "a 1 x", "a 1 1 1", "a{b=\"c\" 1 1", "a{b} 1 1", "a{b=c} 1 1", "{c=\"d\"} 1 1",
              "a{=\"c\"} 1 1", "a", " 1 1", "a 1e999 1", "a 1 1e300"})
            QTest::newRow(line) << QByteArray(line);
    }
    void refusesWithTheLine() {
        QFETCH(const QByteArray, line);
        RecordedSeries series;
        const Status status = read(("b 1 1\n" + line + "\n# EOF\n").toStdString(), series);
        QVERIFY(!status);
        QVERIFY2(status.error().message.starts_with("line 2: "), status.error().message.c_str());
    }

    void anExemplarIsLeftAside() {
        const auto all = seriesOf("a_bucket{le=\"1\"} 1 5 # {trace=\"x\"} 0.5 4.9\n# EOF\n");
        QCOMPARE(all.at(0).samples.at(0).timeMilliseconds, 5000LL);
    }

    void timeThatGoesBackIsRefused() {
        RecordedSeries series;
        QVERIFY(!read("a 1 2\na 1 1\n# EOF\n", series));
    }

    void aTextThatIsCutIsRefused() {
        RecordedSeries series;
        const Status status = read("a 1 1\n", series);
        QVERIFY(!status);
        QVERIFY(status.error().message.find("# EOF") != std::string::npos);
        QVERIFY(!read("a 1 1\n# EOF\na 1 2\n", series));
    }

    void longSeriesComeBackWhole() {
        RecordedSeries series;
        const auto id =
            series.idOf(Labels(std::vector<std::pair<std::string, std::string>>{{"__name__", "m"}}));
        for (int i = 0; i < 1000; ++i)
            QVERIFY(series.add(id, {i * 1000LL + i % 7, i * 0.1}));
        series.finish();
        const auto all = readAll(series, {{}, {10'000, 900'000}});
        QCOMPARE(all->size(), std::size_t{1});
        QCOMPARE(all->front().samples.size(), std::size_t{890});
        QCOMPARE(all->front().samples.front().timeMilliseconds, 10'003LL);
        SeriesQuery newest{{}, {0, 500'000}};
        newest.newestOnly = true;
        QCOMPARE(readAll(series, newest)->at(0).samples.at(0).timeMilliseconds, 499'002LL);
        QCOMPARE(series.series({{}, {2'000'000, 3'000'000}})->size(), std::size_t{0});
        QVERIFY(series.extent() == (TimeRange{0, 999'005}));
    }

    void describesMetrics() {
        RecordedSeries series;
        OpenMetricsReader reader(series);
        QVERIFY(reader.take("# TYPE a gauge\n# HELP a One\\ntwo.\n# UNIT a bytes\n# other\n# EOF\n"));
        QVERIFY(reader.finish());
        QCOMPARE(reader.descriptions().size(), std::size_t{3});
        QVERIFY(reader.descriptions()[1].text == "One\ntwo.");
    }
};

BARO_TEST(OpenMetricsReaderTest)
#include "OpenMetricsReaderTest.moc"
