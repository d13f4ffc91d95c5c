#include "core/server/Exposition.h"
#include "core/server/NotificationFamilies.h"
#include "core/server/RemoteWriteFamilies.h"

#include <QtTest>

#include "core/model/FamilyBuilder.h"
#include "tests/support/TestMain.h"

using namespace baro;

namespace {

bool all(std::string_view) {
    return true;
}

Frame frameWith(Families families) {
    Frame frame;
    frame.readings.families.zfs = Section<Families>(std::move(families), {});
    return frame;
}

Frame oneSample(const std::string& name, const std::string& labelValue, const std::string& help = "Help") {
    FamilyBuilder families;
    families.add(name, {.kind = MetricKind::Gauge, .help = help, .labelNames = {"what"}}, {labelValue}, 1.5);
    return frameWith(families.take());
}

std::string text(const Frame& frame, ExpositionFormat format = ExpositionFormat::Text) {
    return expositionOf(frame, all, format);
}

}  // namespace

class ExpositionTest : public QObject {
    Q_OBJECT

  private slots:
    void tellsNameHelpTypeAndValue() {
        QCOMPARE(QString::fromStdString(text(oneSample("node_zfs_x", "tank"))),
                 QString("# HELP node_zfs_x Help\n# TYPE node_zfs_x gauge\nnode_zfs_x{what=\"tank\"} 1.5\n"));
    }

    void tellsCatalogRows() {
        Frame frame;
        frame.readings.load = Section<Load>(Load{.oneMinute = 0.25}, {});
        const std::string all = text(frame);
        QVERIFY(all.find("# TYPE node_load1 gauge\nnode_load1 0.25\n") != std::string::npos);
        QVERIFY(all.find("node_cpu_seconds_total") == std::string::npos);
    }

    void tellsHowTheSendingOfAlertsGoes() {
        alerts::AlertmanagerState state;
        state.address = "http://a\"b";
        state.sent = 7;
        state.failed = state.dropped = 2;
        state.waiting = 1;
        const std::string told =
            expositionOf(Frame{}, all, ExpositionFormat::Text, notificationFamilies({state}));
        for (const char* const line :
             {"prometheus_notifications_sent_total{alertmanager=\"http://a\\\"b\"} 7\n",
              "prometheus_notifications_errors_total{alertmanager=\"http://a\\\"b\"} 2\n",
              "prometheus_notifications_dropped_total{alertmanager=\"http://a\\\"b\"} 2\n",
              "prometheus_notifications_queue_length{alertmanager=\"http://a\\\"b\"} 1\n",
              "prometheus_notifications_queue_capacity 10000\n",
              "# TYPE prometheus_notifications_sent_total counter\n"})
            QVERIFY2(told.find(line) != std::string::npos, told.c_str());
        QVERIFY(notificationFamilies({}).families.empty());
    }

    void tellsHowTheRecordIsWritten() {
        remotewrite::DestinationState state;
        state.name = "a:9090";
        state.sent = 7;
        state.dropped = 2;
        state.newest = 1'800'000'000'500;
        state.recorded = 1'800'000'021'000;
        state.missing = 15'000;
        state.problem = "away";
        const std::string told =
            expositionOf(Frame{}, all, ExpositionFormat::Text, remoteWriteFamilies({state}));
        for (const char* const line :
             {"barograph_remote_write_samples_total{destination=\"a:9090\"} 7\n",
              "barograph_remote_write_samples_dropped_total{destination=\"a:9090\"} 2\n",
              "barograph_remote_write_missing_seconds{destination=\"a:9090\"} 15\n",
              "barograph_remote_write_newest_timestamp_seconds{destination=\"a:9090\"} 1800000000.5\n",
              "barograph_remote_write_lag_seconds{destination=\"a:9090\"} 20.5\n",
              "barograph_remote_write_failing{destination=\"a:9090\"} 1\n"})
            QVERIFY2(told.find(line) != std::string::npos, line);
        QVERIFY(remoteWriteFamilies({}).families.empty());
    }

