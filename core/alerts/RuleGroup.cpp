#include "core/alerts/RuleGroup.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace baro::alerts {
namespace {

RuleGroup::Rule ruleOf(const RuleDefinition& definition) {
    if (definition.kind == RuleDefinition::Kind::Recording) return {definition, {}, {}};
    return {AlertingRule(definition), {}, {}};
}

bool isSameRule(const RuleGroup::Rule& a, const RuleGroup::Rule& b) {
    return a.definition().kind == b.definition().kind && a.definition().name == b.definition().name &&
           a.definition().labels == b.definition().labels;
}

}  // namespace

std::string_view wordOf(RuleHealth health) {
    switch (health) {
        case RuleHealth::Good:
            return "ok";
        case RuleHealth::Bad:
            return "err";
        case RuleHealth::Unknown:
            break;
    }
    return "unknown";
}

const RuleDefinition& RuleGroup::Rule::definition() const {
    const auto* const alertingRule = alerting();
    return alertingRule != nullptr ? alertingRule->definition() : std::get<RuleDefinition>(rule);
}

RuleGroup::RuleGroup(std::string file, const GroupDefinition& definition,
                     std::int64_t usualIntervalMilliseconds)
    : file_(std::move(file)),
      name_(definition.name),
      interval_(definition.intervalMilliseconds > 0 ? definition.intervalMilliseconds
                                                    : usualIntervalMilliseconds),
      queryOffset_(definition.queryOffsetMilliseconds.value_or(0)),
      limit_(definition.limit) {
    for (const RuleDefinition& rule : definition.rules)
        rules_.push_back(ruleOf(rule));
}

std::vector<AlertChange> RuleGroup::evaluate(const RuleEvaluation& evaluation, std::int64_t time,
                                             const Stopwatch& stopwatch) {
    const auto now = [&stopwatch] { return stopwatch ? stopwatch() : 0; };
    const double began = now();
    std::vector<AlertChange> changes;
    report_ = {RuleHealth::Good, {}, time, 0};
    for (Rule& rule : rules_) {
        const double ruleBegan = now();
        const Status status = evaluateRule(rule, evaluation, time, changes);
        rule.report = {status ? RuleHealth::Good : RuleHealth::Bad, status ? "" : status.error().message,
                       time, now() - ruleBegan};
        if (!status) {
            report_.health = RuleHealth::Bad;
            report_.error = rule.report.error;
        }
    }
    for (const Labels& labels : std::exchange(ended_, {}))
        // Another rule may have gone on with it: then it has a sample already, and that is well.
        (void)evaluation.sink.append(labels, {time - queryOffset_, staleMarker()});
    for (AlertChange& change : changes)
        change.group = name_;
    report_.seconds = now() - began;
    return changes;
}

Status RuleGroup::evaluateRule(Rule& rule, const RuleEvaluation& evaluation, std::int64_t time,
                               std::vector<AlertChange>& changes) {
    if (AlertingRule* const alerting = rule.alerting()) {
        auto outcome = alerting->evaluate(evaluation, time, queryOffset_, limit_);
        if (!outcome) return outcome.error();
        std::ranges::move(outcome->changes, std::back_inserter(changes));
        return write(rule, outcome->samples, evaluation.sink, time - queryOffset_);
    }
    const auto samples = record(std::get<RuleDefinition>(rule.rule), evaluation, time);
    if (!samples) return samples.error();
    return write(rule, *samples, evaluation.sink, time - queryOffset_);
}

Result<std::vector<RuleSample>> RuleGroup::record(const RuleDefinition& definition,
                                                  const RuleEvaluation& evaluation, std::int64_t time) const {
    const promql::QueryLimits limits = evaluation.limits ? evaluation.limits() : promql::QueryLimits{};
    auto elements = elementsOf(*definition.parsed, evaluation, time - queryOffset_, limits);
    if (!elements) return elements.error();
    TextPairs texts{{std::string(metricNameLabel), definition.name}};
    texts.insert(texts.end(), definition.labels.begin(), definition.labels.end());
    std::vector<RuleSample> samples;
    std::set<Labels> seen;
    for (const RuleElement& element : *elements) {
        samples.push_back({withTexts(element.labels, texts), {time - queryOffset_, element.value}});
        if (!seen.insert(samples.back().labels).second)
            return malformed("vector contains metrics with the same labelset after applying rule labels");
    }
    if (limit_ > 0 && samples.size() > static_cast<std::size_t>(limit_))
        return malformed(fmt::format("exceeded limit of {} with {} series", limit_, samples.size()));
    return samples;
}

// Every sample is tried; the last failure is told. Series that the rule gives no more end.
Status RuleGroup::write(Rule& rule, const std::vector<RuleSample>& samples, RuleSink& sink,
                        std::int64_t time) const {
    Status status = Done{};
    std::set<Labels> series;
    for (const RuleSample& sample : samples) {
        if (Status written = sink.append(sample.labels, sample.sample); !written)
            status = written.error();
        else
            series.insert(sample.labels);
    }
    for (const Labels& labels : rule.series)
        if (!series.contains(labels)) (void)sink.append(labels, {time, staleMarker()});
    rule.series = std::move(series);
    return status;
}

void RuleGroup::restore(const SeriesSource& source, std::int64_t time, const RestoreLimits& limits) {
    for (Rule& rule : rules_)
        if (AlertingRule* const alerting = rule.alerting(); alerting != nullptr && !alerting->isRestored())
            alerting->restore(source, time, limits);
}

void RuleGroup::setRestored() {
    for (Rule& rule : rules_)
        if (AlertingRule* const alerting = rule.alerting()) alerting->setRestored();
}

void RuleGroup::takeOver(RuleGroup& older) {
    report_ = older.report_;
    std::vector<bool> isTaken(older.rules_.size(), false);
    for (Rule& rule : rules_) {
        for (std::size_t i = 0; i < older.rules_.size(); ++i) {
            Rule& before = older.rules_[i];
            if (isTaken[i] || !isSameRule(rule, before)) continue;
            isTaken[i] = true;
            rule.series = std::move(before.series);
            rule.report = before.report;
            if (AlertingRule* const alerting = rule.alerting()) alerting->takeOver(*before.alerting());
            before.series.clear();
            break;
        }
    }
    endLater(older.takeSeries());
}

std::vector<Labels> RuleGroup::takeSeries() {
    std::vector<Labels> all = std::exchange(ended_, {});
    for (Rule& rule : rules_) {
        all.insert(all.end(), rule.series.begin(), rule.series.end());
        rule.series.clear();
    }
    return all;
}

void RuleGroup::endLater(std::vector<Labels> series) {
    std::ranges::move(series, std::back_inserter(ended_));
}

void RuleGroup::shift(std::int64_t milliseconds) {
    for (Rule& rule : rules_)
        if (AlertingRule* const alerting = rule.alerting()) alerting->shift(milliseconds);
}

}  // namespace baro::alerts
