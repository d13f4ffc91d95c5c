// The words are those of Prometheus 3.5 (promql/parser/lex.go), as are what it says of a broken one.
#include "core/promql/Lexer.h"

#include <fmt/format.h>

#include "core/base/Characters.h"
#include "core/promql/Keywords.h"
#include "core/promql/NumberScan.h"
#include "core/promql/Quoting.h"

namespace baro::promql {
namespace {

bool isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

}  // namespace

char Lexer::peek(std::size_t ahead) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
}

char32_t Lexer::character() const {
    return at_ < text_.size() ? characterAt(text_, at_).code : noCharacter;
}

void Lexer::skipSpaces() {
    while (at_ < text_.size() && isSpace(text_[at_]))
        ++at_;
}

bool Lexer::skipIf(char wanted) {
    if (at_ >= text_.size() || text_[at_] != wanted) return false;
    ++at_;
    return true;
}

Token Lexer::token(TokenKind kind) {
    return {kind, {static_cast<std::uint32_t>(from_), static_cast<std::uint32_t>(at_)}};
}

Token Lexer::broken(std::string message) {
    error_ = std::move(message);
    return token(TokenKind::Error);
}

Token Lexer::next() {
    skipSpaces();
    from_ = at_;
    if (at_ == text_.size()) return end();
    if (inBraces_) return peek() == '#' ? comment() : insideBraces();
    if (beforeRange_) return startOfBrackets();
    return peek() == '#' ? comment() : statement();
}

Token Lexer::end() {
    if (saidUnclosed_) return token(TokenKind::End);
    saidUnclosed_ = true;
    if (inBraces_) return broken("unexpected end of input inside braces");
    if (beforeRange_) return broken("unexpected end of input in duration expression");
    if (openParens_ != 0) return broken("unclosed left parenthesis");
    if (inBrackets_) return broken("unclosed left bracket");
    return token(TokenKind::End);
}

Token Lexer::comment() {
    while (at_ < text_.size() && text_[at_] != '\n' && text_[at_] != '\r')
        ++at_;
    return token(TokenKind::Comment);
}

Token Lexer::statement() {
    const char c = peek();
    if (isDigit(c) || (c == '.' && isDigit(peek(1)))) return numberOrDuration();
    if (c == '"' || c == '\'' || c == '`') return quoted();
    if (isLetter(c) || c == '_' || c == ':') return inBrackets_ ? wordInsideBrackets() : word();
    if (c == '[') return leftBracket();
    if (c == ')') return rightParen();
    return punctuation();
}

Token Lexer::insideBraces() {
    const char c = peek();
    if (c == '"' || c == '\'' || c == '`') return quoted();
    if (isLetter(c) || c == '_') {
        while (isWordCharacter(peek()))
            ++at_;
        return token(TokenKind::Identifier);
    }
    const char32_t code = character();
    at_ += characterAt(text_, at_).bytes;
    switch (c) {
        case ',':
            return token(TokenKind::Comma);
        case '=':
            return token(skipIf('~') ? TokenKind::RegexMatch : TokenKind::Assign);
        case '!':
            if (skipIf('~')) return token(TokenKind::RegexMismatch);
            if (skipIf('=')) return token(TokenKind::NotEqual);
            return broken(fmt::format("unexpected character after '!' inside braces: {}",
                                      quotedCharacter(character())));
        case '{':
            return broken("unexpected left brace '{'");
        case '}':
            inBraces_ = false;
            return token(TokenKind::RightBrace);
        default:
            return broken(fmt::format("unexpected character inside braces: {}", quotedCharacter(code)));
    }
}

// Between "[" and its first number stand only signs that a duration may begin with, or a whole arithmetic of
// durations that the parser refuses as Prometheus does without its feature flag.
Token Lexer::startOfBrackets() {
    const char c = peek();
    if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
        beforeRange_ = false;
        return numberOrDuration();
    }
    if (c == ')') return rightParen();
    if (std::string_view("](+-*/%^").find(c) != std::string_view::npos) {
        if (c == ']') beforeRange_ = false;
        return punctuation();
    }
    const char32_t code = character();
    at_ += characterAt(text_, at_).bytes;
    beforeRange_ = false;
    if (c == ':') return broken("unexpected colon before duration in duration expression");
    return broken(fmt::format("unexpected character in duration expression: {}", quotedCharacter(code)));
}

