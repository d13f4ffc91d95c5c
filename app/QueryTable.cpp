// An answer of Prometheus's API as lines for people.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ctime>

#include "app/QueryCommand.h"
#include "core/base/AppendFormat.h"
#include "core/base/Escape.h"
#include "core/series/Labels.h"

namespace baro::app {
namespace {

struct Point {
    double seconds = 0;
    std::string value;
};

// [1435781451.781,"1.5"]
Point pointOf(const Json& json) {
    Point point;
    const Json* const time = json.element(0);
    const Json* const value = json.element(1);
    if (time != nullptr && time->number() != nullptr) point.seconds = *time->number();
    if (value != nullptr && value->text() != nullptr) point.value = escapedForTerminal(*value->text());
    return point;
}

std::string seriesText(const Json& series) {
    std::vector<std::pair<std::string, std::string>> pairs;
    const Json* const metric = series.member("metric");
    if (metric != nullptr && metric->object() != nullptr)
        for (const auto& [name, value] : *metric->object())
            if (value.text() != nullptr) pairs.emplace_back(name, *value.text());
    return escapedForTerminal(toString(Labels(std::move(pairs))));
}

// Local time with milliseconds.
std::string timeText(double seconds) {
    if (!(std::abs(seconds) < 1e15)) return fmt::format("{}", seconds);
    const auto milliseconds = static_cast<std::int64_t>(std::llround(seconds * 1000));
    const std::int64_t fraction = ((milliseconds % 1000) + 1000) % 1000;
    const auto whole = static_cast<std::time_t>((milliseconds - fraction) / 1000);
    std::tm parts{};
    if (localtime_r(&whole, &parts) == nullptr) return fmt::format("{}", seconds);
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}.{:03}", parts.tm_year + 1900, parts.tm_mon + 1,
                       parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec, fraction);
}

void appendVector(std::string& text, const Json::Array& all) {
    std::vector<std::pair<std::string, std::string>> rows;
    std::size_t width = 0;
    for (const Json& series : all) {
        const Json* const value = series.member("value");
        rows.emplace_back(seriesText(series), value != nullptr ? pointOf(*value).value : "histogram");
        width = std::max(width, rows.back().first.size());
    }
    for (const auto& [series, value] : rows)
        appendFormat(text, "{:<{}}  {}\n", series, width, value);
}

void appendMatrix(std::string& text, const Json::Array& all) {
    for (const Json& series : all) {
        text.append(seriesText(series)).append("\n");
        const Json* const values = series.member("values");
        if (values == nullptr || values->array() == nullptr) continue;
        for (const Json& value : *values->array()) {
            const Point point = pointOf(value);
            appendFormat(text, "  {}  {}\n", timeText(point.seconds), point.value);
        }
    }
}

}  // namespace

std::string queryTable(const Json& answer) {
    const Json* const data = answer.member("data");
    const Json* const result = data != nullptr ? data->member("result") : nullptr;
    if (result == nullptr || result->array() == nullptr) return "no result\n";
    const std::string_view type = textOf(*data, "resultType");
    if (type == "scalar" || type == "string") return pointOf(*result).value + "\n";
    if (result->array()->empty()) return "no series\n";
    std::string text;
    if (type == "vector") {
        appendVector(text, *result->array());
    } else {
        appendMatrix(text, *result->array());
    }
    return text;
}

}  // namespace baro::app
