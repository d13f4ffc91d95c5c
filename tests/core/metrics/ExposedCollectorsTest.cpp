#include "core/metrics/ExposedCollectors.h"

#include <QtTest>
#include <set>

#include "core/metrics/MetricCatalog.h"
#include "tests/support/TestMain.h"

using namespace baro;

class ExposedCollectorsTest : public QObject {
    Q_OBJECT

  private slots:
    void everyRowOfTheCatalogBelongsToOne() {
        for (const Metric& metric : metricCatalog())
            QVERIFY2(findExposedCollector(metric.collector) != nullptr, metric.name.data());
    }

    void wideOnesAreOffByDefault() {
        const CollectorChoice choice;
        for (const char* name : {"cpu", "meminfo", "barograph", "zfs"})
            QVERIFY2(choice.isOn(name), name);
        for (const char* name : {"interrupts", "systemd", "processes", "nonsense", ""})
            QVERIFY2(!choice.isOn(name), name);
    }

    void changesWhatIsOn() {
        const auto choice = CollectorChoice::parse(" +interrupts, -zfs ,");
        QVERIFY(choice);
        QVERIFY(choice->isOn("interrupts"));
        QVERIFY(!choice->isOn("zfs"));
        QVERIFY(choice->isOn("cpu"));
    }

    void allIsEveryOne() {
        const auto choice = CollectorChoice::parse("all");
        for (const ExposedCollector& collector : exposedCollectors())
            QVERIFY(choice->isOn(collector.name));
    }

    void refusesWhatItDoesNotKnow() {
        const auto unknown = CollectorChoice::parse("+\x1b[31m");
        QVERIFY(!unknown);
        QVERIFY(unknown.error().message.find('\x1b') == std::string::npos);
        QVERIFY(unknown.error().message.find("meminfo") != std::string::npos);
        QVERIFY(!CollectorChoice::parse("cpu"));
        QVERIFY(!CollectorChoice::parse("+"));
        QVERIFY(!CollectorChoice::parse("all,-cpu"));
    }
};

BARO_TEST(ExposedCollectorsTest)
#include "ExposedCollectorsTest.moc"
