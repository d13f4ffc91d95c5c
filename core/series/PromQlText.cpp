#include "core/series/PromQlText.h"

#include <fmt/format.h>

#include "core/series/SeriesExpression.h"

namespace baro {
namespace {

using Function = SeriesExpression::Function;
using Aggregation = SeriesExpression::Aggregation;

std::string selectorText(const SeriesExpression& expression) {
    std::string text = expression.metric;
    std::string_view separator = "{";
    for (const LabelMatcher& matcher : expression.matchers) {
        const std::string_view sign = matcher.kind == LabelMatcher::Kind::Equal ? "=" : "!=";
        text.append(separator).append(matcher.label).append(sign).append(quotedForPromQl(matcher.value));
        separator = ",";
    }
    if (separator != "{") text += '}';
    return text;
}

std::string_view aggregationName(Aggregation aggregation) {
    switch (aggregation) {
        case Aggregation::None:
            return "";
        case Aggregation::Sum:
            return "sum";
        case Aggregation::Average:
            return "avg";
        case Aggregation::Maximum:
            return "max";
    }
    return "";
}

}  // namespace

std::string quotedForPromQl(std::string_view text) {
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '\n') {
            quoted += "\\n";
            continue;
        }
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted += '"';
}

std::string toPromQl(const SeriesExpression& expression) {
    std::string text = selectorText(expression);
    if (expression.function == Function::Rate) text = fmt::format("rate({}[5s])", text);
    if (expression.aggregation != Aggregation::None) {
        const std::string_view name = aggregationName(expression.aggregation);
        text = expression.by.empty()
                   ? fmt::format("{}({})", name, text)
                   : fmt::format("{} by ({}) ({})", name, fmt::join(expression.by, ", "), text);
    }
    if (expression.scale != 1) text += fmt::format(" * {}", expression.scale);
    return text;
}

}  // namespace baro
