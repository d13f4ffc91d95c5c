#include "core/alerts/AlertEvidence.h"

#include <algorithm>
#include <cmath>

#include "core/base/Version.h"
#include "core/model/ProcessFields.h"
#include "core/rules/RuleComparison.h"

namespace baro::alerts {
namespace {

constexpr std::int64_t shownBefore = 10 * 60'000;        // the crossing
constexpr std::int64_t longestShown = 24 * 3'600'000LL;  // of an alert that waited for long
constexpr std::int64_t leastStep = 5'000;

std::string partOf(const std::string& text, const promql::Expression& part) {
    return text.substr(part.at.from, part.at.to - part.at.from);
}

// Whether the series may be the one that the alert is about: the rule may have changed some of its labels,
// and added others.
bool isAbout(const Labels& series, const AlertEvidence& evidence, const RuleDefinition& rule) {
    const auto isRules = [&rule](std::string_view name) {
        return std::ranges::any_of(rule.labels, [name](const auto& pair) { return pair.first == name; });
    };
    return std::ranges::all_of(series.pairs(), [&](const auto& pair) {
        return pair.first == metricNameLabel || isRules(pair.first) ||
               evidence.labels.value(pair.first) == pair.second;
    });
}

// Of several the one with the value that fired.
const promql::StepSeries* seriesOf(const AlertEvidence& evidence, const RuleDefinition& rule,
                                   const std::vector<promql::StepSeries>& all) {
    const promql::StepSeries* best = nullptr;
    for (const promql::StepSeries& series : all) {
        if (!isAbout(series.labels, evidence, rule)) continue;
        if (best == nullptr || series.values.back() == evidence.value) best = &series;
    }
    return best;
}

std::optional<double> limitValue(const promql::Expression& scalar, std::int64_t time,
                                 const promql::Engine& engine, const SeriesSource& source,
                                 const promql::QueryLimits& limits) {
    const auto outcome = engine.instant(scalar, source, time, limits);
    if (!outcome.ok() || outcome.result().series.size() != 1) return std::nullopt;
    const double value = outcome.result().series.front().values.front();
    return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

const ProcessRate* rateOf(const Frame& frame, const ProcessIdentity& identity) {
    if (!frame.rates.processes) return nullptr;
    const auto& rates = frame.rates.processes->processes;
    const auto found = std::ranges::lower_bound(rates, identity, {}, &ProcessRate::identity);
    return found != rates.end() && found->identity == identity ? &*found : nullptr;
}

EvidenceProcess evidenceProcess(const Frame& frame, const Process& process) {
    EvidenceProcess known;
    known.name = processDisplayName(*process.facts);
    known.pid = process.identity.pid;
    known.userId = process.facts->userId;
    known.user = process.facts->user;
    known.residentBytes = process.residentBytes;
    if (const ProcessRate* const rate = rateOf(frame, process.identity)) {
        known.cpu = rate->cpuSeconds;
        known.readBytesPerSecond = rate->diskReadBytesPerSecond;
        known.writtenBytesPerSecond = rate->diskWrittenBytesPerSecond;
    }
    return known;
}

std::optional<double> pressureOf(std::optional<double> rate, const std::optional<PressureOfResource>& reading,
                                 std::optional<PressureLine> PressureOfResource::*line) {
    if (rate) return rate;
    if (!reading || !((*reading).*line)) return std::nullopt;
    return ((*reading).*line)->average10Ratio;
}

EvidencePressure framePressure(const Frame& frame) {
    const PressureRates rates = frame.rates.pressure.value_or(PressureRates{});
    const Pressure none;
    const Pressure& read = frame.readings.pressure ? *frame.readings.pressure : none;
    constexpr auto some = &PressureOfResource::some;
    constexpr auto full = &PressureOfResource::full;
    return {pressureOf(rates.cpuSome, read.cpu, some),       pressureOf(rates.cpuFull, read.cpu, full),
            pressureOf(rates.memorySome, read.memory, some), pressureOf(rates.memoryFull, read.memory, full),
            pressureOf(rates.ioSome, read.io, some),         pressureOf(rates.ioFull, read.io, full)};
}

}  // namespace

AlertEvidence evidenceOf(const AlertChange& change, const RuleDefinition& rule) {
    AlertEvidence evidence;
    evidence.group = change.group;
    evidence.rule = change.rule;
    evidence.expression = rule.expression;
    evidence.forMilliseconds = rule.forMilliseconds;
    evidence.labels = change.alert.labels;
    evidence.annotations = change.alert.annotations;
    evidence.value = change.alert.value;
    evidence.activeAt = change.alert.activeAt;
    evidence.firedAt = change.alert.firedAt.value_or(change.time);
    evidence.moment = evidence.firedAt;
    evidence.fault = faultOf(rule);
    evidence.version = programVersion();
    return evidence;
}

void addMoment(const Frame& frame, const Frame* before, AlertEvidence& evidence) {
    evidence.moment = timeOf(frame);
    evidence.pressure = framePressure(frame);
    if (const auto& host = frame.readings.host) {
        evidence.host = host->name;
        evidence.system = host->osName + ", " + host->kernelName + " " + host->kernelRelease;
    }
    evidence.processes.clear();
    const auto blamed = blamedProcesses(frame, before, evidence.fault.resource, mostEvidenceProcesses);
    for (const BlamedProcess& each : blamed) {
        const auto& processes = frame.readings.processes->processes;
        const auto process = std::ranges::find(
            processes, each.pid, [](const Process& candidate) { return candidate.identity.pid; });
        if (process == processes.end()) continue;
        evidence.processes.push_back(evidenceProcess(frame, *process));
        if (evidence.fault.resource == FaultResource::Network)
            evidence.processes.back().networkBytesPerSecond = each.amount;
    }
}

EvidenceValues valuesAround(const RuleDefinition& rule, const AlertEvidence& evidence,
                            const promql::Engine& engine, const SeriesSource& source,
                            const promql::QueryLimits& limits) {
    const auto comparison = comparisonOf(*rule.parsed);
    const promql::Expression& asked = comparison ? *comparison->series : *rule.parsed;
    EvidenceValues values;
    values.expression = partOf(rule.expression, asked);
    if (comparison) values.sign = comparison->sign;
    if (comparison && comparison->hasOneLimit())
        values.limit = limitValue(*comparison->limit, evidence.firedAt, engine, source, limits);
    const std::int64_t earliest = std::max(evidence.activeAt - shownBefore, evidence.firedAt - longestShown);
    const auto steps = static_cast<std::int64_t>(mostEvidenceValues) - 1;
    const std::int64_t wanted = (evidence.firedAt - earliest + steps - 1) / steps;
    values.step = std::max(leastStep, (wanted + 999) / 1000 * 1000);
    // The last one is that of the evaluation that fired.
    const std::int64_t count = (evidence.firedAt - earliest) / values.step;
    values.from = evidence.firedAt - count * values.step;
    const auto outcome = engine.range(asked, source, {values.from, evidence.firedAt, values.step}, limits);
    if (!outcome.ok()) return values;
    if (const promql::StepSeries* const series = seriesOf(evidence, rule, outcome.result().series))
        for (const double value : series->values)
            values.values.push_back(std::isfinite(value) ? std::optional(value) : std::nullopt);
    return values;
}

}  // namespace baro::alerts
