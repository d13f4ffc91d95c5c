#include "core/hosts/HostOverview.h"

#include <QtTest>
#include <limits>

#include "core/pages/ExpressionText.h"
#include "core/promql/Engine.h"
#include "core/promql/Parser.h"
#include "core/series/SampleStore.h"
#include "tests/core/hosts/HostSamples.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::test;

namespace {

constexpr std::int64_t scrape = 15'000;
constexpr int scrapeCount = 6;

std::string filledIn(std::string_view expression) {
    return withVariables(expression, {{std::string(intervalVariable), "1m"}});
}

// Scrapes of the fixture, from one to the next of which counters of time rise by a few seconds.
SampleStore scrapedAgain() {
    SampleStore store;
    for (HostSample& one : scrapeOfFile(BARO_FIXTURES "/hosts/node_exporter.prom", 0)) {
        const bool isIdle = one.labels->value("mode") == "idle";
        const bool isPressure = one.labels->metric() == "node_pressure_io_waiting_seconds_total";
        const double rise = isIdle ? 6 : isPressure ? 3 : 0;
        std::vector<Sample> samples;
        for (int number = 0; number < scrapeCount; ++number)
            samples.push_back({number * scrape, one.sample.value + number * rise});
        store.add(*one.labels, std::move(samples));
    }
    const HostSample alert = hostSample("ALERTS", 1, 0, {{"alertstate", "firing"}, {"alertname", "A"}});
    store.add(*alert.labels, {alert.sample});
    return store;
}

HostStanding host(const char* name, std::vector<std::pair<HostFigure, double>> figures = {},
                  bool isDown = false) {
    HostStanding standing{name, isDown, {}};
    for (const auto& [figure, value] : figures)
        standing.figures[static_cast<std::size_t>(figure)] = value;
    return standing;
}

}  // namespace

class HostOverviewTest : public QObject {
    Q_OBJECT

  private slots:
    void everyFigureIsAskedByInstanceAndJob_data() {
        QTest::addColumn<int>("figure");
        QTest::addColumn<double>("value");
        const auto row = [](const char* name, HostFigure figure, double value) {
            QTest::newRow(name) << int(figure) << value;
        };
        row("cpu", HostFigure::Cpu, 0.6);
        row("memory", HostFigure::Memory, 1 - 2.4670162944e10 / 2.5276514304e10);
        row("filesystem", HostFigure::Filesystem, 8e10 / 9.5e10);
        row("disk", HostFigure::Disk, 0);
        row("network", HostFigure::Network, 0);
        row("temperature", HostFigure::Temperature, 55);
        row("pressure", HostFigure::Pressure, 0.2);
        row("load", HostFigure::Load, 0.41);
        row("uptime", HostFigure::Uptime, 1.795330897639593e9 - 1.795328694e9);
        row("alerts", HostFigure::Alerts, 1);
    }
    void everyFigureIsAskedByInstanceAndJob() {
        QFETCH(int, figure);
        QFETCH(double, value);
        const HostFigureRow& row = hostFigures()[std::size_t(figure)];
        QCOMPARE(int(row.figure), figure);
        const promql::Parsed parsed = promql::parse(filledIn(row.expression));
        QVERIFY2(parsed.ok(), parsed.ok() ? "" : parsed.error().message.c_str());
        const SampleStore store = scrapedAgain();
        const auto outcome =
            promql::Engine().instant(*parsed.expression(), store, (scrapeCount - 1) * scrape);
        QVERIFY2(outcome.ok(), outcome.ok() ? "" : outcome.error().message.c_str());
        QCOMPARE(outcome.result().series.size(), std::size_t{1});
        QVERIFY(outcome.result().series[0].labels == Labels({{"instance", "office:9100"}, {"job", "node"}}));
        QVERIFY2(std::abs(outcome.result().series[0].values[0] - value) < 1e-6 * std::max(1.0, value),
                 qPrintable(QString::number(outcome.result().series[0].values[0])));
    }

    void concernsLieBetweenNoneAndAll_data() {
        QTest::addColumn<int>("figure");
        QTest::addColumn<double>("value");
        QTest::addColumn<double>("concern");
        const auto row = [](const char* name, HostFigure figure, double value, double concern) {
            QTest::newRow(name) << int(figure) << value << concern;
        };
        row("idle", HostFigure::Cpu, 0.1, 0.0);
        row("half way", HostFigure::Cpu, 0.85, 0.5);
        row("full", HostFigure::Filesystem, 1.0, 1.0);
        row("beyond", HostFigure::Temperature, 140, 1.0);
        row("never one", HostFigure::Network, 1e12, 0.0);
        row("unknown", HostFigure::Memory, std::numeric_limits<double>::quiet_NaN(), 0.0);
    }
    void concernsLieBetweenNoneAndAll() {
        QFETCH(int, figure);
        QFETCH(double, value);
        QFETCH(double, concern);
        QVERIFY(std::abs(concernOf(HostFigure(figure), value) - concern) < 1e-9);
    }

    void theWorstComesFirst() {
        using enum HostFigure;
        const std::vector<HostStanding> hosts{
            host("b nothing known"),
            host("a nothing known"),
            host("b quiet", {{Cpu, 0.1}}),
            host("a quiet", {{Cpu, 0.2}}),
            host("warm", {{Cpu, 0.85}}),
            host("warm and full", {{Cpu, 0.85}, {Memory, 0.85}}),
            host("hot", {{Temperature, 99}}),
            host("one alert", {{Alerts, 1}}),
            host("two alerts", {{Alerts, 2}}),
            host("down", {}, true),
            host("not a number", {{Cpu, std::numeric_limits<double>::quiet_NaN()}})};
        QStringList names;
        for (const std::size_t place : worstFirst(hosts))
            names << QString::fromStdString(hosts[place].name);
        QCOMPARE(names,
                 (QStringList{"down", "two alerts", "one alert", "hot", "warm and full", "warm", "a quiet",
                              "b quiet", "a nothing known", "b nothing known", "not a number"}));
        QVERIFY(worstFirst({}).empty());
    }
};

BARO_TEST(HostOverviewTest)
#include "HostOverviewTest.moc"
