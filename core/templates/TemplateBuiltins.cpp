// The functions of text/template itself (https://pkg.go.dev/text/template#hdr-Functions).
#include <fmt/format.h>

#include <algorithm>

#include "core/templates/TemplateFunctions.h"

namespace baro::alerts {
namespace {

using Arguments = TemplateFunction::Arguments;
using Environment = TemplateEnvironment;

const std::string_view badComparison = "incompatible types for comparison";

bool isText(const TemplateValue& value) {
    return value.as<std::string>() != nullptr;
}
bool isBasic(const TemplateValue& value) {
    return isText(value) || value.as<bool>() || value.as<std::int64_t>() || value.as<double>();
}

Result<bool> areEqual(const TemplateValue& a, const TemplateValue& b) {
    if (a.value.index() != b.value.index()) return malformed(std::string(badComparison));
    if (const auto* const text = a.as<std::string>()) return *text == *b.as<std::string>();
    if (const auto* const flag = a.as<bool>()) return *flag == *b.as<bool>();
    if (const auto* const integer = a.as<std::int64_t>()) return *integer == *b.as<std::int64_t>();
    if (const auto* const real = a.as<double>()) return *real == *b.as<double>();
    return malformed("invalid type for comparison");
}

Result<bool> isLess(const TemplateValue& a, const TemplateValue& b) {
    if (!isBasic(a) || !isBasic(b) || a.as<bool>() != nullptr)
        return malformed("invalid type for comparison");
    if (a.value.index() != b.value.index()) return malformed(std::string(badComparison));
    if (const auto* const text = a.as<std::string>()) return *text < *b.as<std::string>();
    if (const auto* const integer = a.as<std::int64_t>()) return *integer < *b.as<std::int64_t>();
    return *a.as<double>() < *b.as<double>();
}

Result<TemplateValue> negated(const Result<bool>& result) {
    if (!result) return result.error();
    return TemplateValue{!*result};
}
Result<TemplateValue> asValue(const Result<bool>& result) {
    if (!result) return result.error();
    return TemplateValue{*result};
}

// Whether the first equals any of the others.
Result<TemplateValue> equal(const Environment&, Arguments arguments) {
    if (arguments.size() < 2) return malformed("missing argument for comparison");
    bool isAny = false;
    for (const TemplateValue& other : arguments.subspan(1)) {
        const auto same = areEqual(arguments[0], other);
        if (!same) return same.error();
        isAny = isAny || *same;
    }
    return TemplateValue{isAny};
}

Result<TemplateValue> lessOrEqual(const TemplateValue& a, const TemplateValue& b) {
    const auto less = isLess(a, b);
    if (!less || *less) return asValue(less);
    return asValue(areEqual(a, b));
}

Result<TemplateValue> lengthOf(const Environment&, Arguments arguments) {
    const TemplateValue& value = arguments[0];
    std::size_t length = 0;
    if (const auto* const text = value.as<std::string>())
        length = text->size();
    else if (const auto* const texts = value.as<std::shared_ptr<const TemplateTexts>>())
        length = (*texts)->size();
    else if (const auto* const vector = value.as<std::shared_ptr<const TemplateVector>>())
        length = (*vector)->size();
    else if (const auto* const all = value.as<std::shared_ptr<const TemplateArguments>>())
        length = (*all)->size();
    else
        return malformed(fmt::format("len of type {}", typeName(value)));
    return TemplateValue{static_cast<std::int64_t>(length)};
}

Result<std::size_t> placeIn(const TemplateValue& index, std::size_t size, bool mayBeEnd) {
    const auto* const number = index.as<std::int64_t>();
    if (number == nullptr)
        return malformed(fmt::format("cannot index slice/array with type {}", typeName(index)));
    const bool isInside = *number >= 0 && (static_cast<std::uint64_t>(*number) < size ||
                                           (mayBeEnd && static_cast<std::uint64_t>(*number) == size));
    if (!isInside) return malformed(fmt::format("index out of range: {}", *number));
    return static_cast<std::size_t>(*number);
}

Result<std::string> keyOf(const TemplateValue& index) {
    if (const auto* const text = index.as<std::string>()) return *text;
    return malformed(fmt::format("value has type {}; should be string", typeName(index)));
}

Result<TemplateValue> element(const TemplateValue& value, const TemplateValue& index) {
    if (const auto* const texts = value.as<std::shared_ptr<const TemplateTexts>>()) {
        const auto key = keyOf(index);
        if (!key) return key.error();
        const auto found = (*texts)->find(*key);
        return TemplateValue{found == (*texts)->end() ? std::string() : found->second};
    }
    if (const auto* const all = value.as<std::shared_ptr<const TemplateArguments>>()) {
        const auto key = keyOf(index);
        if (!key) return key.error();
        const auto found = (*all)->find(*key);
        return found == (*all)->end() ? TemplateValue{} : found->second;
    }
    if (const auto* const vector = value.as<std::shared_ptr<const TemplateVector>>()) {
        const auto place = placeIn(index, (*vector)->size(), false);
        if (!place) return place.error();
        return TemplateValue{(**vector)[*place]};
    }
    if (const auto* const text = value.as<std::string>()) {
        const auto place = placeIn(index, text->size(), false);
        if (!place) return place.error();
        return TemplateValue{static_cast<std::int64_t>(static_cast<unsigned char>((*text)[*place]))};
    }
    return malformed(fmt::format("can't index item of type {}", typeName(value)));
}

Result<TemplateValue> indexed(const Environment&, Arguments arguments) {
    TemplateValue value = arguments[0];
    for (const TemplateValue& index : arguments.subspan(1)) {
        auto next = element(value, index);
        if (!next) return next;
        value = std::move(next).value();
    }
    return value;
}

Result<TemplateValue> sliced(const Environment&, Arguments arguments) {
    const auto* const text = arguments[0].as<std::string>();
    const auto* const vector = arguments[0].as<std::shared_ptr<const TemplateVector>>();
    if (text == nullptr && vector == nullptr)
        return malformed(fmt::format("can't slice item of type {}", typeName(arguments[0])));
    if (arguments.size() > 3) return malformed("too many slice indexes");
    const std::size_t size = text != nullptr ? text->size() : (*vector)->size();
    std::size_t from = 0;
    std::size_t to = size;
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        const auto place = placeIn(arguments[i], size, true);
        if (!place) return place.error();
        (i == 1 ? from : to) = *place;
    }
    if (from > to) return malformed(fmt::format("invalid slice index: {} > {}", from, to));
    if (text != nullptr) return TemplateValue{text->substr(from, to - from)};
    const auto begin = (*vector)->begin();
    return TemplateValue{std::make_shared<const TemplateVector>(begin + static_cast<std::ptrdiff_t>(from),
                                                                begin + static_cast<std::ptrdiff_t>(to))};
}

std::string cut(std::string text, const Environment& environment) {
    text.resize(std::min(text.size(), environment.mostBytes));
    return text;
}

// A blank between two of which neither is a text.
Result<TemplateValue> print(const Environment& environment, Arguments arguments) {
    std::string text;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (i > 0 && !isText(arguments[i]) && !isText(arguments[i - 1])) text += ' ';
        text += printedByV(arguments[i]);
    }
    return TemplateValue{cut(std::move(text), environment)};
}

