#include "core/promql/Completion.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "core/base/Characters.h"
#include "core/promql/Lexer.h"
#include "core/promql/Quoting.h"

namespace baro::promql {
namespace {

using Wanted = CompletionContext::Wanted;

bool isOneOf(TokenKind kind, std::initializer_list<TokenKind> kinds) {
    return std::ranges::find(kinds, kind) != kinds.end();
}

bool isWord(TokenKind kind) {
    return isAggregation(kind) || isKeyword(kind) ||
           isOneOf(kind, {TokenKind::Identifier, TokenKind::MetricIdentifier, TokenKind::And, TokenKind::Or,
                          TokenKind::Unless, TokenKind::Atan2});
}

bool isName(TokenKind kind) {
    return kind == TokenKind::Identifier || kind == TokenKind::MetricIdentifier;
}

bool isNumber(TokenKind kind) {
    return kind == TokenKind::Number || kind == TokenKind::Duration;
}

bool isMatcherSign(TokenKind kind) {
    return isOneOf(kind,
                   {TokenKind::Assign, TokenKind::NotEqual, TokenKind::RegexMatch, TokenKind::RegexMismatch});
}

bool takesLabels(TokenKind kind) {
    return isOneOf(kind, {TokenKind::By, TokenKind::Without, TokenKind::On, TokenKind::Ignoring,
                          TokenKind::GroupLeft, TokenKind::GroupRight});
}

// Reads the tokens before the place once, and remembers what is open there.
class Surroundings {
  public:
    Surroundings(std::string_view text, std::vector<Token> all, std::size_t place)
        : text_(text), all_(std::move(all)), place_(place) {
        for (std::size_t index = 0; index < place_; ++index)
            read(index);
    }

    void describe(CompletionContext& context) const;

  private:
    struct Paren {
        std::optional<TokenKind> listOf;  // by, on and the like, when it holds labels
        bool ofAggregation = false;       // by or without between an aggregation's name and its body
    };

    TokenKind kindBefore(std::size_t index) const {
        return index == 0 ? TokenKind::End : all_[index - 1].kind;
    }
    std::string_view textOf(const Token& token) const {
        return text_.substr(token.at.from, token.at.to - token.at.from);
    }
    std::string nameOf(const Token& token) const {
        const bool quotes = token.kind == TokenKind::String;
        return quotes ? unquoted(textOf(token)) : std::string(textOf(token));
    }
    void read(std::size_t index);
    void openParen(std::size_t index);
    void readInBraces(std::size_t index);
    void describeBraces(CompletionContext& context) const;
    void describeList(CompletionContext& context) const;
    Wanted wantedInExpression() const;
    Wanted wantedAfterParen() const;
    std::string metricAfterList() const;

