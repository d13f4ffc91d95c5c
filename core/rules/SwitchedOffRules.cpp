#include "core/rules/SwitchedOffRules.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "core/base/Json.h"
#include "core/base/JsonWriter.h"
#include "core/base/Text.h"

namespace baro::alerts {
namespace {

constexpr std::size_t mostSwitchedOff = 10'000;

std::optional<RuleId> ruleIdFrom(const Json& json) {
    RuleId id{std::string(textOf(json, "group")), std::string(textOf(json, "alert")), {}};
    const Json* const labels = json.member("labels");
    if (id.name.empty() || (labels != nullptr && labels->object() == nullptr)) return std::nullopt;
    if (labels == nullptr) return id;
    for (const auto& [name, value] : *labels->object()) {
        if (value.text() == nullptr) return std::nullopt;
        id.labels.emplace_back(name, *value.text());
    }
    return id;
}

}  // namespace

Result<std::vector<RuleId>> parseSwitchedOff(std::string_view text) {
    std::vector<RuleId> rules;
    if (trimmed(text).empty()) return rules;
    const auto json = Json::parse(text);
    if (!json) return json.error();
    if (json->array() == nullptr) return malformed("expected a list of rules");
    if (json->array()->size() > mostSwitchedOff)
        return malformed(fmt::format("more than {} rules", mostSwitchedOff));
    for (const Json& item : *json->array()) {
        auto id = ruleIdFrom(item);
        if (!id)
            return malformed(
                fmt::format("entry {}: expected \"group\", \"alert\" and \"labels\"", rules.size() + 1));
        rules.push_back(std::move(*id));
    }
    return rules;
}

std::string switchedOffText(const std::vector<RuleId>& rules) {
    std::string text = "[";
    for (const RuleId& id : rules) {
        JsonWriter json;
        json.open('{');
        json.key("group");
        json.text(id.group);
        json.key("alert");
        json.text(id.name);
        json.key("labels");
        json.open('{');
        for (const auto& [name, value] : id.labels) {
            json.key(name);
            json.text(value);
        }
        json.close('}');
        json.close('}');
        text += (text.size() > 1 ? ",\n " : "\n ") + std::move(json).take();
    }
    return text + "\n]\n";
}

std::vector<RuleFile> takeSwitchedOff(std::vector<RuleFile>& files, const std::vector<RuleId>& rules) {
    std::vector<RuleFile> off;
    if (rules.empty()) return off;
    for (RuleFile& file : files) {
        RuleFile offHere{file.name, {}};
        for (GroupDefinition& group : file.groups) {
            const auto stays = std::stable_partition(
                group.rules.begin(), group.rules.end(), [&](const RuleDefinition& rule) {
                    return rule.kind != RuleDefinition::Kind::Alerting ||
                           std::ranges::find(rules, ruleIdOf(group.name, rule)) == rules.end();
                });
            if (stays == group.rules.end()) continue;
            GroupDefinition offGroup = group;
            offGroup.rules.assign(stays, group.rules.end());
            group.rules.erase(stays, group.rules.end());
            offHere.groups.push_back(std::move(offGroup));
        }
        if (!offHere.groups.empty()) off.push_back(std::move(offHere));
    }
    return off;
}

}  // namespace baro::alerts
