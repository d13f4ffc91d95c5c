#include "core/alerts/AlertRuns.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>
#include <utility>

namespace baro::alerts {
namespace {

constexpr std::string_view stateLabel = "alertstate";

Labels alertLabels(const Labels& series) {
    auto pairs = series.pairs();
    std::erase_if(pairs,
                  [](const auto& pair) { return pair.first == metricNameLabel || pair.first == stateLabel; });
    return Labels(std::move(pairs));
}

void addRuns(const Labels& labels, std::span<const Sample> samples, std::int64_t until,
             std::vector<AlertRun>& into) {
    std::optional<TimeRange> run;
    const auto end = [&](bool endsUnknown) {
        if (run) into.push_back({labels, *run, endsUnknown});
        run.reset();
    };
    for (const Sample& sample : samples) {
        if (run && sample.timeMilliseconds - run->to > longestEvaluationGap) end(false);
        if (isStaleMarker(sample.value)) {
            end(false);
            continue;
        }
        if (!run) run = TimeRange{sample.timeMilliseconds, sample.timeMilliseconds};
        run->to = sample.timeMilliseconds;
    }
    end(run && until - run->to <= longestEvaluationGap);
}

void sortNewestFirst(std::vector<AlertRun>& runs) {
    std::ranges::stable_sort(runs, [](const AlertRun& a, const AlertRun& b) {
        return a.fired.from != b.fired.from ? a.fired.from > b.fired.from : a.labels < b.labels;
    });
}

struct WaitingTimes {
    std::int64_t forMilliseconds = 0;
    std::int64_t keepFiringForMilliseconds = 0;
};

// One element of an expression, evaluated again and again: rules/alerting.go's states, without restarts.
class Presence {
  public:
    Presence(const WaitingTimes& times, const Labels& labels) : times_(times), labels_(labels) {}

    void at(std::int64_t time, bool isThere) {
        if (isThere) {
            if (!activeAt_) activeAt_ = time;
            keptSince_.reset();
            if (!firing_ && time - *activeAt_ >= times_.forMilliseconds) firing_ = TimeRange{time, time};
        } else if (firing_ && times_.keepFiringForMilliseconds > 0) {
            if (!keptSince_) keptSince_ = time;
            if (time - *keptSince_ >= times_.keepFiringForMilliseconds) end(false);
        } else {
            end(false);
        }
        if (firing_) firing_->to = time;
    }
    void end(bool endsUnknown) {
        if (firing_) runs_.push_back({labels_, *firing_, endsUnknown});
        firing_.reset();
        activeAt_.reset();
        keptSince_.reset();
    }
    std::vector<AlertRun> take() { return std::move(runs_); }

  private:
    const WaitingTimes times_;
    const Labels labels_;
    std::optional<std::int64_t> activeAt_;
    std::optional<std::int64_t> keptSince_;
    std::optional<TimeRange> firing_;
    std::vector<AlertRun> runs_;
};

template <class IsThere>
std::vector<AlertRun> runsOf(const WaitingTimes& times, const promql::StepSeries& series,
                             const promql::Steps& steps, IsThere isThere) {
    Presence presence(times, alertLabels(series.labels));
    for (std::size_t index = 0; index < series.values.size(); ++index)
        presence.at(steps.time(index), isThere(series.values[index]));
    presence.end(true);
    return presence.take();
}

}  // namespace

Result<std::vector<AlertRun>> recordedRuns(const SeriesSource& source, TimeRange range) {
    const auto isFiring = LabelMatcher{std::string(stateLabel), LabelMatcher::Kind::Equal, "firing"};
    const auto all = readAll(source, allOf("ALERTS", {isFiring}, range));
    if (!all) return all.error();
    std::vector<AlertRun> runs;
    for (const SampleSeries& series : *all)
        addRuns(alertLabels(series.labels), series.samples, range.to, runs);
    sortNewestFirst(runs);
    return runs;
}

Result<std::vector<AlertRun>> wouldHaveFired(const RuleDefinition& rule, const promql::Engine& engine,
                                             const SeriesSource& source, const promql::Steps& steps,
                                             const promql::QueryLimits& limits) {
    const auto outcome = engine.range(*rule.parsed, source, steps, limits);
    if (!outcome.ok()) return failed(outcome.error().message);
    std::vector<AlertRun> runs;
    const WaitingTimes times{rule.forMilliseconds, rule.keepFiringForMilliseconds};
    const auto isThere = [](double value) { return !promql::isAbsent(value); };
    for (const promql::StepSeries& series : outcome.result().series)
        std::ranges::move(runsOf(times, series, steps, isThere), std::back_inserter(runs));
    sortNewestFirst(runs);
    return runs;
}

std::vector<AlertRun> wouldHaveFired(const ThresholdRule& rule, std::span<const promql::StepSeries> series,
                                     const promql::Steps& steps) {
    const WaitingTimes times{rule.forMilliseconds, rule.keepFiringForMilliseconds};
    const auto isThere = [&rule](double value) { return holds(rule, value); };
    std::vector<AlertRun> runs;
    for (const promql::StepSeries& one : series)
        std::ranges::move(runsOf(times, one, steps, isThere), std::back_inserter(runs));
    sortNewestFirst(runs);
    return runs;
}

}  // namespace baro::alerts
