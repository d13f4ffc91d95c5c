#include "core/metrics/ExpositionLine.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "core/base/Characters.h"
#include "core/base/Escape.h"
#include "core/base/Numbers.h"
#include "core/base/Text.h"

namespace baro {
namespace {

bool isUtf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = utf8SequenceLength(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

void skipBlanks(std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
}

bool take(std::string_view& text, char c) {
    if (!text.starts_with(c)) return false;
    text.remove_prefix(1);
    return true;
}

template <class Fits>
std::string_view takeWhile(std::string_view& text, Fits fits) {
    const auto end = std::ranges::find_if_not(text, fits);
    const std::string_view taken(text.data(), static_cast<std::size_t>(end - text.begin()));
    text.remove_prefix(taken.size());
    return taken;
}

// Of a text behind its opening quotation mark, up to and with the closing one.
Result<std::string> takeQuoted(std::string_view& text) {
    std::string value;
    while (!text.empty()) {
        const char c = text.front();
        text.remove_prefix(1);
        if (c == '"')
            return isUtf8(value) ? Result<std::string>(std::move(value))
                                 : malformed("a label value is not UTF-8");
        if (c != '\\') {
            value += c;
            continue;
        }
        if (take(text, 'n')) {
            value += '\n';
        } else if (take(text, '\\')) {
            value += '\\';
        } else if (take(text, '"')) {
            value += '"';
        } else {
            return malformed(R"(a label value has an escape other than \\, \" and \n)");
        }
    }
    return malformed("a label value does not end");
}

using Pairs = std::vector<std::pair<std::string, std::string>>;

Status takeLabel(std::string_view& text, Pairs& pairs) {
    const std::string_view name = takeWhile(text, isWordCharacter);
    if (name.empty() || isDigit(name.front()) || name == metricNameLabel)
        return malformed("there is no label name where one must be");
    skipBlanks(text);
    if (!take(text, '=')) return malformed("a label has no \"=\"");
    skipBlanks(text);
    if (!take(text, '"')) return malformed("a label value is not in quotation marks");
    Result<std::string> value = takeQuoted(text);
    if (!value) return value.error();
    const auto same = [name](const auto& pair) { return pair.first == name; };
    if (std::ranges::any_of(pairs, same)) return malformed("a label is there twice");
    pairs.emplace_back(name, std::move(value).value());
    return Done{};
}

// Behind the opening brace, up to and with the closing one. A comma may stand before it.
Result<Labels> takeLabels(std::string_view& text) {
    Pairs pairs;
    skipBlanks(text);
    while (!take(text, '}')) {
        if (Status status = takeLabel(text, pairs); !status) return status.error();
        skipBlanks(text);
        if (take(text, ',')) {
            skipBlanks(text);
        } else if (!text.starts_with('}')) {
            return malformed("labels are not parted by commas or do not end");
        }
    }
    return Labels(std::move(pairs));
}

}  // namespace

std::optional<double> parseSampleValue(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    std::optional<double> value;
    if (equalsIgnoringCase(text, "inf") || equalsIgnoringCase(text, "infinity")) {
        value = std::numeric_limits<double>::infinity();
    } else if (equalsIgnoringCase(text, "nan")) {
        value = std::numeric_limits<double>::quiet_NaN();
    } else if (!text.empty() && (isDigit(text.front()) || text.front() == '.')) {
        value = parseNumber<double>(text);
    }
    if (!value) return std::nullopt;
    return negative ? -*value : *value;
}

Result<std::string> unescapeHelp(std::string_view text) {
    if (!isUtf8(text)) return malformed("a help text is not UTF-8");
    std::string help;
    while (!text.empty()) {
        const char c = text.front();
        text.remove_prefix(1);
        if (c != '\\') {
            help += c;
        } else if (take(text, 'n')) {
            help += '\n';
        } else if (take(text, '\\')) {
            help += '\\';
        } else {
            return malformed(R"(a help text has an escape other than \\ and \n)");
        }
    }
    return help;
}

Result<ExpositionSample> parseSampleLine(std::string_view line) {
    ExpositionSample sample;
    sample.name = takeWhile(line, [](char c) { return isWordCharacter(c) || c == ':'; });
    if (!isMetricName(sample.name)) return malformed("there is no metric name where one must be");
    skipBlanks(line);
    if (take(line, '{')) {
        Result<Labels> labels = takeLabels(line);
        if (!labels) return labels.error();
        sample.labels = std::move(labels).value();
    }
    const auto value = parseSampleValue(takeField(line));
    if (!value) return malformed("there is no value where one must be");
    sample.value = *value;
    const std::string_view timestamp = takeField(line);
    sample.hasTimestamp = !timestamp.empty();
    if (sample.hasTimestamp && !parseNumber<std::int64_t>(timestamp))
        return malformed("the timestamp is not a whole number");
    if (!takeField(line).empty()) return malformed("there is more behind the timestamp");
    return sample;
}

}  // namespace baro
