// Ranges, subqueries, offset and @, and the durations in them.
#include <fmt/format.h>

#include <cmath>

#include "core/promql/ExpressionParser.h"
#include "core/promql/Keywords.h"
#include "core/promql/NumberScan.h"
#include "core/promql/NumberText.h"

namespace baro::promql {
namespace {

// Where the times of a node stand, if it is one that has them.
struct TimesOf {
    std::int64_t* offset = nullptr;
    std::optional<AtModifier>* at = nullptr;
};

TimesOf timesOf(Expression& expression) {
    if (auto* const vector = std::get_if<VectorSelector>(&expression.node))
        return {&vector->offsetMilliseconds, &vector->at};
    if (auto* const matrix = std::get_if<MatrixSelector>(&expression.node))
        return {&matrix->selector.offsetMilliseconds, &matrix->selector.at};
    if (auto* const subquery = std::get_if<Subquery>(&expression.node))
        return {&subquery->offsetMilliseconds, &subquery->at};
    return {};
}

// Go holds a duration as nanoseconds in 63 bits.
constexpr double longestSeconds = 9223372036.854775807;

// Times from this one on do not survive being written in seconds.
constexpr double latestMilliseconds = 2251799813685248;  // 2^51

bool isArithmetic(TokenKind kind) {
    return kind >= TokenKind::Add && kind <= TokenKind::Power;
}

}  // namespace

// A number, or a duration in seconds, without sign.
std::optional<ExpressionParser::Span> ExpressionParser::literal() {
    const Token token = token_;
    advance();
    if (token.kind == TokenKind::Duration) {
        const auto milliseconds = durationMilliseconds(textOf(token));
        if (milliseconds) return Span{static_cast<double>(*milliseconds) / 1000, *milliseconds, token.at};
        fail(token.at, milliseconds.error().message);
        return std::nullopt;
    }
    const auto value = numberValue(textOf(token));
    if (!value) {
        fail(token.at, value.error().message);
        return std::nullopt;
    }
    // As Prometheus cuts what is finer than a millisecond off.
    const bool fits = std::abs(*value) <= longestSeconds;
    const double milliseconds = fits ? std::trunc(std::round(*value * 1e9) / 1e6) : 0;
    return Span{*value, static_cast<std::int64_t>(milliseconds), token.at};
}

// The caller has seen that a sign, a number, a duration or a parenthesis stands here. Arithmetic with
// durations is an experiment of Prometheus behind a feature flag.
std::optional<ExpressionParser::Span> ExpressionParser::span() {
    const std::uint32_t from = token_.at.from;
    bool negative = false;
    for (; token_.kind == TokenKind::Add || token_.kind == TokenKind::Subtract; advance())
        if (token_.kind == TokenKind::Subtract) negative = !negative;
    if (skipIf(TokenKind::LeftParen)) {
        fail(token_.at, "experimental duration expression is not enabled");
        return std::nullopt;
    }
    if (token_.kind != TokenKind::Number && token_.kind != TokenKind::Duration) return std::nullopt;
    auto value = literal();
    if (!value) return std::nullopt;
    value->at.from = from;
    if (!(std::abs(value->seconds) <= longestSeconds)) {
        fail(value->at, "duration out of range");
        return std::nullopt;
    }
    if (negative) {
        value->seconds = -value->seconds;
        value->milliseconds = -value->milliseconds;
    }
    return value;
}

std::optional<ExpressionParser::Span> ExpressionParser::positiveSpan() {
    auto value = span();
    if (!value) return std::nullopt;
    if (isArithmetic(token_.kind)) {
        fail(value->at, "experimental duration expression is not enabled");
        return std::nullopt;
    }
    if (value->seconds > 0) return value;
    fail(value->at, "duration must be greater than 0");
    return std::nullopt;
}

bool ExpressionParser::brackets(Piece& piece) {
    const Token open = token_;
    advance();
    const auto range = positiveSpan();
    if (!range) return unexpected("subquery selector", "number or duration");
    if (token_.kind == TokenKind::RightBracket) return matrixSelector(piece, open, range->milliseconds);
    if (!skipIf(TokenKind::Colon)) return unexpected("subquery or range", R"(":" or "]")");
    Subquery node;
    node.rangeMilliseconds = range->milliseconds;
    if (skipIf(TokenKind::RightBracket)) return subquery(piece, std::move(node));
    const auto step = positiveSpan();
    if (!step) return unexpected("subquery selector", R"(number or duration or "]")");
    node.stepMilliseconds = step->milliseconds;
    if (!skipIf(TokenKind::RightBracket)) return unexpected("subquery selector", R"("]")");
    return subquery(piece, std::move(node));
}

