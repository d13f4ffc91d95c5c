#include "core/alerts/RuleTestRun.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "core/alerts/RuleGroup.h"
#include "core/alerts/RuleStore.h"
#include "core/base/Text.h"
#include "core/promql/NumberScan.h"
#include "core/promql/NumberText.h"
#include "core/promql/Parser.h"
#include "core/promql/Quoting.h"

namespace baro::alerts {
namespace {

constexpr std::int64_t mostEvaluations = 1'000'000;

std::string pairsText(const TextPairs& pairs) {
    std::string text = "{";
    for (const auto& [name, value] : pairs) {
        if (text.size() > 1) text += ", ";
        text.append(name).append("=").append(promql::quoted(value));
    }
    return text += '}';
}

// strconv.FormatFloat(value, 'E', -1, 64)
std::string scientificText(double value) {
    std::string text = promql::exponentText(value);
    std::ranges::replace(text, 'e', 'E');
    return text;
}

// As Go writes a duration: 1h2m3s, 2m0s, 1.5s.
std::string goDuration(std::int64_t milliseconds) {
    if (milliseconds == 0) return "0s";
    if (milliseconds < 1000) return fmt::format("{}ms", milliseconds);
    const std::int64_t seconds = milliseconds / 1000;
    std::string text;
    if (seconds >= 3600) text += fmt::format("{}h", seconds / 3600);
    if (seconds >= 60) text += fmt::format("{}m", seconds / 60 % 60);
    text += fmt::format("{}", seconds % 60);
    if (milliseconds % 1000 != 0) {
        text += fmt::format(".{:03}", milliseconds % 1000);
        while (text.ends_with('0'))
            text.pop_back();
    }
    return text + "s";
}

// An alert that was expected or that came.
struct ComparedAlert {
    TextPairs labels;
    TextPairs annotations;
    auto operator<=>(const ComparedAlert&) const = default;
};

std::string alertsText(const std::vector<ComparedAlert>& alerts) {
    constexpr std::string_view indent = "            ";
    if (alerts.empty()) return "[]";
    std::string text = "[";
    for (std::size_t i = 0; i < alerts.size(); ++i)
        text += fmt::format("{}\n{}{}:\n{}  Labels:{}\n{}  Annotations:{}", i > 0 ? "," : "", indent, i,
                            indent, pairsText(alerts[i].labels), indent, pairsText(alerts[i].annotations));
    return text.append("\n").append(indent).append("]");
}

struct ComparedSample {
    Labels labels;
    double value = 0;
};

std::string samplesText(const std::vector<ComparedSample>& samples) {
    if (samples.empty()) return "nil";
    std::string text;
    for (const ComparedSample& sample : samples)
        text.append(text.empty() ? "" : ", ")
            .append(pairsText(sample.labels.pairs()))
            .append(" ")
            .append(scientificText(sample.value));
    return text;
}

// Of an expected sample: `x{a="b"}`, also with blanks before the brace, or nothing at all.
Result<Labels> labelsOf(std::string_view text) {
    text = trimmed(text);
    if (text.empty()) return Labels();
    const std::size_t brace = std::min(text.find('{'), text.size());
    const auto noted =
        promql::parseSeries(std::string(trimmed(text.substr(0, brace))).append(text.substr(brace)));
    if (!noted) return noted.error();
    if (!noted->points.empty()) return malformed("a value stands behind the labels");
    return noted->labels;
}

bool isSameNumber(double a, double b, bool fuzzily) {
    if (a == b || !fuzzily) return a == b;
    return std::nextafter(a, -std::numeric_limits<double>::infinity()) == b ||
           std::nextafter(a, std::numeric_limits<double>::infinity()) == b;
}

class RuleTestRun {
  public:
    RuleTestRun(const RuleTest& test, const RuleTestFile& file, const std::vector<RuleFile>& rules,
                PrometheusVersion version)
        : test_(test), file_(file), engine_(engineOptions(file, version)), evaluation_{engine_, store_,
                                                                                       store_,  {},
                                                                                       {},      {}} {
        evaluation_.externalLabels = {test.externalLabels.begin(), test.externalLabels.end()};
        evaluation_.externalUrl = test.externalUrl;
        for (const RuleFile& ruleFile : rules)
            for (const GroupDefinition& group : ruleFile.groups)
                groups_.emplace_back(ruleFile.name, group, test.intervalMilliseconds);
        std::ranges::stable_sort(groups_, {}, [this](const RuleGroup& group) { return orderOf(group); });
        for (RuleGroup& group : groups_)
            group.setRestored();
    }

    std::vector<std::string> run() {
        const std::int64_t step = file_.evaluationIntervalMilliseconds;
        const std::int64_t last = test_.lastMilliseconds();
        if (last / step > mostEvaluations)
            return {fmt::format("    more than {} evaluations", mostEvaluations)};
        for (std::int64_t time = 0; time <= last; time += step) {
            if (!evaluate(time)) return std::move(failures_);
            for (const AlertRuleTest& test : test_.alertTests)
                if (test.atMilliseconds >= time && test.atMilliseconds < time + step) check(test);
        }
        for (const ExpressionTest& test : test_.expressionTests)
            check(test);
        return std::move(failures_);
    }

