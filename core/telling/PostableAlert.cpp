#include "core/telling/PostableAlert.h"

#include <string_view>
#include <utility>

#include "core/base/JsonWriter.h"
#include "core/base/Rfc3339.h"

namespace baro::alerts {
namespace {

void writeTexts(JsonWriter& json, std::string_view name, const TextPairs& texts) {
    json.key(name);
    json.open('{');
    for (const auto& [key, text] : texts) {
        json.key(key);
        json.text(text);
    }
    json.close('}');
}

}  // namespace

std::string postableJson(std::span<const PostableAlert> alerts) {
    JsonWriter json;
    json.open('[');
    for (const PostableAlert& alert : alerts) {
        json.open('{');
        writeTexts(json, "labels", alert.labels.pairs());
        writeTexts(json, "annotations", alert.annotations);
        json.key("startsAt");
        json.text(rfc3339(alert.startsAt));
        json.key("endsAt");
        json.text(rfc3339(alert.endsAt));
        json.close('}');
    }
    json.close(']');
    return std::move(json).take();
}

}  // namespace baro::alerts
