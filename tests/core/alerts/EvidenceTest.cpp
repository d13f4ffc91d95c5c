#include <QTest>
#include <cmath>
#include <limits>

#include "core/alerts/AlertEvidence.h"
#include "core/alerts/EvidenceJson.h"
#include "core/alerts/EvidenceKeeper.h"
#include "core/base/Json.h"
#include "core/rules/RuleComparison.h"
#include "tests/core/alerts/RuleSupport.h"
#include "tests/support/FakeClock.h"
#include "tests/support/ProcessFrames.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::alerts;

namespace {

constexpr std::int64_t begin = 1'700'000'000'000;

std::string compared(const std::string& expression) {
    const RuleFile file = oneAlert("expr: '" + expression + "'");
    const RuleDefinition& rule = file.groups.at(0).rules.at(0);
    const auto comparison = comparisonOf(*rule.parsed);
    if (!comparison) return "nothing";
    const auto text = [&rule](const promql::Expression& part) {
        return rule.expression.substr(part.at.from, part.at.to - part.at.from);
    };
    return text(*comparison->series) + " " + std::string(comparison->sign) + " " + text(*comparison->limit);
}

// A rule over "x" with the label device, which goes above 5 at the 40th of its evaluations, 15 s apart.
struct Witnessed {
    explicit Witnessed(const std::string& fields = "expr: x * 2 > 5 + 5, labels: {severity: critical}",
                       EvidenceSettings settings = {})
        : keeper(
              engine, world.store, clock, [this](const AlertEvidence& each) { kept.push_back(each); },
              settings) {
        engine.setFiles({oneAlert(fields)});
        engine.setRestored();
    }

    void evaluate(std::int64_t time, double value) {
        for (const char* device : {"sda", "sdb"})
            world.write("x", device[2] == 'a' ? value : 1, time, {{"device", device}});
        engine.evaluate(world.evaluation, time);
    }
    std::int64_t run() {
        std::int64_t time = begin;
        for (int i = 0; i < 40; ++i, time += 15 * second)
            evaluate(time, i);
        return time;
    }
    static FramePtr frameAfter(std::chrono::seconds passed, bool hasRates = true) {
        Frame frame =
            test::processFrame({{.pid = 7, .name = "idle", .cpu = 0.01},
                                {.pid = 8, .name = "<b>hog</b>\x1b[31m", .cpu = 1.9, .user = "eve"}});
        for (Nanoseconds* const time : {&frame.takenAt.wall, &frame.takenAt.monotonic, &frame.takenAt.boot})
            *time += passed;
        if (!hasRates) frame.rates.processes.reset();
        Pressure pressure;
        pressure.memory = PressureOfResource{PressureLine{0.25, 0, 0, 0}, std::nullopt};
        frame.readings.pressure = Section<Pressure>(pressure, frame.takenAt);
        Host host;
        host.name = "desk";
        frame.readings.host = Section<Host>(host, frame.takenAt);
        return std::make_shared<const Frame>(std::move(frame));
    }

    RuleWorld world;
    AlertEngine engine;
    test::FakeClock clock;
    std::vector<AlertEvidence> kept;
    EvidenceKeeper keeper;
};

}  // namespace

class EvidenceTest : public QObject {
    Q_OBJECT

  private slots:
    void findsWhatIsComparedWithWhat() {
        QCOMPARE(compared("x > 5"), std::string("x > 5"));
        QCOMPARE(compared("(rate(x[5m]) / y >= 0.5)"), std::string("rate(x[5m]) / y >= 0.5"));
        QCOMPARE(compared("5 < x"), std::string("x > 5"));
        QCOMPARE(compared("(x < 0.1 and y == 0) unless z"), std::string("x < 0.1"));
        QCOMPARE(compared("x > y * 2"), std::string("x > y * 2"));
        QCOMPARE(compared("x > bool 5"), std::string("nothing"));
        QCOMPARE(compared("absent(x)"), std::string("nothing"));
        QCOMPARE(compared("x > 1 or y > 1"), std::string("nothing"));
    }

    void keepsTheValuesAroundTheCrossing() {
        Witnessed world;
        world.evaluate(begin - 15 * second, 0);
        const std::int64_t end = world.run();
        world.keeper.gather();
        QCOMPARE(world.kept.size(), std::size_t{1});
        const AlertEvidence& evidence = world.kept.front();
        const std::int64_t firedAt = begin + 6 * 15 * second;
        QVERIFY(firedAt < end);
        QCOMPARE(evidence.firedAt, firedAt);
        QCOMPARE(evidence.value, 12.0);
        const EvidenceValues& values = evidence.values;
        QCOMPARE(values.expression, std::string("x * 2"));
        QCOMPARE(values.sign, std::string(">"));
        QVERIFY(values.limit && *values.limit == 10);
        QVERIFY(values.values.size() <= mostEvidenceValues && values.values.size() > 100);
        QCOMPARE(values.time(values.values.size() - 1), firedAt);
        QVERIFY(values.from <= firedAt - 9 * minute);
        // Of the device that it fired for, and nothing before that was there.
        QCOMPARE(values.values.back(), std::optional(12.0));
        QCOMPARE(values.values.front(), std::optional<double>());
    }

