#include "core/model/FilterTokens.h"

#include <algorithm>

namespace baro {
namespace {

using Kind = FilterToken::Kind;

constexpr std::string_view blanks = " \t\r\n";
constexpr std::string_view endsWord = " \t\r\n\"'()=<>!~";

bool isKeyword(std::string_view word, std::string_view keyword) {
    return std::equal(word.begin(), word.end(), keyword.begin(), keyword.end(),
                      [](char letter, char expected) { return (letter | 0x20) == expected; });
}

Kind wordKind(std::string_view word) {
    if (isKeyword(word, "and") || word == "&&") return Kind::And;
    if (isKeyword(word, "or") || word == "||") return Kind::Or;
    if (isKeyword(word, "not")) return Kind::Not;
    return Kind::Word;
}

// The quote that opens a text also closes it; there is no escape, since the other quote is there to hold it.
std::pair<Kind, std::size_t> quoted(std::string_view rest) {
    const auto close = rest.find(rest.front(), 1);
    if (close == std::string_view::npos) return {Kind::UnclosedQuote, rest.size()};
    return {Kind::Quoted, close + 1};
}

std::pair<Kind, std::size_t> operatorOrNot(std::string_view rest) {
    for (const std::string_view two : {"==", "!=", "<=", ">=", "!~", "=~"})
        if (rest.starts_with(two)) return {Kind::Operator, 2};
    return {rest.front() == '!' ? Kind::Not : Kind::Operator, 1};
}

std::pair<Kind, std::size_t> firstToken(std::string_view rest) {
    switch (rest.front()) {
        case '(':
            return {Kind::Open, 1};
        case ')':
            return {Kind::Close, 1};
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
    tokens.push_back({Kind::End, text.size(), {}});
    return tokens;
}

}  // namespace baro
