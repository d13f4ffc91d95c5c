// The grammar of Prometheus 3.5 (promql/parser/generated_parser.y) by recursive descent: one object parses
// one text. The first error ends it. The functions give nothing, or false, once there is one.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/promql/Lexer.h"
#include "core/promql/Parser.h"
#include "core/promql/Regex.h"

namespace baro::promql {

class ExpressionParser {
  public:
    explicit ExpressionParser(std::string_view text) : text_(text), lexer_(text) {}
    Parsed run();

  private:
    // A part of the tree on its way up: modifiers that follow may still change it.
    struct Piece {
        std::shared_ptr<Expression> expression;
        int height = 0;
        explicit operator bool() const { return expression != nullptr; }
    };
    using Pieces = std::vector<Piece>;
    // In brackets and after offset.
    struct Span {
        double seconds = 0;
        std::int64_t milliseconds = 0;
        TextRange at;
    };

    // Tokens and errors.
    void advance();
    bool skipIf(TokenKind kind);
    std::string_view textOf(const Token& token) const;
    TextRange since(std::uint32_t from) const { return {from, lastEnd_}; }
    bool fail(TextRange at, std::string message);
    bool unexpected(std::string_view context, std::string_view expected = {});
    // Of a place that no rule of its own describes.
    bool unexpectedHere() { return unexpected(aggregations_ > 0 ? "aggregation" : ""); }
    bool countPart();
    Piece made(TextRange at, ValueType type, decltype(Expression::node) node, int heightOfParts);

    // Operators.
    Piece binary(int minimumPrecedence);
    Piece unary();
    bool modifiers(Binary& binary);
    Piece combined(Piece left, Binary node, Piece right);
    Piece withModifiers(Piece piece);

    // Operands.
    Piece operand();
    Piece nameFirst(TokenKind kind);
    Piece parenthesised();
    Piece number();
    Piece stringLiteral();
    Piece call(const Token& name);
    Piece aggregation(const Token& name);
    bool takeArguments(const Token& name, Aggregation& node, const Pieces& pieces);
    std::optional<Pieces> arguments();

    // Selectors and lists of labels.
    Piece selector(const Token* name);
    bool matchers(std::vector<LabelMatcher>& matchers);
    bool matcher(std::vector<LabelMatcher>& matchers);
    bool matcherValue(LabelMatcher& matcher, const Token& label);
    std::optional<std::vector<std::string>> labels();
    std::optional<std::string> label();

    // What follows a selector.
    bool brackets(Piece& piece);
    bool matrixSelector(Piece& piece, const Token& open, std::int64_t milliseconds);
    bool subquery(Piece& piece, Subquery node);
    bool offset(Piece& piece);
    bool at(Piece& piece);
    std::optional<AtModifier> atModifier(const Piece& piece);
    std::optional<Span> span();
    std::optional<Span> positiveSpan();
    std::optional<Span> literal();

    std::string_view text_;
    Lexer lexer_;
    Token token_;                // not yet taken
    std::uint32_t lastEnd_ = 0;  // of the newest taken token
    std::optional<ParseError> error_;
    int nesting_ = 0;
    int parts_ = 0;
    int aggregations_ = 0;  // that are open
    RegexCheck regexes_;
    std::vector<std::shared_ptr<Expression>> binaries_;
};

}  // namespace baro::promql