bool ExpressionParser::matrixSelector(Piece& piece, const Token& open, std::int64_t milliseconds) {
    advance();  // the bracket
    auto* const vector = std::get_if<VectorSelector>(&piece.expression->node);
    const TextRange at = since(open.at.from);
    if (vector == nullptr) return fail(at, "ranges only allowed for vector selectors");
    if (vector->offsetMilliseconds != 0) return fail(at, "no offset modifiers allowed before range");
    if (vector->at && vector->at->kind == AtModifier::Kind::Time)
        return fail(at, "no @ modifiers allowed before range");
    MatrixSelector node{std::move(*vector), milliseconds};
    piece = made(since(piece.expression->at.from), ValueType::Matrix, std::move(node), 0);
    return static_cast<bool>(piece);
}

bool ExpressionParser::subquery(Piece& piece, Subquery node) {
    const TextRange at = since(piece.expression->at.from);
    node.inner = std::move(piece.expression);
    piece = made(at, ValueType::Matrix, std::move(node), piece.height);
    return static_cast<bool>(piece);
}

bool ExpressionParser::offset(Piece& piece) {
    advance();  // the word
    const auto value = span();
    if (!value) return unexpected("offset", "number or duration");
    Expression& expression = *piece.expression;
    const TimesOf times = timesOf(expression);
    if (times.offset == nullptr)
        return fail(expression.at,
                    "offset modifier must be preceded by an instant vector selector or range vector selector "
                    "or a subquery");
    if (*times.offset != 0) return fail(expression.at, "offset may not be set multiple times");
    *times.offset = value->milliseconds;
    expression.at.to = lastEnd_;
    return true;
}

bool ExpressionParser::at(Piece& piece) {
    advance();  // the sign
    const auto modifier = atModifier(piece);
    if (!modifier) return unexpected("@", "timestamp");
    Expression& expression = *piece.expression;
    const TimesOf times = timesOf(expression);
    if (times.at == nullptr)
        return fail(expression.at,
                    "@ modifier must be preceded by an instant vector selector or range vector selector or a "
                    "subquery");
    if (times.at->has_value()) return fail(expression.at, "@ <timestamp> may not be set multiple times");
    *times.at = *modifier;
    expression.at.to = lastEnd_;
    return true;
}

std::optional<AtModifier> ExpressionParser::atModifier(const Piece& piece) {
    if (token_.kind == TokenKind::Start || token_.kind == TokenKind::EndOfRange) {
        const bool start = token_.kind == TokenKind::Start;
        advance();
        if (!skipIf(TokenKind::LeftParen) || !skipIf(TokenKind::RightParen)) return std::nullopt;
        return AtModifier{start ? AtModifier::Kind::Start : AtModifier::Kind::End, 0};
    }
    const bool negative = token_.kind == TokenKind::Subtract;
    if (negative || token_.kind == TokenKind::Add) advance();
    if (token_.kind != TokenKind::Number && token_.kind != TokenKind::Duration) return std::nullopt;
    const auto value = literal();
    if (!value) return std::nullopt;
    const double seconds = negative ? -value->seconds : value->seconds;
    const double milliseconds = std::round(seconds * 1000);
    if (!(std::abs(milliseconds) < latestMilliseconds)) {
        fail(piece.expression->at,
             "timestamp out of bounds for @ modifier: " +
                 (std::isfinite(seconds) ? fmt::format("{:f}", seconds) : fixedText(seconds)));
        return std::nullopt;
    }
    return AtModifier{AtModifier::Kind::Time, static_cast<std::int64_t>(milliseconds)};
}

}  // namespace baro::promql
