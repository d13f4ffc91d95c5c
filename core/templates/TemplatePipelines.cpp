#include "core/templates/TemplatePipelines.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/promql/NumberText.h"
#include "core/promql/Quoting.h"
#include "core/templates/TemplateFunctions.h"

namespace baro::alerts {
namespace {

using Kind = TemplateNode::Kind;
using Token = TemplateToken;

std::optional<std::int64_t> integerConstant(std::string_view text) {
    std::string digits;
    std::ranges::copy_if(text, std::back_inserter(digits), [](char c) { return c != '_'; });
    std::string_view rest = digits;
    const bool negative = rest.starts_with('-');
    if (negative || rest.starts_with('+')) rest.remove_prefix(1);
    int base = 10;
    if (rest.size() > 1 && rest[0] == '0') {
        const char mark = rest[1];
        base = mark == 'x' || mark == 'X' ? 16 : mark == 'b' || mark == 'B' ? 2 : 8;
        rest.remove_prefix(base == 8 && mark != 'o' && mark != 'O' ? 1 : 2);
    }
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value, base);
    if (rest.empty() || rest.front() == '-' || error != std::errc{} || end != rest.data() + rest.size())
        return std::nullopt;
    return negative ? -value : value;
}

std::optional<TemplateValue> numberConstant(const std::string& text) {
    if (const auto integer = integerConstant(text)) return TemplateValue{*integer};
    if (text.find_first_of(".eEpP") == std::string::npos) return std::nullopt;
    if (const auto real = promql::readNumber(text)) return TemplateValue{*real};
    return std::nullopt;
}

}  // namespace

std::shared_ptr<TemplateNode> madeNode(TemplateNode::Kind kind, std::uint32_t at, std::string text) {
    auto node = std::make_shared<TemplateNode>();
    node->kind = kind;
    node->at = at;
    node->text = std::move(text);
    return node;
}

TemplatePipelines::NodePtr TemplatePipelines::pipeline(std::string_view context, Token end, bool isRange) {
    const TemplateWords::Level level(words_);
    const NodePtr pipe = madeNode(Kind::Pipeline, words_.peekNonSpace().at);
    declarations(*pipe, context, isRange);
    for (;;) {
        const TemplateWord& word = words_.peekNonSpace();
        if (word.kind == end) {
            words_.next();
            checkPipeline(*pipe, context);
            return pipe;
        }
        switch (word.kind) {
            case Token::Bool:
            case Token::CharacterConstant:
            case Token::Dot:
            case Token::Field:
            case Token::Identifier:
            case Token::Number:
            case Token::Nil:
            case Token::RawString:
            case Token::String:
            case Token::Variable:
            case Token::LeftParen:
                pipe->parts.push_back(command());
                break;
            default:
                words_.unexpected(words_.next(), context);
        }
    }
}

// "$x :=", "$x =" and, of range, "$i, $x :=". Without one nothing is taken.
void TemplatePipelines::declarations(TemplateNode& pipe, std::string_view context, bool isRange) {
    while (words_.peekNonSpace().kind == Token::Variable) {
        const TemplateWord variable = words_.next();
        const bool hadSpace = words_.peek().kind == Token::Space;
        const TemplateWord& follows = words_.peekNonSpace();
        if (follows.kind == Token::Assign || follows.kind == Token::Declare) {
            pipe.declares = words_.next().kind == Token::Declare;
            pipe.names.push_back(variable.text);
            variables_.push_back(variable.text);
            return;
        }
        if (follows.kind == Token::Character && follows.text == ",") {
            words_.next();
            pipe.names.push_back(variable.text);
            variables_.push_back(variable.text);
            if (!isRange || pipe.names.size() > 1)
                words_.fail(fmt::format("too many declarations in {}", context));
            continue;
        }
        // A value after all: it is the first operand.
        firstVariable_ = variable;
        hadSpaceAfterVariable_ = hadSpace;
        pipe.parts.push_back(command());
        return;
    }
}

void TemplatePipelines::checkPipeline(const TemplateNode& pipe, std::string_view context) const {
    if (pipe.parts.empty()) words_.fail(fmt::format("missing value for {}", context));
    for (std::size_t i = 1; i < pipe.parts.size(); ++i) {
        const Kind first = pipe.parts[i]->parts.front()->kind;
        if (first == Kind::Constant || first == Kind::Dot || first == Kind::Nil)
            words_.fail(fmt::format("non executable command in pipeline stage {}", i + 1));
    }
}

