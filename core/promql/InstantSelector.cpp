// Vector selectors (promql/engine.go: vectorSelectorSingle).
#include <algorithm>
#include <utility>

#include "core/promql/Selectors.h"
#include "core/promql/SeriesReader.h"
#include "core/promql/SummaryReader.h"

namespace baro::promql {
namespace {

struct ValueOf {
    double operator()(const Sample& sample) const { return sample.value; }
};
struct TimeOf {
    double operator()(const Sample& sample) const {
        return static_cast<double>(sample.timeMilliseconds) / 1000;
    }
};

SeriesQuery queryOf(const VectorSelector& selector, const TimeShift& shift, const Steps& steps,
                    std::int64_t lookback) {
    const std::int64_t to = shift.at(lastTime(steps));
    const std::int64_t from = earlier(shift.at(steps.start), lookback - 1);
    return {selector.matchers, {from, to}, steps.count() == 1 || shift.fixed.has_value()};
}

// Of an interval from which only the newest sample is wanted, all but the last lookback may be left out: so a
// long step has windows that a source may have summed up.
SummaryQuery summaryQueryOf(const VectorSelector& selector, const TimeShift& shift, const Steps& steps,
                            std::int64_t lookback) {
    using enum SummaryField;
    return {selector.matchers,
            {shift.at(steps.start), steps.step, steps.count(), std::max(lookback, steps.step)},
            Last | EndsUnknown};
}

template <class Take>
class InstantSelector final : public Operator {
  public:
    InstantSelector(Evaluation& evaluation, const VectorSelector& selector, TimeShift shift,
                    const Steps& steps)
        : evaluation_(evaluation),
          lookback_(evaluation.options().lookbackMilliseconds),
          shift_(shift),
          steps_(steps),
          summaries_(evaluation, summaryQueryOf(selector, shift, steps, lookback_)),
          reader_(evaluation, queryOf(selector, shift, steps, lookback_)) {}

    bool next(Row& row) override {
        if (evaluation_.failed()) return false;
        if (steps_.count() > 1 && !shift_.fixed && summaries_.open()) return nextSummary(row);
        while (reader_.next()) {
            if (!evaluation_.proceed(steps_.count())) return false;
            if (!fill(row.values, reader_.samples())) continue;
            row.labels = reader_.labels();
            row.dropsName = false;
            return true;
        }
        return false;
    }

  private:
    bool nextSummary(Row& row) {
        while (summaries_.next()) {
            if (!fill(row.values, summaries_.summaries())) continue;
            row.labels = summaries_.labels();
            row.dropsName = false;
            return true;
        }
        return false;
    }

    bool fill(std::vector<double>& values, std::span<const Summary> summaries) const {
        values.assign(steps_.count(), staleMarker());
        bool any = false;
        for (std::size_t step = 0; step < values.size(); ++step) {
            const Summary& summary = summaries[step];
            const std::int64_t after = earlier(summaries_.windows().end(step), lookback_);
            if (summary.count == 0 || summary.endsUnknown || summary.last.timeMilliseconds <= after) continue;
            values[step] = Take{}(summary.last);
            any = true;
        }
        return any;
    }

    bool fill(std::vector<double>& values, std::span<const Sample> samples) const {
        values.assign(steps_.count(), staleMarker());
        bool any = false;
        std::size_t after = 0;  // the first sample that is later than the step
        for (std::size_t step = 0; step < values.size(); ++step) {
            const std::int64_t time = shift_.at(steps_.time(step));
            while (after < samples.size() && samples[after].timeMilliseconds <= time)
                ++after;
            if (after == 0) continue;
            const Sample& newest = samples[after - 1];
            if (newest.timeMilliseconds <= earlier(time, lookback_) || isStaleMarker(newest.value)) continue;
            values[step] = Take{}(newest);
            any = true;
        }
        return any;
    }

    Evaluation& evaluation_;
    std::int64_t lookback_;
    TimeShift shift_;
    Steps steps_;
    SummaryReader summaries_;
    SeriesReader reader_;
};

template <class Take>
OperatorPtr planned(Planner& planner, const VectorSelector& selector, const Steps& steps) {
    return std::make_unique<InstantSelector<Take>>(
        planner.evaluation(), selector, planner.shiftOf(selector.offsetMilliseconds, selector.at), steps);
}

}  // namespace

OperatorPtr planSelector(Planner& planner, const VectorSelector& selector, const Steps& steps) {
    return planned<ValueOf>(planner, selector, steps);
}

OperatorPtr planSampleTimes(Planner& planner, const VectorSelector& selector, const Steps& steps) {
    return planned<TimeOf>(planner, selector, steps);
}

}  // namespace baro::promql
