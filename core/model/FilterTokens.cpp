#include "core/model/FilterTokens.h"

#include <algorithm>

#include "core/base/Characters.h"

namespace baro {
namespace {

using TokenKind = FilterToken::Kind;

constexpr std::string_view blanks = " \t\r\n";
constexpr std::string_view endsWord = " \t\r\n\"'()=<>!~";

TokenKind wordKind(std::string_view word) {
    if (equalsIgnoringCase(word, "and") || word == "&&") return TokenKind::And;
    if (equalsIgnoringCase(word, "or") || word == "||") return TokenKind::Or;
    if (equalsIgnoringCase(word, "not")) return TokenKind::Not;
    return TokenKind::Word;
}

// The quote that opens a text also closes it; there is no escape, since the other quote is there to hold it.
std::pair<TokenKind, std::size_t> quoted(std::string_view rest) {
    const auto close = rest.find(rest.front(), 1);
    if (close == std::string_view::npos) return {TokenKind::UnclosedQuote, rest.size()};
    return {TokenKind::Quoted, close + 1};
}

std::pair<TokenKind, std::size_t> operatorOrNot(std::string_view rest) {
    for (const std::string_view two : {"==", "!=", "<=", ">=", "!~", "=~"})
        if (rest.starts_with(two)) return {TokenKind::Operator, 2};
    return {rest.front() == '!' ? TokenKind::Not : TokenKind::Operator, 1};
}

std::pair<TokenKind, std::size_t> firstToken(std::string_view rest) {
    switch (rest.front()) {
        case '(':
            return {TokenKind::Open, 1};
        case ')':
            return {TokenKind::Close, 1};
        case '"':
        case '\'':
            return quoted(rest);
        case '=':
        case '<':
        case '>':
        case '~':
        case '!':
            return operatorOrNot(rest);
        default: {
            const std::string_view word = rest.substr(0, rest.find_first_of(endsWord));
            return {wordKind(word), word.size()};
        }
    }
}

}  // namespace

std::vector<FilterToken> filterTokens(std::string_view text) {
    std::vector<FilterToken> tokens;
    std::size_t position = 0;
    for (;;) {
        position = std::min(text.find_first_not_of(blanks, position), text.size());
        if (position == text.size()) break;
        const auto [kind, length] = firstToken(text.substr(position));
        tokens.push_back({kind, position, text.substr(position, length)});
        position += length;
    }
    tokens.push_back({TokenKind::End, text.size(), {}});
    return tokens;
}

}  // namespace baro