  private:
    static promql::EngineOptions engineOptions(const RuleTestFile& file, PrometheusVersion version) {
        promql::EngineOptions options;
        options.rangesIncludeStart = version == PrometheusVersion::Two;
        if (options.rangesIncludeStart) ++options.lookbackMilliseconds;
        options.defaultSubqueryStepMilliseconds = file.evaluationIntervalMilliseconds;
        return options;
    }

    // Groups that the order does not name come with its first one, as in promtool.
    std::ptrdiff_t orderOf(const RuleGroup& group) const {
        const auto found = std::ranges::find(file_.groupOrder, group.name());
        return found == file_.groupOrder.end() ? 0 : found - file_.groupOrder.begin();
    }

    // False: a rule has failed, and what follows would say nothing new.
    bool evaluate(std::int64_t time) {
        loadUntil(time);
        bool isGood = true;
        for (RuleGroup& group : groups_) {
            group.evaluate(evaluation_, time);
            for (const RuleGroup::Rule& rule : group.rules()) {
                if (rule.report.health != RuleHealth::Bad) continue;
                isGood = false;
                failures_.push_back(fmt::format("    rule: {}, time: {}, err: {}", rule.definition().name,
                                                goDuration(time), rule.report.error));
            }
        }
        return isGood;
    }

    void loadUntil(std::int64_t time) {
        loaded_.resize(test_.input.size(), 0);
        for (std::size_t i = 0; i < test_.input.size(); ++i) {
            const promql::NotedSeries& series = test_.input[i];
            for (std::size_t& next = loaded_[i]; next < series.points.size(); ++next) {
                const std::int64_t at = static_cast<std::int64_t>(next) * test_.intervalMilliseconds;
                if (at > time) break;
                if (series.points[next].kind != promql::NotedPoint::Kind::Number) continue;
                if (const Status added = store_.append(series.labels, {at, series.points[next].value});
                    !added)
                    failures_.push_back(added.error().message);
            }
        }
    }

    std::vector<ComparedAlert> firing(const std::string& name) const {
        std::vector<ComparedAlert> alerts;
        for (const RuleGroup& group : groups_)
            for (const RuleGroup::Rule& rule : group.rules())
                if (const AlertingRule* const alerting = rule.alerting();
                    alerting != nullptr && alerting->definition().name == name)
                    for (const auto& [labels, alert] : alerting->alerts())
                        if (alert.state == AlertState::Firing)
                            alerts.push_back({labels.pairs(), alert.annotations});
        std::ranges::sort(alerts);
        return alerts;
    }

    void check(const AlertRuleTest& test) {
        std::vector<ComparedAlert> expected;
        for (const ExpectedAlert& alert : test.alerts) {
            std::map<std::string, std::string> labels(alert.labels.begin(), alert.labels.end());
            labels.insert_or_assign("alertname", test.alertName);
            expected.push_back({{labels.begin(), labels.end()}, alert.annotations});
        }
        std::ranges::sort(expected);
        const auto got = firing(test.alertName);
        if (expected == got) return;
        failures_.push_back(fmt::format("{}    alertname: {}, time: {}, \n        exp:{}, \n        got:{}",
                                        test_.name.empty() ? "" : fmt::format("    name: {},\n", test_.name),
                                        test.alertName, promql::durationText(test.atMilliseconds),
                                        alertsText(expected), alertsText(got)));
    }

    void check(const ExpressionTest& test) {
        const auto fail = [&](const std::string& why) {
            failures_.push_back(fmt::format("    expr: {}, time: {}, err: {}",
                                            promql::quoted(test.expression),
                                            promql::durationText(test.atMilliseconds), why));
        };
        const promql::Parsed parsed = promql::parse(test.expression);
        if (!parsed.ok()) return fail(promql::toString(parsed.error(), test.expression));
        auto elements = elementsOf(*parsed.expression(), evaluation_, test.atMilliseconds, {});
        if (!elements) return fail(elements.error().message);
        std::vector<ComparedSample> got;
        for (const RuleElement& element : *elements)
            got.push_back({element.labels, element.value});
        std::vector<ComparedSample> expected;
        for (const ExpectedSample& sample : test.samples) {
            const auto labels = labelsOf(sample.labels);
            if (!labels)
                return fail(
                    fmt::format("labels {}: {}", promql::quoted(sample.labels), labels.error().message));
            expected.push_back({*labels, sample.value});
        }
        std::ranges::stable_sort(got, {}, &ComparedSample::labels);
        std::ranges::stable_sort(expected, {}, &ComparedSample::labels);
        const bool isSame = std::ranges::equal(expected, got, [this](const auto& a, const auto& b) {
            return a.labels == b.labels && isSameNumber(a.value, b.value, file_.comparesFuzzily);
        });
        if (isSame) return;
        failures_.push_back(fmt::format(
            "    expr: {}, time: {},\n        exp: {}\n        got: {}", promql::quoted(test.expression),
            promql::durationText(test.atMilliseconds), samplesText(expected), samplesText(got)));
    }

    const RuleTest& test_;
    const RuleTestFile& file_;
    const promql::Engine engine_;
    RuleStore store_;
    RuleEvaluation evaluation_;
    std::vector<RuleGroup> groups_;
    std::vector<std::size_t> loaded_;  // points of each input
    std::vector<std::string> failures_;
};

}  // namespace

std::vector<std::string> failuresOf(const RuleTest& test, const RuleTestFile& file,
                                    const std::vector<RuleFile>& rules, PrometheusVersion version) {
    return RuleTestRun(test, file, rules, version).run();
}

}  // namespace baro::alerts
