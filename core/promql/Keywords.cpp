#include "core/promql/Keywords.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace baro::promql {
namespace {

using Word = std::pair<std::string_view, TokenKind>;

constexpr std::array words = std::to_array<Word>({
    {"and", TokenKind::And},
    {"atan2", TokenKind::Atan2},
    {"avg", TokenKind::Average},
    {"bool", TokenKind::Bool},
    {"bottomk", TokenKind::BottomK},
    {"by", TokenKind::By},
    {"count", TokenKind::Count},
    {"count_values", TokenKind::CountValues},
    {"end", TokenKind::EndOfRange},
    {"group", TokenKind::Group},
    {"group_left", TokenKind::GroupLeft},
    {"group_right", TokenKind::GroupRight},
    {"ignoring", TokenKind::Ignoring},
    {"limit_ratio", TokenKind::LimitRatio},
    {"limitk", TokenKind::LimitK},
    {"max", TokenKind::Maximum},
    {"min", TokenKind::Minimum},
    {"offset", TokenKind::Offset},
    {"on", TokenKind::On},
    {"or", TokenKind::Or},
    {"quantile", TokenKind::Quantile},
    {"start", TokenKind::Start},
    {"stddev", TokenKind::StandardDeviation},
    {"stdvar", TokenKind::StandardVariance},
    {"sum", TokenKind::Sum},
    {"topk", TokenKind::TopK},
    {"unless", TokenKind::Unless},
    {"without", TokenKind::Without},
});

constexpr std::array signs = std::to_array<Word>({
    {"(", TokenKind::LeftParen},       {")", TokenKind::RightParen},
    {"{", TokenKind::LeftBrace},       {"}", TokenKind::RightBrace},
    {"[", TokenKind::LeftBracket},     {"]", TokenKind::RightBracket},
    {",", TokenKind::Comma},           {":", TokenKind::Colon},
    {"=", TokenKind::Assign},          {"=~", TokenKind::RegexMatch},
    {"!~", TokenKind::RegexMismatch},  {"+", TokenKind::Add},
    {"-", TokenKind::Subtract},        {"*", TokenKind::Multiply},
    {"/", TokenKind::Divide},          {"%", TokenKind::Modulo},
    {"^", TokenKind::Power},           {"==", TokenKind::Equal},
    {"!=", TokenKind::NotEqual},       {"<", TokenKind::Less},
    {"<=", TokenKind::LessOrEqual},    {">", TokenKind::Greater},
    {">=", TokenKind::GreaterOrEqual}, {"@", TokenKind::At},
});

std::string inSmallLetters(std::string_view word) {
    std::string small(word);
    for (char& c : small)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return small;
}

}  // namespace

TokenKind kindOfWord(std::string_view word) {
    constexpr std::size_t longest = 12;  // count_values
    if (word.size() > longest) return TokenKind::Identifier;
    const std::string small = inSmallLetters(word);
    if (small == "inf" || small == "nan") return TokenKind::Number;
    const auto* const found = std::ranges::lower_bound(words, std::string_view(small), {}, &Word::first);
    return found != words.end() && found->first == small ? found->second : TokenKind::Identifier;
}

std::string_view spelling(TokenKind kind) {
    for (const auto& [text, is] : words)
        if (is == kind) return text;
    for (const auto& [text, is] : signs)
        if (is == kind) return text;
    return {};
}

bool isOperator(TokenKind kind) {
    return kind >= TokenKind::Add && kind <= TokenKind::At;
}
bool isAggregation(TokenKind kind) {
    return kind >= TokenKind::Sum && kind <= TokenKind::LimitRatio;
}
bool isKeyword(TokenKind kind) {
    return kind >= TokenKind::Bool && kind <= TokenKind::EndOfRange;
}

// Token kinds and operators of the tree stand in the same order.
BinaryOperator binaryOperator(TokenKind kind) {
    return static_cast<BinaryOperator>(static_cast<int>(kind) - static_cast<int>(TokenKind::Add));
}
AggregationOperator aggregationOperator(TokenKind kind) {
    return static_cast<AggregationOperator>(static_cast<int>(kind) - static_cast<int>(TokenKind::Sum));
}

std::string_view spelling(BinaryOperator op) {
    return spelling(static_cast<TokenKind>(static_cast<int>(op) + static_cast<int>(TokenKind::Add)));
}
std::string_view spelling(AggregationOperator op) {
    return spelling(static_cast<TokenKind>(static_cast<int>(op) + static_cast<int>(TokenKind::Sum)));
}

bool isComparison(BinaryOperator op) {
    return op >= BinaryOperator::Equal && op <= BinaryOperator::GreaterOrEqual;
}
bool isSetOperator(BinaryOperator op) {
    return op >= BinaryOperator::And;
}
bool takesParameter(AggregationOperator op) {
    return op >= AggregationOperator::TopK;
}

static_assert(static_cast<int>(TokenKind::Unless) - static_cast<int>(TokenKind::Add) ==
              static_cast<int>(BinaryOperator::Unless));
static_assert(static_cast<int>(TokenKind::LimitRatio) - static_cast<int>(TokenKind::Sum) ==
              static_cast<int>(AggregationOperator::LimitRatio));

}  // namespace baro::promql
