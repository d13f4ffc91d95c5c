#include "core/hosts/HostExpression.h"

#include <QtTest>

#include "tests/core/hosts/ScrapedStore.h"
#include "tests/core/hosts/ToldMachine.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::test;

namespace {

const HostTarget office{"office:9100", "node", {}, true};
const HostTarget plainOffice{"office:9100", "node", {}, false};

// Half a minute of the demo: as this machine has it, as a server has it among other hosts and jobs, and as a
// server has it that scrapes only a node_exporter there.
struct HalfMinute {
    SampleStore local;
    SampleStore remote;
    SampleStore plain;
    promql::Steps steps;

    HalfMinute() {
        DemoMachine machine;
        ScrapedSeries scrapes;
        Frame before;
        for (int second = 0; second < 30; ++second) {
            Frame frame = demoFrame(machine);
            frame.rates = deriveRates(before, frame.readings, frame.takenAt);
            scrapes.add(Scraped(frame, timeOf(frame)).samples());
            before = std::move(frame);
        }
        const Pairs atOffice{{"instance", "office:9100"}, {"job", "node"}};
        const Pairs atAttic{{"instance", "attic:9100"}, {"job", "node"}};
        scrapes.fill(local, {});
        scrapes.fill(remote, atOffice);
        scrapes.fill(remote, atAttic, 1.5);
        scrapes.fill(remote, {{"instance", "office:9100"}, {"job", "barograph"}}, 2);
        scrapes.fill(plain, atOffice, 1, "barograph_");
        scrapes.fill(plain, atAttic, 1.5, "barograph_");
        const std::int64_t end = timeOf(before);
        steps = {end - 10'000, end, 1000};
    }
};

const HalfMinute& halfMinute() {
    static const HalfMinute one;
    return one;
}

QByteArray shown(const std::map<std::string, std::vector<std::string>>& answer) {
    QByteArray text;
    for (const auto& [labels, values] : answer) {
        text += QByteArray::fromStdString(labels) + ':';
        for (const std::string& value : values)
            text += ' ' + QByteArray::fromStdString(value);
        text += '\n';
    }
    return text;
}

}  // namespace

class HostExpressionTest : public QObject {
    Q_OBJECT

  private slots:
    void givesWhatTheMachineItselfGives_data() {
        QTest::addColumn<QByteArray>("expression");
        for (const char* const text :
             {"node_load1",
              "barograph_cpu_busy_ratio",
              "sum(rate(node_disk_read_bytes_total[5s]))",
              "avg(rate(node_cpu_seconds_total{mode=\"user\"}[5s]))",
              "sum by (cpu) (rate(node_cpu_seconds_total{mode!~\"idle|iowait\"}[5s]))",
              "1 - avg without (cpu) (rate(node_cpu_seconds_total{mode=\"idle\"}[5s]))",
              "rate(node_network_receive_bytes_total[5s]) * 8",
              "1 - node_filesystem_avail_bytes / node_filesystem_size_bytes > 0.5 unless "
              "node_filesystem_readonly == 1",
              "barograph_battery_charge_ratio < 2 unless on () max(node_power_supply_online) == 1",
              "sum by (instance) (node_load1)",
              "sum by (instance, device) (node_disk_io_now)",
              "node_load1 / on (instance) group_left () count by (instance) "
              "(node_cpu_seconds_total{mode=\"idle\"})",
              "topk(2, node_memory_MemFree_bytes or node_memory_MemTotal_bytes)",
              "max_over_time(sum(node_load1)[10s:2s])",
              "node_load1 offset 5s",
              "node_load1 @ end()",
              "count(node_cpu_seconds_total)",
              "scalar(node_load1) + node_load5",
              "absent(nothing_such)",

              "quantile(0.9, rate(node_cpu_seconds_total[10s]))",
              "rate(barograph_application_cpu_seconds_total[5s])",
              "predict_linear(node_filesystem_avail_bytes[20s], 60)",
              "time() - node_boot_time_seconds"})
            QTest::newRow(text) << QByteArray(text);
    }
    void givesWhatTheMachineItselfGives() {
        QFETCH(const QByteArray, expression);
        const std::string here = expression.toStdString();
        const auto there = expressionFor(here, office, "5s");
        QVERIFY(there.ok());
        auto local = answerOf(here, halfMinute().local, halfMinute().steps);
        QVERIFY(!local.empty());
        auto remote = answerOf(*there, halfMinute().remote, halfMinute().steps);
        QCOMPARE(shown(remote), shown(local));
    }

    // Exactly, where the demo tells both from one source; rates are of the last seconds, not of one.
    void standInsGiveWhatBarographGives_data() {
        QTest::addColumn<QByteArray>("expression");
        for (const char* const text :
             {"barograph_memory_bytes{part=\"used\"}", "barograph_memory_bytes{part=\"cached\"}",
              "barograph_memory_bytes{part=\"buffers\"}", "barograph_memory_bytes{part=\"free\"}",
              "barograph_memory_bytes", "sum(barograph_memory_bytes)", "barograph_memory_used_ratio",
              "max_over_time(barograph_memory_used_ratio[10s:1s])", "barograph_memory_used_ratio offset 3s",
              "barograph_swap_used_bytes", "max(barograph_sensor_temperature_celsius)",
              "count(barograph_sensor_temperature_celsius)",
              "sum by (label) (barograph_sensor_temperature_celsius)",
              "sum by (label) (barograph_sensor_fan_rpm)", "barograph_battery_charge_ratio",
              "1 - barograph_memory_used_ratio ^ 2"})
            QTest::newRow(text) << QByteArray(text);
    }
    void standInsGiveWhatBarographGives() {
        QFETCH(const QByteArray, expression);
        const std::string here = expression.toStdString();
        const auto there = expressionFor(here, plainOffice, "5s");
        QVERIFY(there.ok());
        QCOMPARE(shown(answerOf(*there, halfMinute().plain, halfMinute().steps)),
                 shown(answerOf(here, halfMinute().local, halfMinute().steps)));
    }

