// Rules that are evaluated one after the other, each seeing what those before it gave
// (prometheus/prometheus: rules/group.go). Time is an argument. Not synchronised.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "core/alerts/AlertingRule.h"
#include "core/alerts/RuleEvaluation.h"
#include "core/rules/RuleFile.h"

namespace baro::alerts {

enum class RuleHealth { Unknown, Good, Bad };
std::string_view wordOf(RuleHealth health);  // as Prometheus's API has it: "unknown", "ok", "err"

// How a rule or group fared last.
struct EvaluationReport {
    RuleHealth health = RuleHealth::Unknown;
    std::string error;                 // of a bad one
    std::optional<std::int64_t> time;  // milliseconds since 1970 UTC; nothing: never yet
    double seconds = 0;                // that it took
};

class RuleGroup {
  public:
    struct Rule {
        std::variant<AlertingRule, RuleDefinition> rule;  // a definition is that of a recording rule
        EvaluationReport report;
        std::set<Labels> series;  // that it gave last

        const RuleDefinition& definition() const;
        const AlertingRule* alerting() const { return std::get_if<AlertingRule>(&rule); }
        AlertingRule* alerting() { return std::get_if<AlertingRule>(&rule); }
    };
    using Stopwatch = std::function<double()>;  // seconds, of any beginning

    RuleGroup(std::string file, const GroupDefinition& definition, std::int64_t usualIntervalMilliseconds);

    const std::string& file() const { return file_; }
    const std::string& name() const { return name_; }
    std::int64_t intervalMilliseconds() const { return interval_; }
    std::int64_t limit() const { return limit_; }
    const std::vector<Rule>& rules() const { return rules_; }
    const EvaluationReport& report() const { return report_; }

    // A rule that fails is marked bad, and the rest go on. Null: nobody asks how long it takes.
    std::vector<AlertChange> evaluate(const RuleEvaluation& evaluation, std::int64_t time,
                                      const Stopwatch& stopwatch = {});

    void restore(const SeriesSource& source, std::int64_t time, const RestoreLimits& limits);
    void setRestored();
    // Goes on where a group of the same name in an older edition of the file was.
    void takeOver(RuleGroup& older);
    // Its series end at the next evaluation of another group, to which they are given.
    std::vector<Labels> takeSeries();
    void endLater(std::vector<Labels> series);
    void shift(std::int64_t milliseconds);

  private:
    Status evaluateRule(Rule& rule, const RuleEvaluation& evaluation, std::int64_t time,
                        std::vector<AlertChange>& changes);
    Result<std::vector<RuleSample>> record(const RuleDefinition& definition, const RuleEvaluation& evaluation,
                                           std::int64_t time) const;
    Status write(Rule& rule, const std::vector<RuleSample>& samples, RuleSink& sink, std::int64_t time) const;

    std::string file_;
    std::string name_;
    std::int64_t interval_ = 0;
    std::int64_t queryOffset_ = 0;
    std::int64_t limit_ = 0;
    std::vector<Rule> rules_;
    std::vector<Labels> ended_;  // series of rules that are gone
    EvaluationReport report_;
};

}  // namespace baro::alerts