Token Lexer::quoted() {
    StringEnd end = endOfString(text_.substr(at_));
    at_ += end.bytes;
    return end.error ? broken(std::move(*end.error)) : token(TokenKind::String);
}

Token Lexer::numberOrDuration() {
    const NumberScan scan = scanNumber(text_.substr(at_));
    at_ += scan.bytes;
    if (scan.kind != TokenKind::Error) return token(scan.kind);
    return broken(
        fmt::format("bad number or duration syntax: {}", promql::quoted(text_.substr(from_, at_ - from_))));
}

Token Lexer::word() {
    bool hasColon = false;
    for (; isWordCharacter(peek()) || peek() == ':'; ++at_)
        hasColon |= peek() == ':';
    return token(hasColon ? TokenKind::MetricIdentifier : kindOfWord(text_.substr(from_, at_ - from_)));
}

Token Lexer::wordInsideBrackets() {
    const char c = peek();
    ++at_;
    if (sawColon_) return broken(fmt::format("unexpected colon '{}'", c));
    sawColon_ = c == ':';
    if (c == ':') return token(TokenKind::Colon);
    return broken(fmt::format("unexpected character: '{}', expected ':'", c));
}

Token Lexer::punctuation() {
    const char32_t code = character();
    const char c = peek();
    at_ += characterAt(text_, at_).bytes;
    switch (c) {
        case ',':
            return token(TokenKind::Comma);
        case '*':
            return token(TokenKind::Multiply);
        case '/':
            return token(TokenKind::Divide);
        case '%':
            return token(TokenKind::Modulo);
        case '+':
            return token(TokenKind::Add);
        case '-':
            return token(TokenKind::Subtract);
        case '^':
            return token(TokenKind::Power);
        case '@':
            return token(TokenKind::At);
        case '(':
            ++openParens_;
            return token(TokenKind::LeftParen);
        case '{':
            inBraces_ = true;
            return token(TokenKind::LeftBrace);
        case ']':
            if (!inBrackets_) return broken("unexpected right bracket ']'");
            inBrackets_ = false;
            return token(TokenKind::RightBracket);
        case '=':
        case '!':
        case '<':
        case '>':
            return comparison();
        default:
            return broken(fmt::format("unexpected character: {}", quotedCharacter(code)));
    }
}

Token Lexer::comparison() {
    const char first = text_[from_];
    const bool orEqual = skipIf('=');
    if (first == '<') return token(orEqual ? TokenKind::LessOrEqual : TokenKind::Less);
    if (first == '>') return token(orEqual ? TokenKind::GreaterOrEqual : TokenKind::Greater);
    if (orEqual) return token(first == '=' ? TokenKind::Equal : TokenKind::NotEqual);
    if (first == '=' && peek() != '~') return token(TokenKind::Assign);
    return broken(fmt::format("unexpected character after '{}': {}", first, quotedCharacter(character())));
}

Token Lexer::leftBracket() {
    ++at_;
    if (inBrackets_) return broken("unexpected left bracket '['");
    inBrackets_ = true;
    beforeRange_ = true;
    sawColon_ = false;
    return token(TokenKind::LeftBracket);
}

Token Lexer::rightParen() {
    ++at_;
    if (openParens_ == 0) return broken("unexpected right parenthesis ')'");
    --openParens_;
    return token(TokenKind::RightParen);
}

std::vector<Token> tokens(std::string_view text) {
    std::vector<Token> all;
    Lexer lexer(text);
    for (Token token = lexer.next(); token.kind != TokenKind::End; token = lexer.next())
        all.push_back(token);
    return all;
}

}  // namespace baro::promql
