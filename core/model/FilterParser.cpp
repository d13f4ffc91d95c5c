// Recursive descent over
//   filter  = or | nothing
//   or      = and { "or" and }
//   and     = term { ["and"] term }
//   term    = ("not" | "!") term | "(" or ")" | field operator value | word
// where a field's name may be of several words.
#include "core/model/FilterParser.h"

#include <algorithm>
#include <utility>

#include "core/base/Characters.h"
#include "core/base/Numbers.h"
#include "core/model/FilterNumbers.h"
#include "core/model/FilterTokens.h"

namespace baro {
namespace {

using Token = FilterToken;
using Comparison = FilterNode::Comparison;
using NodeKind = FilterNode::Kind;
using Problem = FilterProblem::Kind;

constexpr std::size_t mostWordsOfAName = 8;

Comparison comparisonOf(std::string_view text) {
    if (text == "!=") return Comparison::NotEqual;
    if (text == "<") return Comparison::Less;
    if (text == "<=") return Comparison::LessEqual;
    if (text == ">") return Comparison::Greater;
    if (text == ">=") return Comparison::GreaterEqual;
    if (text == "~" || text == "=~") return Comparison::Like;
    if (text == "!~") return Comparison::NotLike;
    return Comparison::Equal;
}

bool fits(Comparison comparison, FilterFields::Field::Kind kind) {
    using Field = FilterFields::Field;
    const bool equality = comparison == Comparison::Equal || comparison == Comparison::NotEqual;
    const bool likeness = comparison == Comparison::Like || comparison == Comparison::NotLike;
    if (kind == Field::Kind::Text) return equality || likeness;
    if (kind == Field::Kind::State) return equality;
    return !likeness;
}

bool isValue(const Token& token) {
    return token.kind == Token::Kind::Word || token.kind == Token::Kind::Quoted;
}

std::string_view content(const Token& token) {
    return token.kind == Token::Kind::Quoted ? token.text.substr(1, token.text.size() - 2) : token.text;
}

class FilterGrammar {
  public:
    FilterGrammar(std::string_view text, const FilterFields& fields)
        : text_(text), fields_(fields), tokens_(filterTokens(text)) {}

    FilterText parse() {
        if (next().kind == Token::Kind::End) return {};
        if (const auto root = parseOr(); root && next().kind == Token::Kind::Close)
            fail(Problem::UnopenedParenthesis, next());
        return {std::move(tree_), std::move(problem_)};
    }

  private:
    using Index = std::optional<std::uint32_t>;  // nothing: problem_ says why
    using Field = FilterFields::Field;

    const Token& next() const { return tokens_[at_]; }
    Token take() { return next().kind == Token::Kind::End ? next() : tokens_[at_++]; }

    Index fail(Problem kind, const Token& where) {
        if (!problem_) problem_ = {kind, where.position, where.text.size(), std::string(where.text)};
        return std::nullopt;
    }
    // The gap is at `where`; `after` is what made something necessary there.
    Index missing(Problem kind, const Token& where, const Token& after) {
        if (!problem_) problem_ = {kind, where.position, where.text.size(), std::string(after.text)};
        return std::nullopt;
    }
    Index add(FilterNode node) { return tree_.add(std::move(node)); }

    Index parseOr() {
        Index left = parseAnd();
        while (left && next().kind == Token::Kind::Or) {
            before_ = take();
            const Index right = parseAnd();
            if (!right) return std::nullopt;
            left = add({.kind = NodeKind::Or, .left = *left, .right = *right});
        }
        return left;
    }

    Index parseAnd() {
        Index left = parseTerm();
        while (left && next().kind != Token::Kind::End && next().kind != Token::Kind::Or &&
               next().kind != Token::Kind::Close) {
            if (next().kind == Token::Kind::And) before_ = take();
            const Index right = parseTerm();
            if (!right) return std::nullopt;
            left = add({.kind = NodeKind::And, .left = *left, .right = *right});
        }
        return left;
    }

    Index parseTerm() {
        switch (next().kind) {
            case Token::Kind::Not:
                return parseNot();
            case Token::Kind::Open:
                return parseParentheses();
            case Token::Kind::UnclosedQuote:
                return fail(Problem::UnclosedQuote, next());
            case Token::Kind::Operator:
                return fail(Problem::MissingField, next());
            case Token::Kind::Word:
            case Token::Kind::Quoted:
                return parseComparisonOrWord();
            case Token::Kind::Close:
                if (before_.text.empty()) return fail(Problem::UnopenedParenthesis, next());
                [[fallthrough]];
            default:
                return missing(Problem::MissingTerm, next(), before_.text.empty() ? next() : before_);
        }
    }

    Index parseNot() {
        before_ = take();
        if (++depth_ > deepestFilter) return fail(Problem::TooDeep, before_);
        const Index term = parseTerm();
        --depth_;
        return term ? add({.kind = NodeKind::Not, .left = *term}) : std::nullopt;
    }

    Index parseParentheses() {
        const Token open = before_ = take();
        if (++depth_ > deepestFilter) return fail(Problem::TooDeep, open);
        const Index inside = parseOr();
        --depth_;
        if (inside && next().kind != Token::Kind::Close) return fail(Problem::UnclosedParenthesis, open);
        if (inside) before_ = take();
        return inside;
    }

