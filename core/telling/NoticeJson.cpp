#include "core/telling/NoticeJson.h"

#include <string_view>
#include <utility>

#include "core/base/JsonWriter.h"
#include "core/base/Rfc3339.h"

namespace baro::alerts {
namespace {

void textMember(JsonWriter& json, std::string_view name, std::string_view text) {
    json.key(name);
    json.text(text);
}

void textMembers(JsonWriter& json, std::string_view name, const TextPairs& texts) {
    json.key(name);
    json.open('{');
    for (const auto& [key, text] : texts)
        textMember(json, key, text);
    json.close('}');
}

}  // namespace

std::string noticeJson(const Alert& alert, AlertNotice::Kind kind, const NoticeGroup& of,
                       const std::vector<BlamedProcess>& blamed) {
    const bool isFiring = kind == AlertNotice::Kind::Firing;
    JsonWriter json;
    json.open('{');
    textMember(json, "status", isFiring ? "firing" : "resolved");
    textMember(json, "group", of.group);
    textMember(json, "rule", of.rule);
    textMembers(json, "labels", alert.labels.pairs());
    textMembers(json, "annotations", alert.annotations);
    json.key("value");
    json.number(alert.value);
    textMember(json, "startsAt", rfc3339(alert.firedAt.value_or(alert.activeAt)));
    json.key("endsAt");
    alert.resolvedAt && !isFiring ? json.text(rfc3339(*alert.resolvedAt)) : json.null();
    json.key("processes");
    json.open('[');
    for (const BlamedProcess& process : blamed) {
        json.open('{');
        textMember(json, "name", process.name);
        json.key("pid");
        json.number(process.pid);
        json.key("amount");
        json.number(process.amount);
        json.close('}');
    }
    json.close(']');
    json.close('}');
    return std::move(json).take() + "\n";
}

}  // namespace baro::alerts
