#include "core/remotewrite/CursorFile.h"

#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "core/base/Escape.h"
#include "core/base/Json.h"
#include "core/base/JsonWriter.h"
#include "core/config/ConfigFile.h"

namespace baro::remotewrite {
namespace {

constexpr double exact = 9007199254740992;  // 2^53

std::optional<std::int64_t> timeOf(const Json* json) {
    const double* const number = json == nullptr ? nullptr : json->number();
    if (number == nullptr || !(std::abs(*number) < exact) || std::trunc(*number) != *number)
        return std::nullopt;
    return static_cast<std::int64_t>(*number);
}

std::optional<SentRanges> rangesOf(const Json& json) {
    std::vector<Span> ranges;
    if (json.array() == nullptr) return std::nullopt;
    for (const Json& range : *json.array()) {
        const auto from = timeOf(range.element(0));
        const auto to = timeOf(range.element(1));
        if (!from || !to) return std::nullopt;
        ranges.push_back({*from, *to});
    }
    return SentRanges::of(std::move(ranges));
}

}  // namespace

std::string cursorText(const Cursors& cursors) {
    JsonWriter json;
    json.open('{');
    for (const auto& [key, sent] : cursors) {
        json.key(key);
        json.open('[');
        for (const Span& range : sent.all()) {
            json.open('[');
            json.number(range.from);
            json.number(range.to);
            json.close(']');
        }
        json.close(']');
    }
    json.close('}');
    return std::move(json).take() + "\n";
}

Result<Cursors> parseCursors(std::string_view text) {
    const auto json = Json::parse(text);
    if (!json) return json.error();
    if (json->object() == nullptr) return malformed("it is no list of destinations");
    Cursors cursors;
    for (const auto& [key, value] : *json->object()) {
        auto sent = rangesOf(value);
        if (!sent) return malformed("the times of " + escapedForTerminal(key) + " are none");
        cursors.emplace(key, std::move(*sent));
    }
    return cursors;
}

Result<Cursors> loadCursors(const std::string& path) {
    const auto text = readConfigText(path);
    if (!text && text.error().kind == ErrorKind::Absent) return Cursors();
    if (!text) return text.error();
    auto cursors = parseCursors(*text);
    if (cursors) return cursors;
    return malformed(escapedForTerminal(path) + ": " + cursors.error().message);
}

Status saveCursors(const std::string& path, const Cursors& cursors) {
    return replaceConfigText(path, cursorText(cursors));
}

}  // namespace baro::remotewrite
