// What a server with Prometheus's API says of its rules and alerts (prometheus.io, "HTTP API", /api/v1/rules
// and /api/v1/alerts), and of what it scrapes (/api/v1/targets), as values. Thanos, Mimir and VictoriaMetrics
// leave some of it away, and add what is not read here. Wrong types are errors with their place. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/Json.h"
#include "core/base/Result.h"
#include "core/prometheus/JsonFields.h"
#include "core/series/Labels.h"

namespace baro::prometheus {

enum class RuleState { Unknown, Inactive, Pending, Firing };

struct ServerAlert {
    Labels labels;
    JsonFields::Texts annotations;  // ascending by name
    RuleState state = RuleState::Unknown;
    std::optional<std::int64_t> activeAt;  // milliseconds since 1970 UTC
    std::optional<double> value;
};

struct ServerRule {
    enum class Kind { Alerting, Recording };
    enum class Health { Unknown, Good, Bad };
    Kind kind = Kind::Alerting;
    std::string name;  // of the alert, or of the series that is recorded
    std::string expression;
    std::optional<double> forSeconds;         // of an alert
    std::optional<double> keepFiringSeconds;  // of an alert
    Labels labels;
    JsonFields::Texts annotations;
    RuleState state = RuleState::Unknown;  // of an alert: that of its gravest
    Health health = Health::Unknown;
    std::string lastError;
    std::optional<std::int64_t> evaluatedAt;  // milliseconds since 1970 UTC
    std::optional<double> evaluationSeconds;
};

struct ServerRuleGroup {
    std::string name;
    std::string file;
    std::optional<double> intervalSeconds;
    std::vector<ServerRule> rules;
};

struct ServerTarget {
    Labels labels;
    bool isUp = false;
    std::string lastError;  // why the last scrape failed
};

// Of the "data" of each answer.
Result<std::vector<ServerAlert>> readAlerts(const Json& data);
Result<std::vector<ServerRuleGroup>> readRules(const Json& data);
Result<std::vector<ServerTarget>> readTargets(const Json& data);

}  // namespace baro::prometheus
