#include "core/alerts/AlertingRule.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/Escape.h"
#include "core/promql/Parser.h"

namespace baro::alerts {
namespace {

constexpr std::string_view alertNameLabel = "alertname";
constexpr std::string_view alertStateLabel = "alertstate";
constexpr std::string_view alertsMetric = "ALERTS";
constexpr std::string_view forStateMetric = "ALERTS_FOR_STATE";

TemplateTexts asTexts(const Labels& labels) {
    return {labels.pairs().begin(), labels.pairs().end()};
}

Labels withoutName(const Labels& labels) {
    auto pairs = labels.pairs();
    std::erase_if(pairs, [](const auto& pair) { return pair.first == metricNameLabel; });
    return Labels(std::move(pairs));
}

std::vector<std::pair<std::string, AlertText>> parsedTexts(const TextPairs& texts,
                                                           const std::string& alertName) {
    std::vector<std::pair<std::string, AlertText>> parsed;
    for (const auto& [name, text] : texts)
        parsed.emplace_back(name, AlertText(text, alertName));
    return parsed;
}

// What templates ask for: at the time of the evaluation, within what is left to the rule.
TemplateEnvironment environmentOf(const RuleEvaluation& evaluation, std::int64_t time,
                                  const promql::QueryLimits& limits) {
    TemplateEnvironment environment;
    environment.timeMilliseconds = time;
    environment.externalUrl = evaluation.externalUrl;
    environment.query = [&evaluation, &limits, time](const std::string& text) -> Result<TemplateVector> {
        const promql::Parsed parsed = promql::parse(text);
        if (!parsed.ok()) return malformed(promql::toString(parsed.error(), text));
        auto elements = elementsOf(*parsed.expression(), evaluation, time, limits);
        if (!elements) return elements.error();
        TemplateVector vector;
        for (const RuleElement& element : *elements)
            vector.push_back(std::make_shared<const TemplateSample>(
                TemplateSample{asTexts(element.labels), element.value}));
        return vector;
    };
    return environment;
}

TextPairs expandedTexts(const std::vector<std::pair<std::string, AlertText>>& texts, const TemplateData& data,
                        const TemplateEnvironment& environment) {
    TextPairs expanded;
    expanded.reserve(texts.size());
    for (const auto& [name, text] : texts)
        expanded.emplace_back(name, validUtf8(text.expanded(data, environment)));
    return expanded;
}

// That says since when the alert was active as the program ended; nothing when it was not.
std::optional<Sample> newestBefore(const std::vector<Sample>& samples, const RestoreLimits& limits) {
    const auto newest = std::ranges::find_if(
        samples.rbegin(), samples.rend(),
        [&limits](const Sample& sample) { return !limits.downAt || !isStaleMarker(sample.value); });
    if (newest == samples.rend() || isStaleMarker(newest->value)) return std::nullopt;
    if (limits.downAt && newest->timeMilliseconds + limits.downToleranceMilliseconds < *limits.downAt)
        return std::nullopt;
    return *newest;
}

}  // namespace

AlertingRule::AlertingRule(RuleDefinition definition)
    : definition_(std::move(definition)),
      labels_(parsedTexts(definition_.labels, definition_.name)),
      annotations_(parsedTexts(definition_.annotations, definition_.name)) {}

Result<AlertingRule::Alerts> AlertingRule::found(const RuleEvaluation& evaluation, std::int64_t time,
                                                 std::int64_t queryOffset) const {
    const promql::QueryLimits limits = evaluation.limits ? evaluation.limits() : promql::QueryLimits{};
    auto elements = elementsOf(*definition_.parsed, evaluation, time - queryOffset, limits);
    if (!elements) return elements.error();
    Alerts alerts;
    if (elements->empty()) return alerts;
    const TemplateEnvironment environment = environmentOf(evaluation, time, limits);
    TemplateData data{{}, evaluation.externalLabels, evaluation.externalUrl, 0};
    for (const RuleElement& element : *elements) {
        data.labels = asTexts(element.labels);
        data.value = element.value;
        TextPairs texts = expandedTexts(labels_, data, environment);
        texts.emplace_back(alertNameLabel, definition_.name);
        Alert alert;
        alert.labels = withTexts(withoutName(element.labels), texts);
        alert.annotations = expandedTexts(annotations_, data, environment);
        alert.value = element.value;
        alert.activeAt = time;
        Labels key = alert.labels;
        if (!alerts.emplace(std::move(key), std::move(alert)).second)
            return malformed("vector contains metrics with the same labelset after applying alert labels");
    }
    return alerts;
}

Result<AlertingRule::Outcome> AlertingRule::evaluate(const RuleEvaluation& evaluation, std::int64_t time,
                                                     std::int64_t queryOffsetMilliseconds,
                                                     std::int64_t limit) {
    auto fresh = found(evaluation, time, queryOffsetMilliseconds);
    if (!fresh) return fresh.error();
    Outcome outcome;
    const auto before = takeIn(*fresh);
    std::int64_t active = 0;
    for (auto entry = alerts_.begin(); entry != alerts_.end();) {
        Alert& alert = entry->second;
        const bool isThere = fresh->contains(entry->first);
        const bool isForgotten =
            !isThere && (alert.state == AlertState::Pending ||
                         (alert.resolvedAt && time - *alert.resolvedAt > resolvedRetentionMilliseconds));
        advance(alert, isThere, time);
        if (const AlertState was = before.at(entry->first); was != alert.state)
            outcome.changes.push_back({{}, definition_.name, was, alert, time});
        if (alert.state != AlertState::Inactive) {
            ++active;
            if (isRestored_) addSamples(alert, time - queryOffsetMilliseconds, outcome);
        }
        entry = isForgotten ? alerts_.erase(entry) : std::next(entry);
    }
    if (limit > 0 && active > limit) {
        alerts_.clear();
        return malformed(fmt::format("exceeded limit of {} with {} alerts", limit, active));
    }
    return outcome;
}

// Known alerts get their new value, others begin. Gives the state of each before that.
std::map<Labels, AlertState> AlertingRule::takeIn(Alerts& fresh) {
    std::map<Labels, AlertState> before;
    for (const auto& [labels, alert] : alerts_)
        before.emplace(labels, alert.state);
    for (auto& [labels, alert] : fresh) {
        if (before.try_emplace(labels, AlertState::Inactive).first->second == AlertState::Inactive) {
            alerts_.insert_or_assign(labels, alert);
            continue;
        }
        Alert& known = alerts_.at(labels);
        known.value = alert.value;
        known.annotations = alert.annotations;
    }
    return before;
}

void AlertingRule::advance(Alert& alert, bool isThere, std::int64_t time) const {
    bool isKept = isThere;
    if (isThere) {
        alert.keepFiringSince.reset();
    } else if (alert.state == AlertState::Firing && definition_.keepFiringForMilliseconds > 0) {
        alert.keepFiringSince = alert.keepFiringSince.value_or(time);
        isKept = time - *alert.keepFiringSince < definition_.keepFiringForMilliseconds;
    }
    if (!isKept && alert.state != AlertState::Inactive) {
        alert.state = AlertState::Inactive;
        alert.resolvedAt = time;
    } else if (isKept && alert.state == AlertState::Pending &&
               time - alert.activeAt >= definition_.forMilliseconds) {
        alert.state = AlertState::Firing;
        alert.firedAt = time;
    } else if (isKept && alert.state == AlertState::Firing &&
               time - alert.activeAt < definition_.forMilliseconds) {
        // The rule was changed to wait longer, or the past came back from the record.
        alert.state = AlertState::Pending;
        alert.firedAt.reset();
        alert.keepFiringSince.reset();
    }
}

// A label whose text came out empty stands here as it was written: Prometheus has it so.
Labels AlertingRule::sampleLabels(const Alert& alert, std::string_view metric) const {
    TextPairs texts = alert.labels.pairs();
    texts.emplace_back(metricNameLabel, metric);
    texts.emplace_back(alertNameLabel, definition_.name);
    return withTexts(withTexts({}, definition_.labels), texts);
}

void AlertingRule::addSamples(const Alert& alert, std::int64_t time, Outcome& outcome) const {
    outcome.samples.push_back({withTexts(sampleLabels(alert, alertsMetric),
                                         {{std::string(alertStateLabel), std::string(wordOf(alert.state))}}),
                               {time, 1}});
    const double activeSeconds = std::floor(static_cast<double>(alert.activeAt) / 1000);
    outcome.samples.push_back({sampleLabels(alert, forStateMetric), {time, activeSeconds}});
}

void AlertingRule::restore(const SeriesSource& source, std::int64_t time, const RestoreLimits& limits) {
    isRestored_ = true;
    // A shorter wait is not worth it: it would only grow to the grace period.
    if (definition_.forMilliseconds < limits.gracePeriodMilliseconds) return;
    const std::vector<LabelMatcher> matchers{
        {std::string(alertNameLabel), LabelMatcher::Kind::Equal, definition_.name}};
    SeriesQuery query =
        allOf(std::string(forStateMetric), matchers, {time - limits.outageToleranceMilliseconds, time});
    query.leadingMarkers = true;
    const auto all = readAll(source, query);
    if (!all) return;
    std::map<Labels, Alert*> bySample;
    for (auto& [labels, alert] : alerts_)
        bySample.emplace(sampleLabels(alert, forStateMetric), &alert);
    for (const SampleSeries& series : *all)
        if (const auto known = bySample.find(series.labels); known != bySample.end())
            if (const auto newest = newestBefore(series.samples, limits))
                restoreAlert(*known->second, *newest, time, limits);
}

void AlertingRule::restoreAlert(Alert& alert, Sample newest, std::int64_t time,
                                const RestoreLimits& limits) const {
    const std::int64_t downAt = newest.timeMilliseconds / 1000 * 1000;
    constexpr double latest = 1e12;  // seconds; what is beyond was not written here
    if (!(std::abs(newest.value) < latest)) return;
    const std::int64_t activeAt = static_cast<std::int64_t>(newest.value) * 1000;
    const std::int64_t remaining = definition_.forMilliseconds - (downAt - activeAt);
    if (remaining <= 0)
        alert.activeAt = activeAt;  // it was firing, and will be at the next evaluation
    else if (remaining < limits.gracePeriodMilliseconds)
        alert.activeAt = time + limits.gracePeriodMilliseconds - definition_.forMilliseconds;
    else
        alert.activeAt = activeAt + (time - downAt);
}

void AlertingRule::takeOver(const AlertingRule& other) {
    alerts_ = other.alerts_;
    isRestored_ = other.isRestored_;
}

void AlertingRule::shift(std::int64_t milliseconds) {
    for (auto& [labels, alert] : alerts_) {
        alert.activeAt += milliseconds;
        for (auto* const time : {&alert.firedAt, &alert.resolvedAt, &alert.keepFiringSince})
            if (*time) **time += milliseconds;
    }
}

AlertState AlertingRule::state() const {
    AlertState gravest = AlertState::Inactive;
    for (const auto& [labels, alert] : alerts_)
        gravest = std::max(gravest, alert.state);
    return gravest;
}

}  // namespace baro::alerts
