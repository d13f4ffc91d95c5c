#include "core/telling/Silence.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "core/base/Escape.h"
#include "core/base/Json.h"
#include "core/base/JsonWriter.h"
#include "core/base/Rfc3339.h"
#include "core/promql/Quoting.h"
#include "core/promql/Regex.h"

namespace baro::alerts {
namespace {

using Kind = LabelMatcher::Kind;

std::string_view signOf(Kind kind) {
    switch (kind) {
        case Kind::Equal:
            return "=";
        case Kind::NotEqual:
            return "!=";
        case Kind::Regex:
            return "=~";
        case Kind::NotRegex:
            return "!~";
    }
    return "=";
}

Kind kindOf(bool isEqual, bool isRegex) {
    if (isRegex) return isEqual ? Kind::Regex : Kind::NotRegex;
    return isEqual ? Kind::Equal : Kind::NotEqual;
}

bool isRegex(Kind kind) {
    return kind == Kind::Regex || kind == Kind::NotRegex;
}

// A file is read with one of them, so that a crafted one costs no time.
std::optional<std::string> problemOf(const Silence& silence, promql::RegexCheck& check) {
    if (silence.endsAt <= silence.startsAt) return "it ends before it starts";
    if (silence.matchers.empty()) return "it has no matchers";
    if (silence.matchers.size() > mostSilenceMatchers)
        return fmt::format("it has more than {} matchers", mostSilenceMatchers);
    if (silence.id.size() > mostSilenceBytes || silence.comment.size() > mostSilenceBytes)
        return fmt::format("a text of it is longer than {} bytes", mostSilenceBytes);
    for (const LabelMatcher& matcher : silence.matchers) {
        if (matcher.label.empty()) return "a matcher has no name";
        if (matcher.label.size() > mostSilenceBytes || matcher.value.size() > mostSilenceBytes)
            return fmt::format("a matcher is longer than {} bytes", mostSilenceBytes);
        if (!isRegex(matcher.kind)) continue;
        if (auto error = check.error(matcher.value)) return error;
    }
    return std::nullopt;
}

Error badSilence(const Silence& silence, std::string_view why) {
    return malformed(fmt::format("the silence \"{}\" cannot be used: {}",
                                 escapedForTerminal(std::string_view(silence.id).substr(0, 100)),
                                 escapedForTerminal(why)));
}

Result<LabelMatchers> compiledSilence(const Silence& silence, promql::RegexCheck& check) {
    if (const auto problem = problemOf(silence, check)) return badSilence(silence, *problem);
    auto compiled = LabelMatchers::compile(silence.matchers);
    if (!compiled) return badSilence(silence, compiled.error().message);
    const bool matchesAll =
        std::ranges::all_of(compiled->all(), [](const LabelMatchers::One& one) { return one.match({}); });
    if (matchesAll) return badSilence(silence, "it would silence every alert");
    return compiled;
}

std::optional<bool> flagOf(const Json& json, std::string_view name, bool fallback) {
    const Json* const member = json.member(name);
    if (member == nullptr) return fallback;
    return member->flag() ? std::optional(*member->flag()) : std::nullopt;
}

std::optional<LabelMatcher> matcherFrom(const Json& json) {
    const Json* const name = json.member("name");
    const Json* const value = json.member("value");
    const auto isEqual = flagOf(json, "isEqual", true);
    const auto regex = flagOf(json, "isRegex", false);
    if (!name || !name->text() || !value || !value->text() || !isEqual || !regex) return std::nullopt;
    return LabelMatcher{*name->text(), kindOf(*isEqual, *regex), *value->text()};
}

std::optional<std::vector<LabelMatcher>> matchersFrom(const Json& silence) {
    const Json* const list = silence.member("matchers");
    if (!list || !list->array() || list->array()->size() > mostSilenceMatchers) return std::nullopt;
    std::vector<LabelMatcher> matchers;
    for (const Json& item : *list->array()) {
        auto matcher = matcherFrom(item);
        if (!matcher) return std::nullopt;
        matchers.push_back(std::move(*matcher));
    }
    return matchers;
}

std::optional<Silence> silenceFrom(const Json& json) {
    const auto from = parseRfc3339(textOf(json, "startsAt"));
    const auto to = parseRfc3339(textOf(json, "endsAt"));
    auto matchers = matchersFrom(json);
    if (!from || !to || !matchers || textOf(json, "id").empty()) return std::nullopt;
    return Silence{std::string(textOf(json, "id")), std::move(*matchers), *from, *to,
                   std::string(textOf(json, "comment"))};
}

void writeMatcher(JsonWriter& json, const LabelMatcher& matcher) {
    json.open('{');
    json.key("name");
    json.text(matcher.label);
    json.key("value");
    json.text(matcher.value);
    json.key("isRegex");
    json.flag(isRegex(matcher.kind));
    json.key("isEqual");
    json.flag(matcher.kind == Kind::Equal || matcher.kind == Kind::Regex);
    json.close('}');
}

void writeSilence(JsonWriter& json, const Silence& silence) {
    json.open('{');
    json.key("id");
    json.text(silence.id);
    json.key("matchers");
    json.open('[');
    for (const LabelMatcher& matcher : silence.matchers)
        writeMatcher(json, matcher);
    json.close(']');
    json.key("startsAt");
    json.text(rfc3339(silence.startsAt));
    json.key("endsAt");
    json.text(rfc3339(silence.endsAt));
    json.key("comment");
    json.text(silence.comment);
    json.close('}');
}

}  // namespace

Result<LabelMatchers> checkedSilence(const Silence& silence) {
    promql::RegexCheck check;
    return compiledSilence(silence, check);
}

std::vector<LabelMatcher> matchersOfRule(const Labels& alert) {
    return matchersOfLabel(alert, "alertname");
}

std::vector<LabelMatcher> matchersOfLabel(const Labels& alert, std::string_view label) {
    return {{std::string(label), Kind::Equal, std::string(alert.value(label))}};
}

Result<std::vector<Silence>> parseSilences(std::string_view text) {
    const auto json = Json::parse(text);
    if (!json) return json.error();
    if (!json->array()) return malformed("silences are a JSON list");
    if (json->array()->size() > mostSilences)
        return malformed(fmt::format("there are more than {} silences", mostSilences));
    std::vector<Silence> silences;
    promql::RegexCheck check;
    for (const Json& item : *json->array()) {
        auto silence = silenceFrom(item);
        if (!silence)
            return malformed(fmt::format(
                "silence {} has not all of id, matchers, startsAt and endsAt as Alertmanager writes them",
                silences.size() + 1));
        if (const auto compiled = compiledSilence(*silence, check); !compiled) return compiled.error();
        silences.push_back(std::move(*silence));
    }
    return silences;
}

std::string silencesText(const std::vector<Silence>& silences) {
    JsonWriter json;
    json.open('[');
    for (const Silence& silence : silences)
        json.raw([&](std::string& out) {
            JsonWriter one;
            writeSilence(one, silence);
            out += "\n" + std::move(one).take();
        });
    json.close(']');
    return std::move(json).take() + "\n";
}

std::string toString(const std::vector<LabelMatcher>& matchers) {
    std::string text;
    for (const LabelMatcher& matcher : matchers)
        text += fmt::format("{}{}{}{}", text.empty() ? "" : ", ", matcher.label, signOf(matcher.kind),
                            promql::quoted(matcher.value));
    return text;
}

}  // namespace baro::alerts
