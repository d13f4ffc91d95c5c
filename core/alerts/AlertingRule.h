// An alerting rule and its alerts, as Prometheus keeps them (rules/alerting.go): pending until the expression
// has held for so long, firing until it holds no more, and for a while afterwards if so wished. Time is an
// argument. Not synchronised.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/alerts/Alert.h"
#include "core/alerts/RuleEvaluation.h"
#include "core/base/Result.h"
#include "core/rules/RuleFile.h"
#include "core/templates/Template.h"

namespace baro::alerts {

// How an outage is bridged when alerts are restored (Prometheus: rules.alert.for-outage-tolerance and
// for-grace-period).
struct RestoreLimits {
    std::int64_t outageToleranceMilliseconds = 3'600'000;
    std::int64_t gracePeriodMilliseconds = 600'000;
    // When the program ended. A source that marks the end of every series there cannot tell by a marker that
    // an alert was over; then those count that have a sample of so long before. Nothing: markers tell it.
    std::optional<std::int64_t> downAt = std::nullopt;
    std::int64_t downToleranceMilliseconds = 60'000;
};

class AlertingRule {
  public:
    // What resolved stays in alerts() for so long, so that whoever is told has time to hear it.
    static constexpr std::int64_t resolvedRetentionMilliseconds = 15 * 60'000;

    explicit AlertingRule(RuleDefinition definition);

    const RuleDefinition& definition() const { return definition_; }

    struct Outcome {
        std::vector<RuleSample> samples;  // ALERTS and ALERTS_FOR_STATE
        std::vector<AlertChange> changes;
    };
    // After an error the alerts are as they were; beyond the limit (0: none) there are none any more.
    Result<Outcome> evaluate(const RuleEvaluation& evaluation, std::int64_t time,
                             std::int64_t queryOffsetMilliseconds, std::int64_t limit);

    // Takes over since when alerts are active, from the ALERTS_FOR_STATE of the program's last life. To be
    // called once, after an evaluation. Until then no samples are made, which would hide those.
    void restore(const SeriesSource& source, std::int64_t time, const RestoreLimits& limits);
    void setRestored() { isRestored_ = true; }
    bool isRestored() const { return isRestored_; }

    // Goes on with the alerts of a rule of the same name and labels.
    void takeOver(const AlertingRule& other);
    // The clock was set, or stood still: what is measured from now on does not count that.
    void shift(std::int64_t milliseconds);

    // By labels; those that have resolved, too.
    const std::map<Labels, Alert>& alerts() const { return alerts_; }
    AlertState state() const;  // the gravest of its alerts

  private:
    using Alerts = std::map<Labels, Alert>;
    Result<Alerts> found(const RuleEvaluation& evaluation, std::int64_t time, std::int64_t queryOffset) const;
    std::map<Labels, AlertState> takeIn(Alerts& fresh);
    void advance(Alert& alert, bool isThere, std::int64_t time) const;
    void addSamples(const Alert& alert, std::int64_t time, Outcome& outcome) const;
    void restoreAlert(Alert& alert, Sample newest, std::int64_t time, const RestoreLimits& limits) const;
    Labels sampleLabels(const Alert& alert, std::string_view metric) const;

    RuleDefinition definition_;
    std::vector<std::pair<std::string, AlertText>> labels_;
    std::vector<std::pair<std::string, AlertText>> annotations_;
    Alerts alerts_;
    bool isRestored_ = false;
};

}  // namespace baro::alerts
