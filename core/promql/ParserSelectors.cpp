// Selectors in braces, and the lists of labels of by, without, on, ignoring, group_left and group_right.
#include <fmt/format.h>

#include <utility>

#include "core/base/Escape.h"
#include "core/promql/ExpressionParser.h"
#include "core/promql/Keywords.h"
#include "core/promql/MatcherText.h"
#include "core/promql/Quoting.h"
#include "core/series/Labels.h"

namespace baro::promql {
namespace {

std::optional<LabelMatcher::Kind> matcherKind(TokenKind kind) {
    switch (kind) {
        case TokenKind::Assign:
            return LabelMatcher::Kind::Equal;
        case TokenKind::NotEqual:
            return LabelMatcher::Kind::NotEqual;
        case TokenKind::RegexMatch:
            return LabelMatcher::Kind::Regex;
        case TokenKind::RegexMismatch:
            return LabelMatcher::Kind::NotRegex;
        default:
            return std::nullopt;
    }
}

// Which words may stand bare in a list of labels: all but without, inf and nan.
bool namesLabel(TokenKind kind) {
    if (kind == TokenKind::Without || kind == TokenKind::At) return false;
    return kind == TokenKind::Identifier || kind == TokenKind::MetricIdentifier || isAggregation(kind) ||
           isKeyword(kind) || kind == TokenKind::And || kind == TokenKind::Or || kind == TokenKind::Unless ||
           kind == TokenKind::Atan2;
}

bool isValidUtf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t bytes = utf8SequenceLength(text);
        if (bytes == 0) return false;
        text.remove_prefix(bytes);
    }
    return true;
}

}  // namespace

// The matchers are put into the order in which they are printed, so that one question has one tree.
ExpressionParser::Piece ExpressionParser::selector(const Token* name) {
    VectorSelector node;
    const std::uint32_t from = name != nullptr ? name->at.from : token_.at.from;
    if (token_.kind == TokenKind::LeftBrace && !matchers(node.matchers)) return {};
    sortAsPrinted(node.matchers);
    if (name != nullptr) {
        node.metric = textOf(*name);
        node.matchers.push_back({std::string(metricNameLabel), LabelMatcher::Kind::Equal, node.metric});
    }
    return made(since(from), ValueType::Vector, std::move(node), 0);
}

bool ExpressionParser::matchers(std::vector<LabelMatcher>& matchers) {
    advance();  // the brace
    if (skipIf(TokenKind::RightBrace)) return true;
    while (matcher(matchers)) {
        if (skipIf(TokenKind::RightBrace)) return true;
        if (!skipIf(TokenKind::Comma)) return unexpected("label matching", R"("," or "}")");
        if (skipIf(TokenKind::RightBrace)) return true;
    }
    return false;
}

// A string alone is the metric's name.
bool ExpressionParser::matcher(std::vector<LabelMatcher>& matchers) {
    const Token label = token_;
    const bool isString = label.kind == TokenKind::String;
    if (!isString && label.kind != TokenKind::Identifier)
        return unexpected("label matching", R"(identifier or "}")");
    if (!countPart()) return false;
    advance();
    LabelMatcher& matcher = matchers.emplace_back();
    matcher.label = isString ? unquoted(textOf(label)) : std::string(textOf(label));
    if (const auto kind = matcherKind(token_.kind)) {
        matcher.kind = *kind;
        advance();
        return matcherValue(matcher, label);
    }
    if (!isString) return unexpected("label matching", "label matching operator");
    matcher.value = std::exchange(matcher.label, std::string(metricNameLabel));
    return true;
}

bool ExpressionParser::matcherValue(LabelMatcher& matcher, const Token& label) {
    if (token_.kind != TokenKind::String) return unexpected("label matching", "string");
    matcher.value = unquoted(textOf(token_));
    advance();
    const bool isRegex =
        matcher.kind == LabelMatcher::Kind::Regex || matcher.kind == LabelMatcher::Kind::NotRegex;
    if (!isRegex) return true;
    auto wrong = regexes_.error(matcher.value);
    return !wrong || fail(since(label.at.from), *std::move(wrong));
}

std::optional<std::vector<std::string>> ExpressionParser::labels() {
    std::vector<std::string> names;
    if (!skipIf(TokenKind::LeftParen)) {
        unexpected("grouping opts", R"("(")");
        return std::nullopt;
    }
    while (!skipIf(TokenKind::RightParen)) {
        auto name = label();
        if (!name) return std::nullopt;
        names.push_back(*std::move(name));
        if (token_.kind != TokenKind::RightParen && !skipIf(TokenKind::Comma)) {
            unexpected("grouping opts", "\",\" or \")\"");
            return std::nullopt;
        }
    }
    return names;
}

std::optional<std::string> ExpressionParser::label() {
    const Token token = token_;
    const bool isString = token.kind == TokenKind::String;
    if (!isString && !namesLabel(token.kind)) {
        unexpected("grouping opts", "label");
        return std::nullopt;
    }
    if (!countPart()) return std::nullopt;
    advance();
    std::string name = isString ? unquoted(textOf(token)) : std::string(textOf(token));
    if (!name.empty() && isValidUtf8(name)) return name;
    fail(token.at, fmt::format("invalid label name for grouping: {}", quoted(name)));
    return std::nullopt;
}

}  // namespace baro::promql
