#include "core/alerts/AlertRuns.h"

#include <QtTest>
#include <random>
#include <string>
#include <vector>

#include "core/alerts/AlertingRule.h"
#include "core/promql/Parser.h"
#include "core/series/SampleStore.h"
#include "tests/core/alerts/RuleSupport.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::alerts;

namespace {

Labels firingSeries(const std::string& about) {
    return Labels({{"__name__", "ALERTS"}, {"alertname", "Hot"}, {"alertstate", "firing"}, {"chip", about}});
}

Labels hot(const std::string& about) {
    return Labels({{"alertname", "Hot"}, {"chip", about}});
}

std::vector<Sample> ones(std::vector<std::int64_t> minutes) {
    std::vector<Sample> samples;
    for (const std::int64_t each : minutes)
        samples.push_back({each * minute, 1});
    return samples;
}

RuleDefinition ruleOf(const std::string& expression, std::int64_t forMilliseconds, std::int64_t keep) {
    const std::string text = "groups: [{name: g, rules: [{alert: A, expr: \"" + expression + "\"}]}]";
    RuleDefinition rule = parseRuleFile(text, "a test").file.groups.front().rules.front();
    rule.forMilliseconds = forMilliseconds;
    rule.keepFiringForMilliseconds = keep;
    return rule;
}

// What an evaluation at each step says: the firing stretches of its only alert.
std::vector<TimeRange> evaluated(const RuleDefinition& definition, const RuleEvaluation& evaluation,
                                 const promql::Steps& steps) {
    AlertingRule rule(definition);
    std::vector<TimeRange> ranges;
    bool fired = false;
    for (std::size_t i = 0; i < steps.count(); ++i) {
        const std::int64_t time = steps.time(i);
        if (!rule.evaluate(evaluation, time, 0, 0)) return {};
        const bool fires = rule.state() == AlertState::Firing;
        if (fires && !fired) ranges.push_back({time, time});
        if (fires) ranges.back().to = time;
        fired = fires;
    }
    return ranges;
}

class NowhereSink final : public RuleSink {
  public:
    Status append(const Labels&, Sample) override { return Done{}; }
};

}  // namespace

class AlertRunsTest : public QObject {
    Q_OBJECT

  private slots:
    void findsWhatFiredTheNewestFirst() {
        SampleStore store;
        auto first = ones({1, 2, 3});
        first.push_back({4 * minute, staleMarker()});
        first.push_back({7 * minute, 1});
        store.add(firingSeries("a"), first);
        store.add(firingSeries("b"), ones({2, 30}));
        store.add(Labels({{"__name__", "ALERTS"}, {"alertname", "Hot"}, {"alertstate", "pending"}}),
                  ones({3}));
        const auto runs = recordedRuns(store, {0, 31 * minute}).value();
        const std::vector<AlertRun> expected{{hot("b"), {30 * minute, 30 * minute}, true},
                                             {hot("a"), {7 * minute, 7 * minute}, false},
                                             {hot("b"), {2 * minute, 2 * minute}, false},
                                             {hot("a"), {minute, 3 * minute}, false}};
        QVERIFY(runs == expected);
    }

    void findsNothingWhereNothingIs() { QVERIFY(recordedRuns(SampleStore(), {0, minute}).value().empty()); }

    // The same as rules/alerting.go's states, evaluated at the same instants.
    void wouldHaveFiredAsTheRuleItselfDoes() {
        std::mt19937 random(11);
        const promql::Engine engine;
        NowhereSink sink;
        int fired = 0;
        for (int round = 0; round < 60; ++round) {
            SampleStore store;
            std::vector<Sample> samples;
            double value = 0;
            for (int step = 0; step < 200; ++step) {
                if (random() % 4 == 0) value = static_cast<double>(random() % 3);
                samples.push_back({step * minute, random() % 15 == 0 ? staleMarker() : value});
            }
            store.add(Labels({std::pair("__name__", "x")}), samples);
            const RuleDefinition rule = ruleOf("x > 0", static_cast<std::int64_t>(random() % 8) * minute,
                                               static_cast<std::int64_t>(random() % 5) * minute);
            const promql::Steps steps{0, 199 * minute, minute};
            const RuleEvaluation evaluation{engine, store, sink, {}, {}, {}};
            std::vector<TimeRange> expected = evaluated(rule, evaluation, steps);
            std::ranges::reverse(expected);
            const auto runs = wouldHaveFired(rule, engine, store, steps, {}).value();
            std::vector<TimeRange> found;
            for (const AlertRun& run : runs)
                found.push_back(run.fired);
            QVERIFY2(found == expected, std::to_string(round).c_str());
            // And the same of what the series gave, without asking again.
            const auto series = engine.range(*promql::parse("x").expression(), store, steps, {});
            QVERIFY(wouldHaveFired(thresholdRuleOf(rule).value(), series.result().series, steps) == runs);
            fired += static_cast<int>(found.size());
        }
        QVERIFY(fired > 100);
    }

    void refusesWhatCannotBeEvaluated() {
        SampleStore store;
        store.add(Labels({{"__name__", "x"}, {"a", "1"}}), ones({1}));
        store.add(Labels({{"__name__", "x"}, {"a", "2"}}), ones({1}));
        const RuleDefinition rule = ruleOf("x * on (b) x > 0", 0, 0);
        QVERIFY(!wouldHaveFired(rule, promql::Engine(), store, {0, 2 * minute, minute}, {}));
    }
};

BARO_TEST(AlertRunsTest)
#include "AlertRunsTest.moc"
