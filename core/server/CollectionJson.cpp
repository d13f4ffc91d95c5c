#include "core/server/CollectionJson.h"

#include <ctime>
#include <string_view>

namespace baro {
namespace {

void writeTime(JsonWriter& json, std::string_view key, std::optional<std::int64_t> milliseconds) {
    json.key(key);
    if (!milliseconds) return json.null();
    const std::time_t seconds = *milliseconds / 1000;
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    json.text(fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", parts.tm_year + 1900,
                          parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
                          *milliseconds % 1000));
}

template <class Number>
void writeNumber(JsonWriter& json, std::string_view key, Number number) {
    json.key(key);
    json.number(number);
}

void writeText(JsonWriter& json, std::string_view key, std::string_view text) {
    json.key(key);
    json.text(text);
}

std::string reasonOf(const CollectionState& state) {
    if (!state.lastCollection) return "nothing was collected yet";
    if (state.lateMilliseconds)
        return fmt::format("nothing was collected for {} s", *state.lateMilliseconds / 1000);
    if (state.failing > 0)
        return fmt::format("{} of {} collectors fail", state.failing, state.collectors.size());
    return {};
}

void writeCollector(JsonWriter& json, const CollectorStanding& standing) {
    const CollectorHealth& health = standing.health;
    json.open('{');
    writeText(json, "name", health.name);
    writeText(json, "state", wordOf(health.state));
    writeText(json, "reason", health.reason);
    writeNumber(json, "intervalSeconds", seconds(health.interval));
    writeTime(json, "lastReading", standing.lastReading);
    writeTime(json, "nextReading", standing.nextReading);
    writeNumber(json, "lastDurationSeconds", seconds(health.duration));
    writeNumber(json, "readings", health.readings);
    writeNumber(json, "failures", standing.recentFailures);
    json.close('}');
}

}  // namespace

void writeCollection(JsonWriter& json, const CollectionState& state) {
    json.open('{');
    writeText(json, "health", state.isHealthy() ? "healthy" : "degraded");
    writeText(json, "reason", reasonOf(state));
    writeTime(json, "lastCollection", state.lastCollection);
    writeTime(json, "nextCollection", state.nextCollection);
    json.key("sampledBy");  // a process, when another one samples
    state.sampledBy == 0 ? json.null() : json.number(state.sampledBy);
    writeNumber(json, "failures", state.recentFailures);
    writeTime(json, "failuresCountedSince",
              state.lastCollection ? std::optional(state.countedSince) : std::nullopt);
    json.key("collectors");
    json.open('[');
    for (const CollectorStanding& standing : state.collectors)
        writeCollector(json, standing);
    json.close(']');
    json.close('}');
}

}  // namespace baro
