// What operators stand between: literals, parentheses, calls and aggregations.
#include <fmt/format.h>

#include <algorithm>

#include "core/promql/ExpressionParser.h"
#include "core/promql/Functions.h"
#include "core/promql/Keywords.h"
#include "core/promql/NumberScan.h"
#include "core/promql/Quoting.h"

namespace baro::promql {
namespace {

// Keywords that are a metric's name where an operand stands.
bool namesMetric(TokenKind kind) {
    switch (kind) {
        case TokenKind::Identifier:
        case TokenKind::MetricIdentifier:
        case TokenKind::And:
        case TokenKind::Or:
        case TokenKind::Unless:
        case TokenKind::By:
        case TokenKind::Offset:
        case TokenKind::Without:
        case TokenKind::Start:
        case TokenKind::EndOfRange:
            return true;
        default:
            return isAggregation(kind);
    }
}

bool beginsOperand(TokenKind kind) {
    switch (kind) {
        case TokenKind::Add:
        case TokenKind::Subtract:
        case TokenKind::LeftParen:
        case TokenKind::LeftBrace:
        case TokenKind::String:
        case TokenKind::Number:
        case TokenKind::Duration:
            return true;
        default:
            return namesMetric(kind);
    }
}

}  // namespace

ExpressionParser::Piece ExpressionParser::operand() {
    switch (token_.kind) {
        case TokenKind::LeftParen:
            return parenthesised();
        case TokenKind::LeftBrace:
            return selector(nullptr);
        case TokenKind::String:
            return stringLiteral();
        case TokenKind::Number:
        case TokenKind::Duration:
            return number();
        default:
            if (namesMetric(token_.kind)) return nameFirst(token_.kind);
            unexpectedHere();
            return {};
    }
}

ExpressionParser::Piece ExpressionParser::nameFirst(TokenKind kind) {
    const Token name = token_;
    advance();
    const bool beforeParen = token_.kind == TokenKind::LeftParen;
    if (kind == TokenKind::Identifier && beforeParen) return call(name);
    const bool beforeLabels = token_.kind == TokenKind::By || token_.kind == TokenKind::Without;
    if (isAggregation(kind) && (beforeParen || beforeLabels)) return aggregation(name);
    return selector(&name);
}

ExpressionParser::Piece ExpressionParser::parenthesised() {
    const Token open = token_;
    advance();
    Piece inner = binary(0);
    if (!inner) return {};
    if (!skipIf(TokenKind::RightParen)) {
        unexpectedHere();
        return {};
    }
    const ValueType type = inner.expression->type;
    return made(since(open.at.from), type, Parenthesised{std::move(inner.expression)}, inner.height);
}

ExpressionParser::Piece ExpressionParser::number() {
    const bool isDuration = token_.kind == TokenKind::Duration;
    const auto value = literal();
    if (!value) return {};
    return made(value->at, ValueType::Scalar, NumberLiteral{value->seconds, isDuration}, 0);
}

ExpressionParser::Piece ExpressionParser::stringLiteral() {
    const Token token = token_;
    advance();
    return made(token.at, ValueType::String, StringLiteral{unquoted(textOf(token))}, 0);
}

std::optional<ExpressionParser::Pieces> ExpressionParser::arguments() {
    advance();  // the parenthesis
    Pieces pieces;
    if (skipIf(TokenKind::RightParen)) return pieces;
    while (true) {
        Piece piece = binary(0);
        if (!piece) return std::nullopt;
        pieces.push_back(std::move(piece));
        if (skipIf(TokenKind::RightParen)) return pieces;
        const Token comma = token_;
        if (!skipIf(TokenKind::Comma)) {
            unexpectedHere();
            return std::nullopt;
        }
        if (token_.kind != TokenKind::Error && !beginsOperand(token_.kind)) {
            fail(comma.at, "trailing commas not allowed in function call args");
            return std::nullopt;
        }
    }
}

ExpressionParser::Piece ExpressionParser::call(const Token& name) {
    auto pieces = arguments();
    if (!pieces) return {};
    const Function* const function = findFunction(textOf(name));
    if (function == nullptr) {
        fail(name.at, fmt::format("unknown function with name {}", quoted(textOf(name))));
        return {};
    }
    Call node{function, {}};
    int height = 0;
    for (Piece& piece : *pieces) {
        height = std::max(height, piece.height);
        node.arguments.push_back(std::move(piece.expression));
    }
    return made(since(name.at.from), function->returns, std::move(node), height);
}

// The labels stand before the parentheses or behind them.
ExpressionParser::Piece ExpressionParser::aggregation(const Token& name) {
    Aggregation node;
    node.op = aggregationOperator(name.kind);
    const auto labelsHere = [this, &node] {
        node.without = token_.kind == TokenKind::Without;
        if (!node.without && token_.kind != TokenKind::By) return true;
        advance();
        auto names = labels();
        if (names) node.labels = *std::move(names);
        return names.has_value();
    };
    const bool labelsFirst = token_.kind != TokenKind::LeftParen;
    if (!labelsHere()) return {};
    int height = 0;
    ++aggregations_;
    auto pieces = token_.kind == TokenKind::LeftParen ? arguments() : std::nullopt;
    if (!pieces) unexpectedHere();
    --aggregations_;
    if (!pieces || (!labelsFirst && !labelsHere())) return {};
    if (!takeArguments(name, node, *pieces)) return {};
    for (const Piece& piece : *pieces)
        height = std::max(height, piece.height);
    return made(since(name.at.from), ValueType::Vector, std::move(node), height);
}

bool ExpressionParser::takeArguments(const Token& name, Aggregation& node, const Pieces& pieces) {
    if (pieces.empty()) return fail(since(name.at.from), "no arguments for aggregate expression provided");
    const std::size_t wanted = takesParameter(node.op) ? 2 : 1;
    if (pieces.size() != wanted)
        return fail(
            since(name.at.from),
            fmt::format("wrong number of arguments for aggregate expression provided, expected {}, got {}",
                        wanted, pieces.size()));
    if (wanted == 2) node.parameter = pieces.front().expression;
    node.operand = pieces.back().expression;
    return true;
}

}  // namespace baro::promql
