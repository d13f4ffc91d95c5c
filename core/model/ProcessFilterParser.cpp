// Recursive descent over
//   filter  = or | nothing
//   or      = and { "or" and }
//   and     = term { ["and"] term }
//   term    = ("not" | "!") term | "(" or ")" | field operator value | word
#include <algorithm>
#include <string>
#include <utility>

#include "core/base/Characters.h"
#include "core/base/Numbers.h"
#include "core/model/FilterNumbers.h"
#include "core/model/FilterTokens.h"
#include "core/model/ProcessFilter.h"

namespace baro {
namespace {

using Token = FilterToken;
using Comparison = ProcessFilter::Node::Comparison;
using NodeKind = ProcessFilter::Node::Kind;
using Problem = FilterProblem::Kind;

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

bool fits(Comparison comparison, ProcessFieldKind kind) {
    const bool equality = comparison == Comparison::Equal || comparison == Comparison::NotEqual;
    const bool likeness = comparison == Comparison::Like || comparison == Comparison::NotLike;
    if (kind == ProcessFieldKind::Text) return equality || likeness;
    if (kind == ProcessFieldKind::State) return equality;
    return !likeness;
}

std::optional<char> stateOf(std::string_view word) {
    constexpr std::string_view letters = "RSDZTtIX";
    if (word.size() == 1 && letters.find(word.front()) != std::string_view::npos) return word.front();
    const std::string wanted = lowered(word);
    for (const char letter : letters)
        if (processStateWord(letter) == wanted || (word.size() == 1 && lowered({&letter, 1}) == wanted))
            return letter;
    return std::nullopt;
}

bool isValue(const Token& token) {
    return token.kind == Token::Kind::Word || token.kind == Token::Kind::Quoted;
}

std::string_view content(const Token& token) {
    return token.kind == Token::Kind::Quoted ? token.text.substr(1, token.text.size() - 2) : token.text;
}

}  // namespace

class ProcessFilterParser {
  public:
    explicit ProcessFilterParser(std::string_view text) : tokens_(filterTokens(text)) {}

    ParsedFilter parse() {
        if (next().kind == Token::Kind::End) return {};
        if (const auto root = parseOr(); root && next().kind == Token::Kind::Close)
            fail(Problem::UnopenedParenthesis, next());
        return {std::move(filter_), std::move(problem_)};
    }

  private:
    using Index = std::optional<std::uint32_t>;  // nothing: problem_ says why
    using Node = ProcessFilter::Node;

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
    Index add(Node node) {
        filter_.nodes_.push_back(std::move(node));
        return static_cast<std::uint32_t>(filter_.nodes_.size() - 1);
    }

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
        if (++depth_ > ProcessFilter::maximumDepth) return fail(Problem::TooDeep, before_);
        const Index term = parseTerm();
        --depth_;
        return term ? add({.kind = NodeKind::Not, .left = *term}) : std::nullopt;
    }

    Index parseParentheses() {
        const Token open = before_ = take();
        if (++depth_ > ProcessFilter::maximumDepth) return fail(Problem::TooDeep, open);
        const Index inside = parseOr();
        --depth_;
        if (inside && next().kind != Token::Kind::Close) return fail(Problem::UnclosedParenthesis, open);
        if (inside) before_ = take();
        return inside;
    }

    Index parseComparisonOrWord() {
        const Token first = before_ = take();
        if (next().kind != Token::Kind::Operator) return addWord(first);
        const ProcessFieldInfo* const field =
            first.kind == Token::Kind::Word ? findProcessField(lowered(first.text)) : nullptr;
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
        return add(
            {.kind = NodeKind::Word, .pattern = TextPattern(word), .pid = parseNumber<std::int32_t>(word)});
    }

    Index addComparison(const ProcessFieldInfo& field, Comparison comparison, const Token& value) {
        if (field.kind == ProcessFieldKind::Text)
            return add({.kind = NodeKind::Text,
                        .comparison = comparison,
                        .field = field.field,
                        .pattern = TextPattern(content(value))});
        if (field.kind != ProcessFieldKind::State) return addNumber(field, comparison, value);
        const auto state = stateOf(content(value));
        if (!state) return fail(Problem::UnknownState, value);
        return add(
            {.kind = NodeKind::State, .comparison = comparison, .field = field.field, .state = *state});
    }

    Index addNumber(const ProcessFieldInfo& field, Comparison comparison, const Token& value) {
        const auto written = leadingNumber(content(value));
        if (!written) return fail(Problem::NotANumber, value);
        // "mem > 5%" asks for the share.
        const bool share = field.field == ProcessField::Memory && written->unit == "%";
        const ProcessFieldInfo& meant = share ? processField(ProcessField::MemoryShare) : field;
        std::string_view unit = written->unit;
        // "500 MB", in two words.
        const bool apart =
            unit.empty() && next().kind == Token::Kind::Word && filterUnitFactor(meant.kind, next().text);
        if (apart) unit = take().text;
        const auto factor = filterUnitFactor(meant.kind, unit);
        if (!factor) return fail(Problem::UnknownUnit, {value.kind, value.end() - unit.size(), unit});
        return add({.kind = NodeKind::Number,
                    .comparison = comparison,
                    .field = meant.field,
                    .number = written->value * *factor});
    }

    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    Token before_;  // the last one taken
    int depth_ = 0;
    ProcessFilter filter_;
    std::optional<FilterProblem> problem_;
};

ParsedFilter ProcessFilter::parse(std::string_view text) {
    if (text.size() > maximumLength)
        return {{},
                FilterProblem{FilterProblem::Kind::TooLong, maximumLength, text.size() - maximumLength, {}}};
    return ProcessFilterParser(text).parse();
}

FilterCompletion completeProcessFilter(std::string_view text, std::size_t cursor) {
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
    const auto propose = [&](std::string_view word, std::string_view help) {
        if (word.starts_with(prefix) && word != prefix) completion.proposals.push_back({word, help});
    };
    if (!isValueHere) {
        for (const ProcessFieldInfo& field : processFields())
            propose(field.word, field.help);
    } else if (const auto* field = before > 1 ? findProcessField(lowered(tokens[before - 2].text)) : nullptr;
               field && field->kind == ProcessFieldKind::State) {
        for (const char letter : std::string_view("RSDZTtIX"))
            propose(processStateWord(letter), {});
    }
    return completion;
}

}  // namespace baro