    std::string_view text_;
    std::vector<Token> all_;
    std::size_t place_;  // index of the first token that is not before the place
    std::vector<Paren> parens_;
    Paren closed_;  // the newest
    bool inBraces_ = false;
    bool inBrackets_ = false;
    std::string metric_;  // of the newest selector
    std::string label_;   // of the newest matcher
};

void Surroundings::read(std::size_t index) {
    const Token& token = all_[index];
    switch (token.kind) {
        case TokenKind::LeftBrace:
            inBraces_ = true;
            metric_ = index > 0 && isWord(all_[index - 1].kind) ? nameOf(all_[index - 1]) : std::string();
            return;
        case TokenKind::RightBrace:
            inBraces_ = false;
            return;
        case TokenKind::LeftBracket:
        case TokenKind::RightBracket:
            inBrackets_ = token.kind == TokenKind::LeftBracket;
            return;
        case TokenKind::LeftParen:
            return openParen(index);
        case TokenKind::RightParen:
            closed_ = parens_.empty() ? Paren() : parens_.back();
            if (!parens_.empty()) parens_.pop_back();
            return;
        default:
            break;
    }
    if (inBraces_) return readInBraces(index);
    const bool inList = !parens_.empty() && parens_.back().listOf;
    const bool called = index + 1 < all_.size() && all_[index + 1].kind == TokenKind::LeftParen;
    if (isName(token.kind) && !inList && !called) metric_ = nameOf(token);
}

void Surroundings::openParen(std::size_t index) {
    Paren paren;
    const TokenKind before = kindBefore(index);
    if (takesLabels(before)) {
        paren.listOf = before;
        paren.ofAggregation = index > 1 && isAggregation(all_[index - 2].kind);
    }
    parens_.push_back(paren);
}

// A string alone, and the value of __name__, are the metric's name.
void Surroundings::readInBraces(std::size_t index) {
    const Token& token = all_[index];
    const TokenKind before = kindBefore(index);
    const bool first = before == TokenKind::LeftBrace || before == TokenKind::Comma;
    if (first && (isWord(token.kind) || token.kind == TokenKind::String)) label_ = nameOf(token);
    const bool alone =
        index + 1 < all_.size() && isOneOf(all_[index + 1].kind, {TokenKind::Comma, TokenKind::RightBrace});
    if (first && alone && token.kind == TokenKind::String) metric_ = label_;
    if (before == TokenKind::Assign && token.kind == TokenKind::String && label_ == "__name__")
        metric_ = nameOf(token);
}

void Surroundings::describe(CompletionContext& context) const {
    if (inBraces_) return describeBraces(context);
    if (inBrackets_) {
        const TokenKind before = kindBefore(place_);
        if (before == TokenKind::LeftBracket || before == TokenKind::Colon) context.wanted = Wanted::Duration;
        return;
    }
    if (!parens_.empty() && parens_.back().listOf) return describeList(context);
    context.wanted = wantedInExpression();
    if (context.wanted == Wanted::AfterOperand) context.metric = metric_;
}

void Surroundings::describeBraces(CompletionContext& context) const {
    const TokenKind before = kindBefore(place_);
    context.metric = metric_;
    if (before == TokenKind::LeftBrace || before == TokenKind::Comma) context.wanted = Wanted::LabelName;
    if (!isMatcherSign(before)) return;
    context.wanted = Wanted::LabelValue;
    context.label = label_;
}

void Surroundings::describeList(CompletionContext& context) const {
    const TokenKind before = kindBefore(place_);
    if (before != TokenKind::LeftParen && before != TokenKind::Comma) return;
    context.wanted = Wanted::LabelName;
    context.metric = parens_.back().ofAggregation ? metricAfterList() : metric_;
}

// "sum by (HERE) (rate(metric[5m]))": the first name behind the list that is no function's.
std::string Surroundings::metricAfterList() const {
    std::size_t index = place_;
    while (index < all_.size() && all_[index].kind != TokenKind::RightParen)
        ++index;
    for (; index < all_.size(); ++index) {
        const bool called = index + 1 < all_.size() && all_[index + 1].kind == TokenKind::LeftParen;
        if (isName(all_[index].kind) && !called) return nameOf(all_[index]);
    }
    return {};
}

Wanted Surroundings::wantedInExpression() const {
    TokenKind before = kindBefore(place_);
    const bool isSigned = place_ > 1 && isOneOf(before, {TokenKind::Add, TokenKind::Subtract}) &&
                          isOneOf(kindBefore(place_ - 1), {TokenKind::At, TokenKind::Offset});
    if (isSigned) before = kindBefore(place_ - 1);
    if (before == TokenKind::At) return Wanted::Timestamp;
    if (before == TokenKind::Offset) return Wanted::Duration;
    if (before == TokenKind::RightParen) return wantedAfterParen();
    if (isAggregation(before)) return Wanted::GroupingOrBody;
    const bool begins =
        isOperator(before) || isOneOf(before, {TokenKind::End, TokenKind::LeftParen, TokenKind::Comma,
                                               TokenKind::Bool, TokenKind::GroupLeft, TokenKind::GroupRight});
    if (begins) return Wanted::Expression;
    const bool ends = isName(before) || isNumber(before) ||
                      isOneOf(before, {TokenKind::RightBrace, TokenKind::RightBracket, TokenKind::String});
    return ends ? Wanted::AfterOperand : Wanted::Nothing;
}

// Behind labels stands what they belong to: the body of an aggregation, the other operand, or nothing more
// where the aggregation's body came first.
Wanted Surroundings::wantedAfterParen() const {
    if (!closed_.listOf) return Wanted::AfterOperand;
    if (closed_.ofAggregation) return Wanted::GroupingOrBody;
    const bool ofAggregation = closed_.listOf == TokenKind::By || closed_.listOf == TokenKind::Without;
    return ofAggregation ? Wanted::AfterOperand : Wanted::Expression;
}

bool isQuote(char c) {
    return c == '"' || c == '\'' || c == '`';
}

// A string that the place is inside of: only a label's value is completed. What follows an open quote is not
// known to be part of it.
CompletionContext insideString(std::string_view text, std::uint32_t cursor, const Token& string,
                               const Surroundings& surroundings) {
    CompletionContext context;
    surroundings.describe(context);
    if (context.wanted != Wanted::LabelValue) return {};
    const std::uint32_t end = string.kind == TokenKind::String ? string.at.to - 1 : cursor;
    context.replace = {string.at.from + 1, end};
    context.prefix = unquoted(text.substr(string.at.from, cursor - string.at.from));
    return context;
}

}  // namespace

CompletionContext completionAt(std::string_view text, std::size_t cursor) {
    const auto place = static_cast<std::uint32_t>(std::min(cursor, text.size()));
    std::vector<Token> all = tokens(text);
    const auto touching = std::ranges::find_if(
        all, [place](const Token& token) { return token.at.from < place && place <= token.at.to; });
    if (touching != all.end() && touching->kind == TokenKind::Comment) return {};
    const std::optional<Token> token = touching == all.end() ? std::nullopt : std::optional(*touching);
    std::erase_if(all, [](const Token& one) { return one.kind == TokenKind::Comment; });
    const auto index = static_cast<std::size_t>(
        std::ranges::find_if(
            all, [place](const Token& one) { return one.at.to >= place && one.at.from < place; }) -
        all.begin());
    const auto beyond = static_cast<std::size_t>(
        std::ranges::find_if(all, [place](const Token& one) { return one.at.from >= place; }) - all.begin());

    const bool isString = token && isQuote(text[token->at.from]);
    const bool closed = isString && token->kind == TokenKind::String && place == token->at.to;
    if (isString && !closed)
        return insideString(text, place, *token, Surroundings(text, std::move(all), index));
    const bool inWord = token && (isWord(token->kind) || isNumber(token->kind));
    const bool isBroken = token && token->kind == TokenKind::Error;
    CompletionContext context;
    if (isBroken) return context;
    Surroundings(text, std::move(all), inWord ? index : beyond).describe(context);
    context.replace = inWord ? token->at : TextRange{place, place};
    if (inWord) context.prefix = text.substr(token->at.from, place - token->at.from);
    const bool takesNumber = context.wanted == Wanted::Duration || context.wanted == Wanted::Timestamp;
    const bool digits = inWord && isDigit(text[token->at.from]);
    return digits && !takesNumber ? CompletionContext() : context;
}

}  // namespace baro::promql
