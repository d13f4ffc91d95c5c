#include "core/promql/ExpressionParser.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/promql/Keywords.h"
#include "core/promql/Quoting.h"
#include "core/promql/TypeCheck.h"

namespace baro::promql {
namespace {

constexpr std::size_t longestText = 1'000'000;
// Parsing, checking, printing and evaluating go down the tree by recursion, so its height bounds their
// stacks.
constexpr int highestTree = 500;
// Nodes, matchers and labels: what a text of 1 MB may cost in time and memory.
constexpr int mostParts = 20'000;

// What a token is called where it is not expected, as Prometheus calls it.
std::string described(const Token& token, std::string_view text) {
    switch (token.kind) {
        case TokenKind::End:
            return "end of input";
        case TokenKind::Identifier:
            return fmt::format("identifier {}", quoted(text));
        case TokenKind::MetricIdentifier:
            return fmt::format("metric identifier {}", quoted(text));
        default:
            break;
    }
    if (isOperator(token.kind)) return fmt::format("<op:{}>", text);
    if (isAggregation(token.kind)) return fmt::format("<aggr:{}>", text);
    if (isKeyword(token.kind) && token.kind != TokenKind::Start && token.kind != TokenKind::EndOfRange)
        return fmt::format("<{}>", text);
    constexpr std::size_t longestShown = 10;
    std::size_t shown = 0;
    for (std::size_t characters = 0; shown < text.size() && characters < longestShown; ++characters)
        shown += characterAt(text, shown).bytes;
    const bool cut = text.size() > longestShown;
    const std::string name = quoted(cut ? text.substr(0, shown) : text) + (cut ? "..." : "");
    if (token.kind == TokenKind::String) return "string " + name;
    if (token.kind == TokenKind::Number) return "number " + name;
    if (token.kind == TokenKind::Duration) return "duration " + name;
    return name;
}

// Prometheus keeps only what an operator between two vectors needs, and set operators match many to many.
void settleMatching(Binary& binary) {
    const bool vectors = binary.left->type == ValueType::Vector && binary.right->type == ValueType::Vector;
    if (!vectors) {
        binary.matching.reset();
    } else if (isSetOperator(binary.op)) {
        binary.matching->cardinality = VectorMatching::Cardinality::ManyToMany;
    }
}

}  // namespace

Parsed ExpressionParser::run() {
    if (text_.size() > longestText) return ParseError{{}, "the expression is longer than 1 MB"};
    advance();
    if (token_.kind == TokenKind::End) return ParseError{{}, "no expression found in input"};
    const Piece whole = binary(0);
    if (whole && token_.kind != TokenKind::End) unexpectedHere();
    if (!error_) error_ = checkTypes(*whole.expression, text_);
    if (error_) return *std::move(error_);
    for (const auto& binary : binaries_)
        settleMatching(std::get<Binary>(binary->node));
    return ExpressionPtr(whole.expression);
}

void ExpressionParser::advance() {
    lastEnd_ = token_.at.to;
    do {
        token_ = lexer_.next();
    } while (token_.kind == TokenKind::Comment);
}

bool ExpressionParser::skipIf(TokenKind kind) {
    if (token_.kind != kind) return false;
    advance();
    return true;
}

std::string_view ExpressionParser::textOf(const Token& token) const {
    return text_.substr(token.at.from, token.at.to - token.at.from);
}

bool ExpressionParser::fail(TextRange at, std::string message) {
    if (!error_) error_ = ParseError{at, std::move(message)};
    return false;
}

bool ExpressionParser::unexpected(std::string_view context, std::string_view expected) {
    if (token_.kind == TokenKind::Error) return fail(token_.at, lexer_.error());
    std::string message = "unexpected " + described(token_, textOf(token_));
    if (!context.empty()) message.append(" in ").append(context);
    if (!expected.empty()) message.append(", expected ").append(expected);
    return fail(token_.at, std::move(message));
}

bool ExpressionParser::countPart() {
    if (++parts_ <= mostParts) return true;
    return fail(token_.at, fmt::format("the expression has more than {} parts", mostParts));
}

ExpressionParser::Piece ExpressionParser::made(TextRange at, ValueType type, decltype(Expression::node) node,
                                               int heightOfParts) {
    if (!countPart()) return {};
    if (heightOfParts >= highestTree) {
        fail(at, fmt::format("the expression is nested deeper than {} levels", highestTree));
        return {};
    }
    return {std::make_shared<Expression>(Expression{at, type, std::move(node)}), heightOfParts + 1};
}

namespace {

constexpr int powerPrecedence = 6;

int precedence(TokenKind kind) {
    switch (kind) {
        case TokenKind::Or:
            return 1;
        case TokenKind::And:
        case TokenKind::Unless:
            return 2;
        case TokenKind::Equal:
        case TokenKind::NotEqual:
        case TokenKind::Less:
        case TokenKind::LessOrEqual:
        case TokenKind::Greater:
        case TokenKind::GreaterOrEqual:
            return 3;
        case TokenKind::Add:
        case TokenKind::Subtract:
            return 4;
        case TokenKind::Multiply:
        case TokenKind::Divide:
        case TokenKind::Modulo:
        case TokenKind::Atan2:
            return 5;
        case TokenKind::Power:
            return powerPrecedence;
        default:
            return -1;
    }
}

}  // namespace

ExpressionParser::Piece ExpressionParser::binary(int minimumPrecedence) {
    if (nesting_ >= highestTree) {
        fail(token_.at, fmt::format("the expression is nested deeper than {} levels", highestTree));
        return {};
    }
    ++nesting_;
    Piece left = unary();
    while (left && precedence(token_.kind) >= std::max(minimumPrecedence, 1)) {
        const TokenKind sign = token_.kind;
        Binary node;
        node.op = binaryOperator(sign);
        advance();
        if (!modifiers(node)) return {};
        const bool fromTheRight = sign == TokenKind::Power;
        Piece right = binary(precedence(sign) + (fromTheRight ? 0 : 1));
        if (!right) return {};
        left = combined(std::move(left), std::move(node), std::move(right));
    }
    --nesting_;
    return left;
}

ExpressionParser::Piece ExpressionParser::combined(Piece left, Binary node, Piece right) {
    const bool scalar =
        left.expression->type == ValueType::Scalar && right.expression->type == ValueType::Scalar;
    const TextRange at{left.expression->at.from, right.expression->at.to};
    node.left = std::move(left.expression);
    node.right = std::move(right.expression);
    Piece piece = made(at, scalar ? ValueType::Scalar : ValueType::Vector, std::move(node),
                       std::max(left.height, right.height));
    if (piece) binaries_.push_back(piece.expression);
    return piece;
}

// A sign binds like a multiplication, so weaker than ^. A number takes its sign into itself.
ExpressionParser::Piece ExpressionParser::unary() {
    if (token_.kind != TokenKind::Add && token_.kind != TokenKind::Subtract) return withModifiers(operand());
    const Token sign = token_;
    const bool negates = sign.kind == TokenKind::Subtract;
    advance();
    Piece piece = binary(powerPrecedence);
    if (!piece) return {};
    Expression& inner = *piece.expression;
    if (auto* const number = std::get_if<NumberLiteral>(&inner.node)) {
        if (negates) number->value = -number->value;
        inner.at.from = sign.at.from;
        return piece;
    }
    return made({sign.at.from, inner.at.to}, inner.type, Unary{negates, std::move(piece.expression)},
                piece.height);
}

bool ExpressionParser::modifiers(Binary& binary) {
    using Cardinality = VectorMatching::Cardinality;
    binary.returnsBool = skipIf(TokenKind::Bool);
    VectorMatching& matching = binary.matching.emplace();
    if (token_.kind != TokenKind::On && token_.kind != TokenKind::Ignoring) return true;
    matching.on = token_.kind == TokenKind::On;
    advance();
    auto names = labels();
    if (!names) return false;
    matching.labels = *std::move(names);
    if (token_.kind != TokenKind::GroupLeft && token_.kind != TokenKind::GroupRight) return true;
    const bool left = token_.kind == TokenKind::GroupLeft;
    matching.cardinality = left ? Cardinality::ManyToOne : Cardinality::OneToMany;
    advance();
    if (token_.kind != TokenKind::LeftParen) return true;
    names = labels();
    if (names) matching.include = *std::move(names);
    return names.has_value();
}

ExpressionParser::Piece ExpressionParser::withModifiers(Piece piece) {
    while (piece) {
        const TokenKind kind = token_.kind;
        if (kind != TokenKind::LeftBracket && kind != TokenKind::Offset && kind != TokenKind::At) break;
        const bool done = kind == TokenKind::LeftBracket ? brackets(piece)
                          : kind == TokenKind::Offset    ? offset(piece)
                                                         : at(piece);
        if (!done) return {};
    }
    return piece;
}

}  // namespace baro::promql
