// The words of PromQL. The parser reads them, and an editor colours by them, so a broken text still gives
// tokens to its end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/promql/Ast.h"

namespace baro::promql {

enum class TokenKind : std::uint8_t {
    End,
    Error,  // Lexer::error() says why
    Comment,
    Identifier,
    MetricIdentifier,  // with a colon in it
    String,            // with its quotes
    Number,
    Duration,
    LeftParen,
    RightParen,
    LeftBrace,
    RightBrace,
    LeftBracket,
    RightBracket,
    Comma,
    Colon,
    Assign,         // "=", in a matcher
    RegexMatch,     // "=~"
    RegexMismatch,  // "!~"
    // Operators. "!=" stands in matchers too.
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Power,
    Atan2,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
    Unless,
    At,
    // Aggregations.
    Sum,
    Average,
    Count,
    Minimum,
    Maximum,
    Group,
    StandardDeviation,
    StandardVariance,
    TopK,
    BottomK,
    CountValues,
    Quantile,
    LimitK,
    LimitRatio,
    // Keywords.
    Bool,
    By,
    GroupLeft,
    GroupRight,
    Ignoring,
    Offset,
    On,
    Without,
    // Of the @ modifier.
    Start,
    EndOfRange,
};

bool isOperator(TokenKind kind);
bool isAggregation(TokenKind kind);
bool isKeyword(TokenKind kind);  // also start and end, which "@" takes

struct Token {
    TokenKind kind = TokenKind::End;
    TextRange at;
    bool operator==(const Token&) const = default;
};

// Knows where it is (inside braces words are label names, inside brackets a colon stands alone), so it reads
// from the beginning.
class Lexer {
  public:
    explicit Lexer(std::string_view text) : text_(text) {}  // the text outlives the lexer

    // After the last token, End each time.
    Token next();
    // What is wrong with the newest Error token, in Prometheus's words.
    const std::string& error() const { return error_; }

  private:
    static constexpr char32_t noCharacter = 0xFFFFFFFF;

    char peek(std::size_t ahead = 0) const;
    char32_t character() const;  // at the position, decoded; noCharacter at the end
    void skipSpaces();
    bool skipIf(char wanted);
    Token token(TokenKind kind);
    Token broken(std::string message);

    Token statement();
    Token insideBraces();
    Token startOfBrackets();
    Token end();
    Token comment();
    Token quoted();
    Token numberOrDuration();
    Token word();
    Token wordInsideBrackets();
    Token punctuation();
    Token comparison();
    Token leftBracket();
    Token rightParen();

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t from_ = 0;  // of the token being read
    std::string error_;
    int openParens_ = 0;
    bool inBraces_ = false;
    bool inBrackets_ = false;
    bool beforeRange_ = false;  // after "[", until its first number
    bool sawColon_ = false;     // since "["
    bool saidUnclosed_ = false;
};

// Every token of the text, comments too, without the End.
std::vector<Token> tokens(std::string_view text);

}  // namespace baro::promql
