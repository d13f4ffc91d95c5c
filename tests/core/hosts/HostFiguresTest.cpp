#include "core/hosts/HostFigures.h"

#include <QtTest>
#include <cmath>
#include <limits>

#include "core/promql/Parser.h"
#include "tests/support/TestMain.h"

using namespace baro;

namespace {

SampleSeries seriesOf(const char* instance, const char* job, std::vector<Sample> samples) {
    return {Labels({{"instance", instance}, {"job", job}}), std::move(samples)};
}

KnownHost knownHost(const char* instance, const char* job, HostState state = HostState::Up) {
    KnownHost host;
    host.name = "office";
    host.state = state;
    host.target = {instance, job};
    return host;
}

}  // namespace

class HostFiguresTest : public QObject {
    Q_OBJECT

  private slots:
    void theScrapeIntervalIsHowOftenThereAreSamples_data() {
        QTest::addColumn<double>("scrapes");
        QTest::addColumn<int>("milliseconds");
        QTest::newRow("15 s") << 20.0 << 15'000;
        QTest::newRow("one missing") << 19.0 << 15'789;
        QTest::newRow("every second") << 300.0 << 5'000;
        QTest::newRow("two minutes") << 2.0 << 60'000;
        QTest::newRow("none") << 0.0 << 15'000;
        QTest::newRow("no number") << std::nan("") << 15'000;
    }
    void theScrapeIntervalIsHowOftenThereAreSamples() {
        QFETCH(double, scrapes);
        QTEST(int(scrapeIntervalOf(scrapes).count()), "milliseconds");
    }

    void everyQuestionCanBeParsed() {
        for (const HostFigureRow& row : hostFigures()) {
            const std::string text = figureQuery(row.figure, std::chrono::seconds(15));
            QVERIFY2(promql::parse(text).ok(), text.c_str());
        }
        QVERIFY(figureQuery(HostFigure::Cpu, std::chrono::seconds(15)).find("[60000ms]") !=
                std::string::npos);
        QVERIFY(promql::parse(scrapesQuery).ok());
    }

    // A server's user chooses what instances are called.
    void namesAreAskedLiterally() {
        const std::vector<HostTarget> targets{{"a.b:9100", "node"}, {"x|y\"\\", "node"}, {"ü", "node"}};
        const std::string text = lastSeenQuery(targets);
        QVERIFY2(promql::parse(text).ok(), text.c_str());
        QVERIFY2(text.find(R"(a\\.b\\:9100|x\\|y\\\"\\\\|ü)") != std::string::npos, text.c_str());
    }

    void figuresAreFoundByTarget() {
        HostFigures figures;
        figures.takeFigure(HostFigure::Cpu,
                           std::vector{seriesOf("a", "node", {{1, 0.5}}), seriesOf("b", "node", {{1, 0.7}}),
                                       seriesOf("c", "node", {{1, std::nan("")}})});
        QCOMPARE(*figures.standingOf(knownHost("a", "node")).of(HostFigure::Cpu), 0.5);
        QVERIFY(!figures.standingOf(knownHost("a", "other")).of(HostFigure::Cpu));
        QVERIFY(!figures.standingOf(knownHost("c", "node")).of(HostFigure::Cpu));
        QVERIFY(!figures.standingOf(knownHost("a", "node")).of(HostFigure::Memory));
        // The next answer has b no more.
        figures.takeFigure(HostFigure::Cpu, std::vector{seriesOf("a", "node", {{1, 0.6}})});
        QVERIFY(!figures.standingOf(knownHost("b", "node")).of(HostFigure::Cpu));
    }

    // A machine with a Barograph and a node_exporter is one host.
    void whatTheFirstTargetLacksTheOthersHave() {
        KnownHost host = knownHost("a:1", "barograph");
        host.others = {{"a:2", "node"}};
        HostFigures figures;
        figures.takeFigure(HostFigure::Load, std::vector{seriesOf("a:1", "barograph", {{1, 1}}),
                                                         seriesOf("a:2", "node", {{1, 2}})});
        figures.takeFigure(HostFigure::Disk, std::vector{seriesOf("a:2", "node", {{1, 0.25}})});
        QCOMPARE(*figures.standingOf(host).of(HostFigure::Load), 1.0);
        QCOMPARE(*figures.standingOf(host).of(HostFigure::Disk), 0.25);
    }

    void alertsOfAllItsTargetsCount() {
        KnownHost host = knownHost("a:1", "barograph");
        host.others = {{"a:2", "node"}, {"a:2", "again"}};
        HostFigures figures;
        QVERIFY(!figures.standingOf(host).of(HostFigure::Alerts));
        figures.takeFigure(
            HostFigure::Alerts,
            std::vector{seriesOf("a:1", "barograph", {{1, 1}}), seriesOf("a:2", "node", {{1, 2}}),
                        seriesOf("a:2", "", {{1, 4}}), seriesOf("b", "node", {{1, 8}})});
        QCOMPARE(*figures.standingOf(host).of(HostFigure::Alerts), 7.0);
    }

    void trendsHaveGapsWhereNothingIsKnown() {
        const TrendGrid grid = trendGrid(100'500, std::chrono::seconds(90), std::chrono::seconds(30));
        QCOMPARE(grid.first, 0);
        QCOMPARE(grid.count, 4U);
        HostFigures figures;
        // One before the grid and one after it are not of it.
        figures.takeTrend(
            HostFigure::Cpu, grid,
            std::vector{seriesOf("a", "node", {{-30'000, 9}, {0, 0.1}, {60'000, 0.3}, {120'000, 9}})});
        TrendGrid early = grid;
        early.first = -60'000;  // far from the last of all times
        HostFigures far;
        far.takeTrend(HostFigure::Cpu, early,
                      std::vector{seriesOf("a", "node", {{std::numeric_limits<std::int64_t>::max(), 9}})});
        QVERIFY(std::isnan(far.trendOf(knownHost("a", "node"), HostFigure::Cpu)[0]));
        const auto trend = figures.trendOf(knownHost("a", "node"), HostFigure::Cpu);
        QCOMPARE(trend.size(), 4U);
        QCOMPARE(trend[0], 0.1);
        QVERIFY(std::isnan(trend[1]) && std::isnan(trend[3]));
        QCOMPARE(trend[2], 0.3);
        QVERIFY(figures.trendOf(knownHost("b", "node"), HostFigure::Cpu).empty());
        QVERIFY(figures.trendOf(knownHost("a", "node"), HostFigure::Memory).empty());
    }

    void aHostThatIsDownHasAReasonAndATime() {
        HostFigures figures;
        const KnownHost host = knownHost("a", "node", HostState::Down);
        figures.takeLastSeen(std::vector{seriesOf("a", "node", {{1, 1'700'000'000.25}})});
        QCOMPARE(*figures.lastSeen(host), 1'700'000'000'250);
        QVERIFY(figures.problemOf(host).empty());
        const std::vector<prometheus::ServerTarget> targets{
            {Labels({{"instance", "a"}, {"job", "node"}}), false, "refused"},
            {Labels({{"instance", "b"}, {"job", "node"}}), true, ""}};
        figures.takeTargets(targets);
        QCOMPARE(figures.problemOf(host), std::string_view("refused"));
        QVERIFY(figures.problemOf(knownHost("b", "node")).empty());
        QVERIFY(figures.standingOf(host).isDown);
    }
};

BARO_TEST(HostFiguresTest)
#include "HostFiguresTest.moc"