    void standInsOfRatesAreNear_data() {
        QTest::addColumn<QByteArray>("barograph");
        QTest::addColumn<QByteArray>("mean");
        QTest::newRow("busy") << QByteArray("barograph_cpu_busy_ratio")
                              << QByteArray("avg_over_time(barograph_cpu_busy_ratio[5s])");
        QTest::newRow("energy") << QByteArray("barograph_energy_watts")
                                << QByteArray("avg_over_time(barograph_energy_watts[5s])");
    }
    void standInsOfRatesAreNear() {
        QFETCH(const QByteArray, barograph);
        QFETCH(const QByteArray, mean);
        const auto there = expressionFor(barograph.toStdString(), plainOffice, "6s");
        const auto got = answerOf("sum(" + *there + ")", halfMinute().plain, halfMinute().steps);
        const auto wanted =
            answerOf("sum(" + mean.toStdString() + ")", halfMinute().local, halfMinute().steps);
        QCOMPARE(got.size(), std::size_t{1});
        const double one = std::stod(got.begin()->second.back());
        const double other = std::stod(wanted.begin()->second.back());
        QVERIFY2(std::abs(one - other) < 0.02 * std::abs(other),
                 qPrintable(QString("%1 %2").arg(one).arg(other)));
    }

    // Sensors have the labels that legends show: the driver's names.
    void standInsHaveTheLabelsOfLegends() {
        const auto there = expressionFor("barograph_sensor_temperature_celsius", plainOffice, "5s");
        SampleStore store;
        for (const auto& [name, labels] : std::vector<std::pair<std::string, Pairs>>{
                 {"node_hwmon_temp_celsius", {{"chip", "pci_1"}, {"sensor", "temp1"}}},
                 {"node_hwmon_temp_celsius", {{"chip", "pci_1"}, {"sensor", "temp2"}}},
                 {"node_hwmon_temp_celsius", {{"chip", "board"}, {"sensor", "temp1"}}},
                 {"node_hwmon_sensor_label", {{"chip", "pci_1"}, {"sensor", "temp1"}, {"label", "Tctl"}}},
                 {"node_hwmon_chip_names", {{"chip", "pci_1"}, {"chip_name", "k10temp"}}},
                 {"node_thermal_zone_temp", {{"type", "acpitz"}, {"zone", "0"}}}}) {
            const HostSample one = hostSample(name, 1, 1000, labels);
            store.add(*one.labels, {one.sample});
        }
        const auto answer = answerOf(*there, store, promql::Steps::instant(1000));
        QCOMPARE(shown(answer),
                 QByteArray("{chip=\"board\", identity=\"board:temp1\", label=\"temp1\"}: 1\n"
                            "{chip=\"k10temp\", identity=\"pci_1:temp1\", label=\"Tctl\"}: 1\n"
                            "{chip=\"k10temp\", identity=\"pci_1:temp2\", label=\"temp2\"}: 1\n"));
    }

    void zonesStandWhereThereIsNoChip() {
        const auto there = expressionFor("barograph_sensor_temperature_celsius", plainOffice, "5s");
        SampleStore store;
        const HostSample zone =
            hostSample("node_thermal_zone_temp", 40, 1000, {{"type", "soc"}, {"zone", "0"}});
        store.add(*zone.labels, {zone.sample});
        QCOMPARE(shown(answerOf(*there, store, promql::Steps::instant(1000))),
                 QByteArray("{chip=\"thermal_zone\", identity=\"thermal_zone:soc:0\", label=\"soc\"}: 40\n"));
    }

    void whatOnlyBarographTellsStaysAsItIs() {
        const auto text = expressionFor("barograph_application_processes", plainOffice, "1m");
        QCOMPARE(QByteArray::fromStdString(*text),
                 QByteArray("barograph_application_processes{instance=\"office:9100\",job=\"node\"}"));
        // Of some chip alone nothing stands in: its name is not a label there.
        QVERIFY(expressionFor("barograph_sensor_fan_rpm{chip=\"nct6779\"}", plainOffice, "1m")
                    ->starts_with("barograph_sensor_fan_rpm{"));
    }

    void targetsMayNeedMoreLabels() {
        const HostTarget target{"office:9100", "node", {{"site", LabelMatcher::Kind::Equal, "east"}}, true};
        QCOMPARE(QByteArray::fromStdString(*expressionFor("x", target, "1m")),
                 QByteArray("x{instance=\"office:9100\",job=\"node\",site=\"east\"}"));
        QCOMPARE(QByteArray::fromStdString(samplesQuery(target)),
                 QByteArray("{instance=\"office:9100\",job=\"node\",site=\"east\"}[5m]"));
    }

    void whatIsNoPromQlIsRefused() {
        QVERIFY(!expressionFor("sum(", office, "1m"));
        QVERIFY(!expressionFor("x", office, "1 banana"));
        QVERIFY(!expressionFor("x", office, "5m]) or vector(1) or (y[5m"));
    }
};

BARO_TEST(HostExpressionTest)
#include "HostExpressionTest.moc"