    // Those before an operator, when all of them together are a name; else one.
    std::size_t wordsOfName() const {
        std::size_t end = at_;
        std::string name;
        while (tokens_[end].kind == Token::Kind::Word && end - at_ < mostWordsOfAName)
            name += (name.empty() ? "" : " ") + lowered(tokens_[end++].text);
        const bool isName = tokens_[end].kind == Token::Kind::Operator && fields_.find(name);
        return isName ? end - at_ : 1;
    }

    std::optional<Field> findField(const Token& token) const {
        if (token.kind == Token::Kind::Quoted && !fields_.hasNamesInQuotes()) return std::nullopt;
        return fields_.find(lowered(content(token)));
    }

    Index parseComparisonOrWord() {
        std::optional<Field> field;
        const std::size_t words = wordsOfName();
        const Token first = next();
        if (words > 1) {
            std::string name;
            for (std::size_t word = 0; word < words; ++word)
                name += (name.empty() ? "" : " ") + lowered((before_ = take()).text);
            field = fields_.find(name);
        } else {
            before_ = take();
            if (next().kind != Token::Kind::Operator) return addWord(first);
            field = findField(first);
        }
        if (!field) return fail(Problem::UnknownField, first);
        const Token operation = take();
        const Comparison comparison = comparisonOf(operation.text);
        if (!fits(comparison, field->kind)) return fail(Problem::WrongOperator, operation);
        if (next().kind == Token::Kind::UnclosedQuote) return fail(Problem::UnclosedQuote, next());
        if (!isValue(next())) return missing(Problem::MissingValue, next(), operation);
        return addComparison(*field, comparison, before_ = take());
    }

    Index addWord(const Token& token) {
        const std::string_view word = content(token);
        return add({.kind = NodeKind::Word,
                    .pattern = TextPattern(word),
                    .wordNumber = parseNumber<std::int32_t>(word)});
    }

    Index addComparison(const Field& field, Comparison comparison, const Token& value) {
        if (field.kind == Field::Kind::Text)
            return add({.kind = NodeKind::Text,
                        .comparison = comparison,
                        .field = field.number,
                        .pattern = TextPattern(content(value))});
        if (field.kind == Field::Kind::Number) return addNumber(field, comparison, value);
        const auto state = fields_.state(content(value));
        if (!state) return fail(Problem::UnknownState, value);
        return add(
            {.kind = NodeKind::State, .comparison = comparison, .field = field.number, .state = *state});
    }

    Index addNumber(const Field& field, Comparison comparison, const Token& value) {
        const auto written = leadingNumber(content(value));
        if (!written) return fail(Problem::NotANumber, value);
        std::string_view unit = written->unit;
        // "500 MB", in two words.
        const bool apart = unit.empty() && next().kind == Token::Kind::Word &&
                           !fields_.bounds(field, written->value, next().text).empty();
        if (apart) unit = take().text;
        const auto bounds = fields_.bounds(field, written->value, unit);
        if (bounds.empty())
            return fail(Problem::UnknownUnit,
                        {value.kind, static_cast<std::size_t>(unit.data() - text_.data()), unit});
        Index any;
        for (const FilterFields::Bound& bound : bounds) {
            const Index one = add({.kind = NodeKind::Number,
                                   .comparison = comparison,
                                   .field = bound.field,
                                   .number = bound.number});
            any = any ? add({.kind = NodeKind::Or, .left = *any, .right = *one}) : one;
        }
        return any;
    }

    std::string_view text_;
    const FilterFields& fields_;
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    Token before_;  // the last one taken
    int depth_ = 0;
    FilterTree tree_;
    std::optional<FilterProblem> problem_;
};

}  // namespace

FilterText parseFilter(std::string_view text, const FilterFields& fields) {
    if (text.size() > longestFilter)
        return {{}, FilterProblem{Problem::TooLong, longestFilter, text.size() - longestFilter, {}}};
    return FilterGrammar(text, fields).parse();
}

FilterCompletion completeFilter(std::string_view text, std::size_t cursor, const FilterFields& fields) {
    cursor = std::min(cursor, text.size());
    const std::vector<Token> tokens = filterTokens(text.substr(0, cursor));
    const Token& last = tokens.size() > 1 ? tokens[tokens.size() - 2] : tokens.back();
    FilterCompletion completion{cursor, 0, {}};
    std::string prefix;
    std::size_t before = tokens.size() - 1;  // tokens that stand before the word
    if (last.kind == Token::Kind::Word && last.end() == cursor) {
        completion.position = last.position;
        completion.length = last.text.size();
        prefix = lowered(last.text);
        --before;
    } else if (last.kind == Token::Kind::UnclosedQuote) {
        return completion;
    }
    const bool isValueHere = before > 0 && tokens[before - 1].kind == Token::Kind::Operator;
    const auto field =
        isValueHere && before > 1 ? fields.find(lowered(tokens[before - 2].text)) : std::nullopt;
    if (isValueHere && !(field && field->kind == FilterFields::Field::Kind::State)) return completion;
    for (const FilterCompletion::Proposal& proposal : isValueHere ? fields.states() : fields.names())
        if (lowered(proposal.word).starts_with(prefix) && proposal.word != prefix)
            completion.proposals.push_back(proposal);
    return completion;
}

}  // namespace baro
