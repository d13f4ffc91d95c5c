#include "core/prometheus/JsonFields.h"

#include "core/base/Escape.h"
#include "core/base/Rfc3339.h"
#include "core/promql/NumberText.h"

namespace baro::prometheus {
namespace {

const Json& nothingThere() {
    static const Json nothing{Json::Value(Json::Object())};
    return nothing;
}

}  // namespace

JsonFields::JsonFields(const Json& json, std::string place, std::optional<Error>& problem)
    : json_(json), place_(std::move(place)), problem_(problem) {
    if (json_.object() == nullptr && !json_.isNull()) wrong(place_, "object");
}

std::string JsonFields::placeOf(std::string_view member) const {
    return place_ + '.' + escapedForTerminal(member);
}

void JsonFields::wrong(const std::string& place, std::string_view what) const {
    if (!problem_)
        problem_ =
            malformed("its answer is not as Prometheus writes it: " + place + " is no " + std::string(what));
}

const Json* JsonFields::find(std::string_view member) const {
    const Json* const found = json_.member(member);
    return found == nullptr || found->isNull() ? nullptr : found;
}

std::string JsonFields::text(std::string_view member) const {
    const Json* const found = find(member);
    if (found == nullptr) return {};
    if (found->text() == nullptr) return wrong(placeOf(member), "text"), std::string();
    return *found->text();
}

std::optional<double> JsonFields::number(std::string_view member) const {
    const Json* const found = find(member);
    if (found == nullptr) return std::nullopt;
    if (found->number() == nullptr) return wrong(placeOf(member), "number"), std::nullopt;
    return *found->number();
}

std::optional<double> JsonFields::value(std::string_view member) const {
    const Json* const found = find(member);
    if (found == nullptr || found->text() == nullptr) return number(member);
    const auto value = promql::readNumber(*found->text());
    if (!value) wrong(placeOf(member), "value");
    return value;
}

std::optional<std::int64_t> JsonFields::time(std::string_view member) const {
    const std::string written = text(member);
    if (written.empty()) return std::nullopt;
    const auto time = parseRfc3339(written);
    if (!time) wrong(placeOf(member), "time");
    return time && *time >= 0 ? time : std::nullopt;
}

JsonFields::Texts JsonFields::texts(std::string_view member) const {
    Texts all;
    const Json* const found = find(member);
    if (found == nullptr) return all;
    if (found->object() == nullptr) return wrong(placeOf(member), "object"), all;
    for (const auto& [name, text] : *found->object()) {
        if (text.text() == nullptr)
            wrong(placeOf(member) + '.' + escapedForTerminal(name), "text");
        else
            all.emplace_back(name, *text.text());
    }
    return all;
}

JsonFields JsonFields::object(std::string_view member) const {
    const Json* const found = find(member);
    return {found == nullptr ? nothingThere() : *found, placeOf(member), problem_};
}

void JsonFields::forEach(std::string_view member, const std::function<void(const JsonFields&)>& take) const {
    const Json* const found = find(member);
    if (found == nullptr) return;
    if (found->array() == nullptr) return wrong(placeOf(member), "list");
    std::size_t number = 0;
    for (const Json& element : *found->array())
        take(JsonFields(element, placeOf(member) + '[' + std::to_string(number++) + ']', problem_));
}

}  // namespace baro::prometheus
