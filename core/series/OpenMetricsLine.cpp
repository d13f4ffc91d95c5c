#include "core/series/OpenMetricsLine.h"

#include <array>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "core/base/Numbers.h"
#include "core/base/Text.h"

namespace baro {
namespace {

constexpr double farthestSecond = 9e15;  // milliseconds beyond do not fit into 64 bits

// The end of a text in quotes, after the closing one; npos when it is not closed.
std::size_t endOfQuoted(std::string_view text, std::size_t quote) {
    for (std::size_t at = quote + 1; at < text.size(); ++at) {
        if (text[at] == '\\') {
            ++at;
        } else if (text[at] == '"') {
            return at + 1;
        }
    }
    return std::string_view::npos;
}

// The end of the closing brace; npos when there is none.
std::size_t endOfBraces(std::string_view text, std::size_t open) {
    for (std::size_t at = open + 1; at < text.size();) {
        if (text[at] == '}') return at + 1;
        at = text[at] == '"' ? endOfQuoted(text, at) : at + 1;
    }
    return std::string_view::npos;
}

std::string unescaped(std::string_view text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '\\' || at + 1 == text.size()) {
            plain += text[at];
            continue;
        }
        const char next = text[++at];
        if (next != 'n' && next != '"' && next != '\\') plain += '\\';
        plain += next == 'n' ? '\n' : next;
    }
    return plain;
}

std::optional<double> valueOf(std::string_view text) {
    if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
    if (text == "+Inf" || text == "Inf") return std::numeric_limits<double>::infinity();
    if (text == "-Inf") return -std::numeric_limits<double>::infinity();
    if (text.starts_with('+')) text.remove_prefix(1);
    const auto value = parseNumber<double>(text);
    return value && std::isfinite(*value) ? value : std::nullopt;
}

// Takes "name" or name up to one of the characters that may follow it.
std::optional<std::string> takeName(std::string_view& text, std::string_view ends) {
    if (text.starts_with('"')) {
        const std::size_t end = endOfQuoted(text, 0);
        if (end == std::string_view::npos) return std::nullopt;
        std::string name = unescaped(text.substr(1, end - 2));
        text.remove_prefix(end);
        return name;
    }
    const std::string name(text.substr(0, text.find_first_of(ends)));
    text.remove_prefix(name.size());
    return name;
}

Error notASeries(std::string_view text) {
    return malformed("\"" + std::string(text.substr(0, 200)) + "\" is no series");
}

using Pairs = std::vector<std::pair<std::string, std::string>>;

// Takes name="value", or the "name" of the metric in quotes.
bool takePair(std::string_view& text, Pairs& pairs) {
    const bool isQuoted = text.starts_with('"');
    auto name = takeName(text, "=,}");
    if (!name || name->empty()) return false;
    if (!text.starts_with('=')) {
        if (!isQuoted) return false;
        pairs.emplace_back(metricNameLabel, std::move(*name));
        return true;
    }
    text.remove_prefix(1);
    const std::size_t end = text.starts_with('"') ? endOfQuoted(text, 0) : std::string_view::npos;
    if (end == std::string_view::npos) return false;
    pairs.emplace_back(std::move(*name), unescaped(text.substr(1, end - 2)));
    text.remove_prefix(end);
    return true;
}

}  // namespace

Result<OpenMetricsSample> parseOpenMetricsSample(std::string_view line) {
    std::size_t end = line.find_first_of("{ ");
    if (end != std::string_view::npos && line[end] == '{') end = endOfBraces(line, end);
    if (end == std::string_view::npos || end == 0) return notASeries(line);
    OpenMetricsSample sample{.series = line.substr(0, end), .value = 0, .timeMilliseconds = std::nullopt};
    std::string_view rest = line.substr(end);
    const auto value = valueOf(takeField(rest));
    if (!value) return malformed("a sample has no number as its value");
    sample.value = *value;
    const std::string_view time = takeField(rest);
    if (time.empty() || time == "#") return sample;
    const auto seconds = valueOf(time);
    if (!seconds || !(std::abs(*seconds) < farthestSecond))
        return malformed("a sample's time is no number of seconds");
    // Cut as Prometheus does it (model/textparse/openmetricsparse.go), so that both mean the same time.
    sample.timeMilliseconds = static_cast<std::int64_t>(*seconds * 1000);
    if (const std::string_view after = takeField(rest); !after.empty() && after != "#")
        return malformed("a sample has more than a value and a time");
    return sample;
}

Result<Labels> parseOpenMetricsSeries(std::string_view series) {
    Pairs pairs;
    std::string_view rest = series;
    const std::string_view metric = rest.substr(0, rest.find('{'));
    rest.remove_prefix(metric.size());
    if (!metric.empty()) pairs.emplace_back(metricNameLabel, metric);
    if (rest.starts_with('{')) {
        rest.remove_prefix(1);
        while (!rest.starts_with('}')) {
            if (!takePair(rest, pairs)) return notASeries(series);
            if (rest.starts_with(',')) {
                rest.remove_prefix(1);
            } else if (!rest.starts_with('}')) {
                return notASeries(series);
            }
        }
        rest.remove_prefix(1);
    }
    Labels labels(std::move(pairs));
    if (!rest.empty() || labels.metric().empty()) return notASeries(series);
    return labels;
}

std::optional<OpenMetricsDescription> parseOpenMetricsDescription(std::string_view line) {
    using Told = OpenMetricsDescription::Kind;
    constexpr std::array<std::pair<std::string_view, Told>, 3> kinds{
        {{"# TYPE ", Told::Type}, {"# HELP ", Told::Help}, {"# UNIT ", Told::Unit}}};
    for (const auto& [start, kind] : kinds) {
        if (!line.starts_with(start)) continue;
        line.remove_prefix(start.size());
        auto name = takeName(line, " ");
        if (!name || name->empty() || !line.starts_with(' ')) return std::nullopt;
        return OpenMetricsDescription{kind, std::move(*name), unescaped(line.substr(1))};
    }
    return std::nullopt;
}

}  // namespace baro