Result<TemplateValue> printLine(const Environment& environment, Arguments arguments) {
    std::string text;
    for (const TemplateValue& argument : arguments)
        text.append(text.empty() ? "" : " ").append(printedByV(argument));
    return TemplateValue{cut(text + '\n', environment)};
}

Result<TemplateValue> printFormatted(const Environment& environment, Arguments arguments) {
    return TemplateValue{formatted(textArgument(arguments[0]), {arguments.begin() + 1, arguments.end()},
                                   environment.mostBytes)};
}

std::string joinedTexts(Arguments arguments) {
    if (arguments.size() == 1) return printedByV(arguments[0]);
    std::string text;
    for (std::size_t i = 0; i < arguments.size(); ++i)
        text.append(i > 0 && !isText(arguments[i]) && !isText(arguments[i - 1]) ? " " : "")
            .append(printedByV(arguments[i]));
    return text;
}

Result<TemplateValue> escapedForHtml(const Environment& environment, Arguments arguments) {
    std::string text;
    for (const char c : joinedTexts(arguments)) {
        switch (c) {
            case '<':
                text += "&lt;";
                break;
            case '>':
                text += "&gt;";
                break;
            case '&':
                text += "&amp;";
                break;
            case '"':
                text += "&#34;";
                break;
            case '\'':
                text += "&#39;";
                break;
            default:
                text += c;
        }
    }
    return TemplateValue{cut(std::move(text), environment)};
}

Result<TemplateValue> escapedForJs(const Environment& environment, Arguments arguments) {
    std::string text;
    for (const char c : joinedTexts(arguments)) {
        if (c == '\\' || c == '\'' || c == '"')
            text.append("\\").append(1, c);
        else if (c == '<' || c == '>' || c == '&' || c == '=' || static_cast<unsigned char>(c) < 0x20)
            text += fmt::format("\\u{:04X}", static_cast<unsigned char>(c));
        else
            text += c;
    }
    return TemplateValue{cut(std::move(text), environment)};
}

}  // namespace

std::vector<TemplateFunction> builtinFunctions() {
    using enum TemplateParameter;
    const TemplateFunction::Call none = nullptr;
    return {
        {"and", {Any, Any}, true, true, none},
        {"or", {Any, Any}, true, true, none},
        {"not",
         {Any},
         false,
         false,
         [](const Environment&, Arguments a) -> Result<TemplateValue> {
             return TemplateValue{!isTrue(a[0])};
         }},
        {"eq", {Any, Any}, true, false, equal},
        {"ne",
         {Any, Any},
         false,
         false,
         [](const Environment&, Arguments a) { return negated(areEqual(a[0], a[1])); }},
        {"lt",
         {Any, Any},
         false,
         false,
         [](const Environment&, Arguments a) { return asValue(isLess(a[0], a[1])); }},
        {"le",
         {Any, Any},
         false,
         false,
         [](const Environment&, Arguments a) { return lessOrEqual(a[0], a[1]); }},
        {"gt",
         {Any, Any},
         false,
         false,
         [](const Environment&, Arguments a) -> Result<TemplateValue> {
             const auto notAbove = lessOrEqual(a[0], a[1]);
             if (!notAbove) return notAbove.error();
             return TemplateValue{!isTrue(*notAbove)};
         }},
        {"ge",
         {Any, Any},
         false,
         false,
         [](const Environment&, Arguments a) { return negated(isLess(a[0], a[1])); }},
        {"len", {Any}, false, false, lengthOf},
        {"index", {Any, Any}, true, false, indexed},
        {"slice", {Any, Any}, true, false, sliced},
        {"print", {Any}, true, false, print},
        {"println", {Any}, true, false, printLine},
        {"printf", {Text, Any}, true, false, printFormatted},
        {"html", {Any}, true, false, escapedForHtml},
        {"js", {Any}, true, false, escapedForJs},
    };
}

}  // namespace baro::alerts