    void whatIsNotKnownOfWritingIsNotTold() {
        const std::string told = expositionOf(Frame{}, all, ExpositionFormat::Text,
                                              remoteWriteFamilies({remotewrite::DestinationState{}}));
        QVERIFY(told.find("missing_seconds") == std::string::npos);
        QVERIFY(told.find("newest_timestamp") == std::string::npos);
    }

    void leavesOutWhatIsNotWanted() {
        Frame frame = oneSample("node_zfs_x", "tank");
        frame.readings.load = Section<Load>(Load{.oneMinute = 0.25}, {});
        const std::string some = expositionOf(
            frame, [](std::string_view name) { return name == "zfs"; }, ExpositionFormat::Text);
        QVERIFY(some.find("node_zfs_x{") != std::string::npos);
        QVERIFY(some.find("node_load1") == std::string::npos);
    }

    void labelValuesNeverBreakIt_data() {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("told");
        QTest::newRow("quote") << QByteArray("a\"b") << QByteArray("a\\\"b");
        QTest::newRow("backslash") << QByteArray("a\\b") << QByteArray("a\\\\b");
        QTest::newRow("line") << QByteArray("a\nb 7\n") << QByteArray("a\\nb 7\\n");
        QTest::newRow("Korean") << QByteArray("한글") << QByteArray("한글");
        QTest::newRow("not UTF-8") << QByteArray("a\xff") << QByteArray("a\xef\xbf\xbd");
    }
    void labelValuesNeverBreakIt() {
        QFETCH(const QByteArray, value);
        QFETCH(const QByteArray, told);
        for (const auto format : {ExpositionFormat::Text, ExpositionFormat::OpenMetrics}) {
            const std::string out = text(oneSample("node_zfs_x", value.toStdString()), format);
            const std::string line = "\nnode_zfs_x{what=\"" + told.toStdString() + "\"} 1.5\n";
            QVERIFY2(out.find(line) != std::string::npos, out.c_str());
        }
    }

    void helpIsOneLine() {
        for (const auto format : {ExpositionFormat::Text, ExpositionFormat::OpenMetrics}) {
            const std::string out = text(oneSample("node_zfs_x", "", "a\nb\\c"), format);
            QVERIFY2(out.find("# HELP node_zfs_x a\\nb\\\\c\n") != std::string::npos, out.c_str());
        }
    }

    void namesThatAreNoneAreLeftOut() {
        for (const char* name : {"", "7up", "a-b", "a b", "a\nb 1", "한글", "a{b=\"c\"}"})
            QCOMPARE(text(oneSample(name, "x")), std::string());
    }

    void aNameOfTheCatalogIsNotTakenOver() {
        Frame frame = oneSample("node_load1", "x");
        QCOMPARE(text(frame), std::string());
    }

    void noFamilyIsToldTwice() {
        FamilyBuilder families;
        const FamilyDescription gauge{.kind = MetricKind::Gauge, .help = "Help", .labelNames = {}};
        families.add("node_zfs_x", gauge, {}, 1);
        Frame frame = frameWith(families.take());
        frame.readings.families.textfile = frame.readings.families.zfs;
        QCOMPARE(QString::fromStdString(text(frame)).count("# TYPE node_zfs_x"), 1);
    }

    void openMetricsNamesCountersWithoutTheirSuffix() {
        FamilyBuilder families;
        const FamilyDescription counter{.kind = MetricKind::Counter, .help = "Help", .labelNames = {}};
        families.add("node_zfs_a_total", counter, {}, 3);
        families.add("node_zfs_b", counter, {}, 4);
        families.add("node_zfs_c", {.kind = MetricKind::Untyped, .help = "Help", .labelNames = {}}, {},
                     std::numeric_limits<double>::infinity());
        QCOMPARE(QString::fromStdString(text(frameWith(families.take()), ExpositionFormat::OpenMetrics)),
                 QString("# HELP node_zfs_a Help\n# TYPE node_zfs_a counter\nnode_zfs_a_total 3\n"
                         "# HELP node_zfs_b Help\n# TYPE node_zfs_b unknown\nnode_zfs_b 4\n"
                         "# HELP node_zfs_c Help\n# TYPE node_zfs_c unknown\nnode_zfs_c +Inf\n# EOF\n"));
    }
};

BARO_TEST(ExpositionTest)
#include "ExpositionTest.moc"
