#include "core/prometheus/ServerRules.h"

#include <utility>

namespace baro::prometheus {
namespace {

RuleState stateNamed(std::string_view name) {
    if (name == "firing") return RuleState::Firing;
    if (name == "pending") return RuleState::Pending;
    if (name == "inactive") return RuleState::Inactive;
    return RuleState::Unknown;
}

ServerRule::Health healthNamed(std::string_view name) {
    if (name == "ok") return ServerRule::Health::Good;
    if (name == "err") return ServerRule::Health::Bad;
    return ServerRule::Health::Unknown;
}

ServerAlert alertIn(const JsonFields& fields) {
    return {fields.labels("labels"), fields.texts("annotations"), stateNamed(fields.text("state")),
            fields.time("activeAt"), fields.value("value")};
}

ServerRule ruleIn(const JsonFields& fields) {
    ServerRule rule;
    // "alerting" is the word, "alert" that of some.
    rule.kind = fields.text("type") == "recording" ? ServerRule::Kind::Recording : ServerRule::Kind::Alerting;
    rule.name = fields.text("name");
    rule.expression = fields.text("query");
    rule.forSeconds = fields.number("duration");
    rule.keepFiringSeconds = fields.number("keepFiringFor");
    rule.labels = fields.labels("labels");
    rule.annotations = fields.texts("annotations");
    rule.state = stateNamed(fields.text("state"));
    rule.health = healthNamed(fields.text("health"));
    rule.lastError = fields.text("lastError");
    rule.evaluatedAt = fields.time("lastEvaluation");
    rule.evaluationSeconds = fields.number("evaluationTime");
    return rule;
}

ServerRuleGroup groupIn(const JsonFields& fields) {
    ServerRuleGroup group{fields.text("name"), fields.text("file"), fields.number("interval"), {}};
    fields.forEach("rules", [&group](const JsonFields& rule) { group.rules.push_back(ruleIn(rule)); });
    return group;
}

ServerTarget targetIn(const JsonFields& fields) {
    return {fields.labels("labels"), fields.text("health") == "up", fields.text("lastError")};
}

template <class Value>
Result<std::vector<Value>> allIn(const Json& data, std::string_view list, Value (*read)(const JsonFields&)) {
    std::optional<Error> problem;
    std::vector<Value> all;
    JsonFields(data, "data", problem).forEach(list, [&](const JsonFields& each) {
        all.push_back(read(each));
    });
    if (problem) return *problem;
    return all;
}

}  // namespace

Result<std::vector<ServerAlert>> readAlerts(const Json& data) {
    return allIn<ServerAlert>(data, "alerts", alertIn);
}

Result<std::vector<ServerRuleGroup>> readRules(const Json& data) {
    return allIn<ServerRuleGroup>(data, "groups", groupIn);
}

Result<std::vector<ServerTarget>> readTargets(const Json& data) {
    return allIn<ServerTarget>(data, "activeTargets", targetIn);
}

}  // namespace baro::prometheus