TemplatePipelines::NodePtr TemplatePipelines::command() {
    const std::uint32_t at = firstVariable_ ? firstVariable_->at : words_.peekNonSpace().at;
    const NodePtr node = madeNode(Kind::Command, at);
    for (;;) {
        if (!firstVariable_) words_.peekNonSpace();
        if (NodePtr operand = this->operand()) node->parts.push_back(std::move(operand));
        const TemplateWord& word = words_.peek();
        if (std::exchange(hadSpaceAfterVariable_, false) || word.kind == Token::Space) {
            // A blank may have gone when it was looked for a declaration.
            if (word.kind == Token::Space) words_.next();
            if (words_.peek().kind != Token::RightDelimiter && words_.peek().kind != Token::RightParen &&
                words_.peek().kind != Token::Pipe)
                continue;
        }
        if (words_.peek().kind == Token::RightDelimiter || words_.peek().kind == Token::RightParen) break;
        if (words_.peek().kind == Token::Pipe) {
            words_.next();
            break;
        }
        words_.unexpected(words_.next(), "operand");
    }
    if (node->parts.empty()) words_.fail("empty command");
    return node;
}

TemplatePipelines::NodePtr TemplatePipelines::operand() {
    NodePtr node = term();
    if (node == nullptr || hadSpaceAfterVariable_ || words_.peek().kind != Token::Field) return node;
    const std::uint32_t at = words_.peek().at;
    std::vector<std::string> names;
    while (words_.peek().kind == Token::Field)
        names.push_back(words_.next().text.substr(1));
    switch (node->kind) {
        case Kind::Field:
        case Kind::Variable:
            node->at = at;
            node->names.insert(node->names.end(), names.begin(), names.end());
            return node;
        case Kind::Constant:
        case Kind::Nil:
        case Kind::Dot:
            words_.fail(fmt::format("unexpected . after term {}", promql::quoted(toString(*node))));
        default:
            break;
    }
    const NodePtr chain = madeNode(Kind::Chain, at);
    chain->parts.push_back(std::move(node));
    chain->names = std::move(names);
    return chain;
}

// Null where no term begins.
TemplatePipelines::NodePtr TemplatePipelines::term() {
    if (firstVariable_) return variable(*std::exchange(firstVariable_, std::nullopt));
    const TemplateWord& word = words_.peekNonSpace();
    switch (word.kind) {
        case Token::Identifier:
            if (findFunction(word.text) == nullptr)
                words_.failAt(word, fmt::format("function {} not defined", promql::quoted(word.text)));
            return plain(Kind::Identifier);
        case Token::Dot:
            return plain(Kind::Dot);
        case Token::Nil:
            return plain(Kind::Nil);
        case Token::Variable:
            return variable(words_.next());
        case Token::Field: {
            const NodePtr node = plain(Kind::Field);
            node->names.push_back(node->text.substr(1));
            return node;
        }
        case Token::Bool: {
            const NodePtr node = plain(Kind::Constant);
            node->constant.value = node->text == "true";
            return node;
        }
        case Token::Number:
        case Token::CharacterConstant:
            return number();
        case Token::String:
        case Token::RawString: {
            const TemplateWord text = words_.next();
            const NodePtr node = madeNode(Kind::Constant, text.at, text.text);
            node->constant.value = textConstant(text);
            return node;
        }
        case Token::LeftParen:
            words_.next();
            return pipeline("parenthesized pipeline", Token::RightParen);
        default:
            return nullptr;
    }
}

TemplatePipelines::NodePtr TemplatePipelines::plain(Kind kind) {
    TemplateWord word = words_.next();
    return madeNode(kind, word.at, std::move(word.text));
}

TemplatePipelines::NodePtr TemplatePipelines::variable(const TemplateWord& word) {
    if (std::ranges::find(variables_, word.text) == variables_.end())
        words_.failAt(word, fmt::format("undefined variable {}", promql::quoted(word.text)));
    const NodePtr node = madeNode(Kind::Variable, word.at, word.text);
    node->names.push_back(word.text);
    return node;
}

TemplatePipelines::NodePtr TemplatePipelines::number() {
    const TemplateWord word = words_.next();
    const NodePtr node = madeNode(Kind::Constant, word.at, word.text);
    if (word.kind == Token::CharacterConstant) {
        const std::string text = textConstant(word);
        const promql::Character character = text.empty() ? promql::Character{} : promql::characterAt(text, 0);
        if (character.bytes == 0 || character.bytes != text.size())
            words_.fail("malformed character constant: " + word.text);
        node->constant.value = static_cast<std::int64_t>(character.code);
        return node;
    }
    const auto value = numberConstant(word.text);
    if (!value) words_.fail("bad number syntax: " + promql::quoted(word.text));
    node->constant = *value;
    return node;
}

std::string TemplatePipelines::textConstant(const TemplateWord& word) const {
    const promql::StringEnd end = promql::endOfString(word.text);
    if (end.error || end.bytes != word.text.size()) words_.fail("invalid syntax");
    return promql::unquoted(word.text);
}

}  // namespace baro::alerts
