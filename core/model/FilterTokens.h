// Cuts a filter into words, quoted texts, operators and parentheses.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace baro {

struct FilterToken {
    enum class Kind { Word, Quoted, UnclosedQuote, Operator, And, Or, Not, Open, Close, End };
    Kind kind = Kind::End;
    std::size_t position = 0;  // bytes
    std::string_view text;     // as written, quotes included
    std::size_t end() const { return position + text.size(); }
};

// Points into the text. The last token, and only that, is End.
std::vector<FilterToken> filterTokens(std::string_view text);

}  // namespace baro