    void keepsWhoDidItAndWhere() {
        Witnessed world("expr: node_load1 > 5 or x > 5, labels: {subject: cpu}");
        world.keeper.offer(Witnessed::frameAfter(std::chrono::seconds(0), false));
        world.keeper.offer(Witnessed::frameAfter(std::chrono::seconds(8)));
        world.run();
        world.keeper.gather();
        QCOMPARE(world.kept.size(), std::size_t{1});
        const AlertEvidence& evidence = world.kept.front();
        QCOMPARE(evidence.processes.size(), std::size_t{2});
        QCOMPARE(evidence.processes.front().pid, 8);
        QCOMPARE(evidence.processes.front().user, std::string("eve"));
        QCOMPARE(evidence.processes.front().cpu, std::optional(1.9));
        QCOMPARE(evidence.pressure.memorySome, std::optional(0.25));
        QVERIFY(!evidence.pressure.ioFull);
        QCOMPARE(evidence.host, std::string("desk"));
        QCOMPARE(evidence.moment, begin + 8 * second);
    }

    void isFoundByItsLabelsAndEndsWithItsAlert() {
        Witnessed world;
        const std::int64_t end = world.run();
        world.keeper.gather();
        const AlertEvidence& evidence = world.kept.front();
        QVERIFY(world.keeper.of(evidence.labels, evidence.firedAt) != nullptr);
        QVERIFY(world.keeper.of(namedOnly("B"), evidence.firedAt) == nullptr);
        QVERIFY(world.keeper.of(evidence.labels, evidence.firedAt - 10 * minute) == nullptr);
        world.evaluate(end, 0);
        QCOMPARE(world.keeper.of(evidence.labels, evidence.firedAt)->resolvedAt, std::optional(end));
    }

    void oneThatComesAndGoesKeepsLittle() {
        EvidenceSettings settings;
        settings.mostInAnHour = 2;
        settings.mostKept = 3;
        Witnessed world("expr: x > 5", settings);
        for (int i = 0; i < 8; ++i)
            world.evaluate(begin + i * 2 * minute, i % 2 == 0 ? 9 : 0);
        world.keeper.gather();
        QCOMPARE(world.kept.size(), std::size_t{4});
        QVERIFY(!world.kept[1].values.values.empty());
        QVERIFY(world.kept[2].values.values.empty());
        QVERIFY(world.keeper.of(world.kept[0].labels, world.kept[0].firedAt) == nullptr);
    }

    void theThreadWaitsForAFrameThatHasRates() {
        EvidenceSettings settings;
        settings.patience = std::chrono::minutes(5);
        Witnessed world("expr: x > 5", settings);
        world.keeper.offer(Witnessed::frameAfter(std::chrono::seconds(0), false));
        world.keeper.start();
        world.run();
        world.keeper.offer(Witnessed::frameAfter(std::chrono::seconds(6)));
        const Labels labels({{"alertname", "A"}, {"device", "sda"}});
        QTRY_VERIFY(world.keeper.of(labels, begin + minute * 60) != nullptr);
        QCOMPARE(world.keeper.of(labels, begin + minute * 60)->moment, begin + 6 * second);
        world.keeper.stop();
    }

    void whatWaitsAtTheEndIsKept() {
        EvidenceSettings settings;
        settings.patience = std::chrono::minutes(5);
        Witnessed world("expr: x > 5", settings);
        world.keeper.start();
        world.run();
        world.keeper.stop();
        QCOMPARE(world.kept.size(), std::size_t{1});
        QCOMPARE(world.kept.front().moment, world.kept.front().firedAt);
    }

    void comesBackFromTheRecord() {
        Witnessed world("expr: x > 5, labels: {subject: cpu}, annotations: {summary: '<i>{{ $value }}</i>'}");
        world.keeper.offer(Witnessed::frameAfter(std::chrono::seconds(8)));
        world.run();
        world.keeper.gather();
        AlertEvidence evidence = world.kept.front();
        const std::string about = aboutAlert(evidence);
        QVERIFY(about.size() < 4'000);
        const auto json = Json::parse(about);
        QCOMPARE(textOf(json.value(), "alert"), std::string_view("A"));
        QCOMPARE(textOf(json.value(), "reason"), std::string_view("<i>6</i>"));
        const auto again = evidenceIn(about);
        QVERIFY(again.ok());
        QVERIFY(*again == evidence);
        for (const double odd :
             {std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()}) {
            evidence.value = odd;
            QCOMPARE(evidenceIn(aboutAlert(evidence)).value().value, odd);
        }
        evidence.value = std::nan("");
        QVERIFY(std::isnan(evidenceIn(aboutAlert(evidence)).value().value));
    }

    void whatTheRecordSaysIsChecked() {
        QVERIFY(evidenceIn("{\"alert\":\"A\"}").error().kind == ErrorKind::Absent);
        QVERIFY(evidenceIn("").error().kind == ErrorKind::Malformed);
        QVERIFY(!evidenceIn("{\"evidence\":{}}").ok());
        std::string many = "0";
        for (int i = 0; i < 100'000; ++i)
            many += ",1e300";
        const auto evidence = evidenceIn(
            "{\"evidence\":{\"fired_at\":1e3,\"moment\":-5,\"active_at\":1e300,\"values\":{\"step\":0,"
            "\"sign\":\"<script>\","
            "\"values\":[" +
            many + "]},\"processes\":[1,{\"pid\":1e99,\"resident\":\"x\"},{},{},{},{},{}]}}");
        QVERIFY(evidence.ok());
        QCOMPARE(evidence->moment, std::int64_t{1000});
        QCOMPARE(evidence->activeAt, std::int64_t{1000});
        QCOMPARE(evidence->values.step, std::int64_t{1});
        QCOMPARE(evidence->values.sign.size(), std::size_t{2});
        QCOMPARE(evidence->values.values.size(), mostEvidenceValues);
        QCOMPARE(evidence->processes.size(), mostEvidenceProcesses);
    }
};

BARO_TEST(EvidenceTest)
#include "EvidenceTest.moc"
