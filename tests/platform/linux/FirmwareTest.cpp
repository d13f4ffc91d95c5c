#include "platform/linux/Firmware.h"

#include <QtTest>

#include "core/metrics/MetricCatalog.h"
#include "tests/support/FamilyLines.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;
using test::linesOf;

class FirmwareTest : public QObject {
    Q_OBJECT

  private slots:

    void tellsWhatIsReadable() {
        const test::TemporaryTree tree;
        tree.write("class/dmi/id/bios_date", "04/12/2021\n");
        tree.write("class/dmi/id/product_name", "XPS \"13\"\n");
        tree.write("class/dmi/id/sys_vendor", "Dell Inc.\n");
        const auto collector = makeFirmwareCollector({.sysfs = tree.path()});
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(linesOf(*readings.families.dmi),
                 QStringList({"node_dmi_info{04/12/2021,,,,,,,,,,,,,,XPS \"13\",,,,,Dell Inc.} 1"}));
    }

    void isAbsentWithoutTables() {
        const test::TemporaryTree tree;
        const auto collector = makeFirmwareCollector({.sysfs = tree.path()});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(readings.families.dmi.reason().kind, ErrorKind::Absent);
    }

    // node_dmi_info has more labels than any other metric.
    void isToldByTheCatalog() {
        const test::TemporaryTree tree;
        tree.write("class/dmi/id/sys_vendor", "Dell Inc.\n");
        const auto collector = makeFirmwareCollector({.sysfs = tree.path()});
        Frame frame;
        QVERIFY(collector->collect({}, frame.readings));
        struct : SampleSink {
            std::size_t labels = 0;
            void add(std::span<const std::string_view> values, double) override { labels = values.size(); }
        } sink;
        const Metric* metric = findMetric("node_dmi_info");
        QVERIFY(metric != nullptr);
        tell(*metric, frame, sink);
        QCOMPARE(sink.labels, metric->labels.size());
    }
};

BARO_TEST(FirmwareTest)
#include "FirmwareTest.moc"
