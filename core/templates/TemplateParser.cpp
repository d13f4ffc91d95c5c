// The grammar of text/template by recursive descent; the first error ends it.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "core/promql/NumberText.h"
#include "core/promql/Quoting.h"
#include "core/templates/TemplateFunctions.h"
#include "core/templates/TemplateLexer.h"
#include "core/templates/TemplateTree.h"

namespace baro::alerts {
namespace {

using Kind = TemplateNode::Kind;
using Token = TemplateToken;
using NodePtr = std::shared_ptr<TemplateNode>;

constexpr std::size_t longestTemplate = 65'536;
constexpr int deepestTemplate = 100;

struct TemplateSyntaxError {
    int line = 1;
    std::string message;
};

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

class TemplateParser {
  public:
    explicit TemplateParser(std::string text) : tree_{std::move(text), nullptr, {}}, lexer_(tree_.text) {}

    // Throws a TemplateSyntaxError, which this file catches: each rule of the grammar would otherwise have to
    // pass on that another one failed.
    TemplateTree run() {
        const NodePtr list = made(Kind::List, 0);
        while (peek().kind != Token::End) {
            const bool isAction = peek().kind == Token::LeftDelimiter;
            if (isAction) next();
            if (isAction && peekNonSpace().kind == Token::Define) {
                definition();
                continue;
            }
            NodePtr node = isAction ? action() : textOrAction();
            if (node == nullptr) unexpectedClause();
            list->parts.push_back(std::move(node));
        }
        tree_.root = list;
        return std::move(tree_);
    }

  private:
    [[noreturn]] void fail(std::string message) { throw TemplateSyntaxError{line_, std::move(message)}; }

    [[noreturn]] void unexpected(const TemplateWord& token, std::string_view context) {
        line_ = token.line;
        if (token.kind == Token::Error) fail(token.text);
        if (token.kind == Token::End) fail(fmt::format("unexpected EOF"));
        if (token.kind >= Token::Dot) fail(fmt::format("unexpected <{}> in {}", token.text, context));
        const bool isLong = token.text.size() > 10;
        fail(fmt::format("unexpected {}{} in {}", promql::quoted(token.text.substr(0, 10)),
                         isLong ? "..." : "", context));
    }
    [[noreturn]] void unexpectedClause() { fail(fmt::format("unexpected {{{{{}}}}}", clause_)); }

    const TemplateWord& peek() {
        if (!peeked_) peeked_ = lexer_.next();
        return *peeked_;
    }
    TemplateWord next() {
        TemplateWord word = peek();
        peeked_.reset();
        line_ = word.line;
        return word;
    }
    const TemplateWord& peekNonSpace() {
        while (peek().kind == Token::Space)
            next();
        return peek();
    }
    TemplateWord nextNonSpace() {
        peekNonSpace();
        return next();
    }
    TemplateWord expect(Token kind, std::string_view context) {
        TemplateWord word = nextNonSpace();
        if (word.kind != kind) unexpected(word, context);
        return word;
    }

    static NodePtr made(Kind kind, std::uint32_t at, std::string text = {}) {
        auto node = std::make_shared<TemplateNode>();
        node->kind = kind;
        node->at = at;
        node->text = std::move(text);
        return node;
    }

    class Level {
      public:
        explicit Level(TemplateParser& parser) : parser_(parser) {
            if (++parser_.depth_ > deepestTemplate) parser_.fail("nested too deep");
        }
        ~Level() { --parser_.depth_; }
        Level(const Level&) = delete;
        Level& operator=(const Level&) = delete;

      private:
        TemplateParser& parser_;
    };

    // Null where {{end}} or {{else}} stands; clause_ says which.
    NodePtr textOrAction() {
        TemplateWord word = nextNonSpace();
        if (word.kind == Token::Text) return made(Kind::Text, word.at, std::move(word.text));
        if (word.kind != Token::LeftDelimiter) unexpected(word, "input");
        return action();
    }

    NodePtr action() {
        const Level level(*this);
        const TemplateWord& word = peekNonSpace();
        switch (word.kind) {
            case Token::If:
                return control(Kind::If, "if");
            case Token::Range:
                return control(Kind::Range, "range");
            case Token::With:
                return control(Kind::With, "with");
            case Token::Break:
            case Token::Continue:
                return jump();
            case Token::Template:
                return invocation();
            case Token::Block:
            case Token::Define:
                unexpected(next(), "command");
            case Token::EndKeyword:
                next();
                expect(Token::RightDelimiter, "end");
                return clause("end");
            case Token::Else:
                return elseClause();
            default:
                break;
        }
        const NodePtr node = made(Kind::Action, word.at);
        node->parts.push_back(pipeline("command", Token::RightDelimiter));
        return node;
    }

    NodePtr clause(const char* name) {
        clause_ = name;
        return nullptr;
    }

    NodePtr elseClause() {
        next();
        const Token follows = peekNonSpace().kind;
        // "else if" is an if within else; its end is the end of both.
        if (follows == Token::If || follows == Token::With) return clause("else");
        expect(Token::RightDelimiter, "else");
        return clause("else");
    }

    NodePtr jump() {
        const TemplateWord word = next();
        if (rangeDepth_ == 0) fail(fmt::format("{{{{{}}}}} outside {{{{range}}}}", word.text));
        expect(Token::RightDelimiter, word.text);
        return made(word.kind == Token::Break ? Kind::Break : Kind::Continue, word.at, word.text);
    }

    NodePtr invocation() {
        const TemplateWord word = next();
        const TemplateWord name = nextNonSpace();
        if (name.kind != Token::String && name.kind != Token::RawString) unexpected(name, "template clause");
        NodePtr node = made(Kind::Invoke, word.at + static_cast<std::uint32_t>(word.text.size()) + 1,
                            textConstant(name));
        if (peekNonSpace().kind == Token::RightDelimiter)
            next();
        else
            node->parts.push_back(pipeline("template clause", Token::RightDelimiter));
        return node;
    }

    NodePtr control(Kind kind, const char* context) {
        const NodePtr node = made(kind, next().at, context);
        const std::size_t known = variables_.size();
        node->parts.push_back(pipeline(context, Token::RightDelimiter, kind == Kind::Range));
        rangeDepth_ += kind == Kind::Range ? 1 : 0;
        node->parts.push_back(itemsUntilClause());
        rangeDepth_ -= kind == Kind::Range ? 1 : 0;
        if (std::string_view(clause_) == "else") node->parts.push_back(elseItems(kind));
        variables_.resize(known);
        return node;
    }

    NodePtr elseItems(Kind kind) {
        const Token follows = peek().kind;
        if (follows != Token::If && follows != Token::With) {
            NodePtr list = itemsUntilClause();
            if (std::string_view(clause_) == "else") fail("expected end; found {{else}}");
            return list;
        }
        const bool fits =
            (kind == Kind::If && follows == Token::If) || (kind == Kind::With && follows == Token::With);
        if (!fits) unexpected(next(), "else");
        const NodePtr list = made(Kind::List, peek().at);
        const Level level(*this);
        list->parts.push_back(control(kind, kind == Kind::If ? "if" : "with"));
        return list;
    }

    NodePtr itemsUntilClause() {
        const Level level(*this);
        const NodePtr list = made(Kind::List, peekNonSpace().at);
        while (peekNonSpace().kind != Token::End) {
            NodePtr node = textOrAction();
            if (node == nullptr) return list;
            list->parts.push_back(std::move(node));
        }
        fail("unexpected EOF");
    }

    void definition() {
        next();
        const TemplateWord name = nextNonSpace();
        if (name.kind != Token::String && name.kind != Token::RawString) unexpected(name, "define clause");
        const std::string key = textConstant(name);
        expect(Token::RightDelimiter, "define clause");
        auto outer = std::exchange(variables_, {"$"});
        const NodePtr list = itemsUntilClause();
        if (std::string_view(clause_) == "else") fail("unexpected {{else}} in define clause");
        variables_ = std::move(outer);
        tree_.definitions.insert_or_assign(key, list);
    }

    NodePtr pipeline(std::string_view context, Token end, bool isRange = false) {
        const Level level(*this);
        const NodePtr pipe = made(Kind::Pipeline, peekNonSpace().at);
        declarations(*pipe, context, isRange);
        for (;;) {
            const TemplateWord& word = peekNonSpace();
            if (word.kind == end) {
                next();
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
                    unexpected(next(), context);
            }
        }
    }

    // "$x :=", "$x =" and, of range, "$i, $x :=". Without one nothing is taken.
    void declarations(TemplateNode& pipe, std::string_view context, bool isRange) {
        while (peekNonSpace().kind == Token::Variable) {
            const TemplateWord variable = next();
            const bool hadSpace = peek().kind == Token::Space;
            const TemplateWord& follows = peekNonSpace();
            if (follows.kind == Token::Assign || follows.kind == Token::Declare) {
                pipe.declares = next().kind == Token::Declare;
                pipe.names.push_back(variable.text);
                variables_.push_back(variable.text);
                return;
            }
            if (follows.kind == Token::Character && follows.text == ",") {
                next();
                pipe.names.push_back(variable.text);
                variables_.push_back(variable.text);
                if (!isRange || pipe.names.size() > 1)
                    fail(fmt::format("too many declarations in {}", context));
                continue;
            }
            // A value after all: it is the first operand.
            firstVariable_ = variable;
            hadSpaceAfterVariable_ = hadSpace;
            pipe.parts.push_back(command());
            return;
        }
    }

    void checkPipeline(const TemplateNode& pipe, std::string_view context) {
        if (pipe.parts.empty()) fail(fmt::format("missing value for {}", context));
        for (std::size_t i = 1; i < pipe.parts.size(); ++i) {
            const Kind first = pipe.parts[i]->parts.front()->kind;
            if (first == Kind::Constant || first == Kind::Dot || first == Kind::Nil)
                fail(fmt::format("non executable command in pipeline stage {}", i + 1));
        }
    }

    NodePtr command() {
        const std::uint32_t at = firstVariable_ ? firstVariable_->at : peekNonSpace().at;
        const NodePtr node = made(Kind::Command, at);
        for (;;) {
            if (!firstVariable_) peekNonSpace();
            if (NodePtr operand = this->operand()) node->parts.push_back(std::move(operand));
            const TemplateWord& word = peek();
            if (std::exchange(hadSpaceAfterVariable_, false) || word.kind == Token::Space) {
                // A blank may have gone when it was looked for a declaration.
                if (word.kind == Token::Space) next();
                if (peek().kind != Token::RightDelimiter && peek().kind != Token::RightParen &&
                    peek().kind != Token::Pipe)
                    continue;
            }
            if (peek().kind == Token::RightDelimiter || peek().kind == Token::RightParen) break;
            if (peek().kind == Token::Pipe) {
                next();
                break;
            }
            unexpected(next(), "operand");
        }
        if (node->parts.empty()) fail("empty command");
        return node;
    }

    NodePtr operand() {
        NodePtr node = term();
        if (node == nullptr || hadSpaceAfterVariable_ || peek().kind != Token::Field) return node;
        const std::uint32_t at = peek().at;
        std::vector<std::string> names;
        while (peek().kind == Token::Field)
            names.push_back(next().text.substr(1));
        switch (node->kind) {
            case Kind::Field:
            case Kind::Variable:
                node->at = at;
                node->names.insert(node->names.end(), names.begin(), names.end());
                return node;
            case Kind::Constant:
            case Kind::Nil:
            case Kind::Dot:
                fail(fmt::format("unexpected . after term {}", promql::quoted(toString(*node))));
            default:
                break;
        }
        const NodePtr chain = made(Kind::Chain, at);
        chain->parts.push_back(std::move(node));
        chain->names = std::move(names);
        return chain;
    }

    // Null where no term begins.
    NodePtr term() {
        if (firstVariable_) return variable(*std::exchange(firstVariable_, std::nullopt));
        const TemplateWord& word = peekNonSpace();
        switch (word.kind) {
            case Token::Identifier:
                if (findFunction(word.text) == nullptr) {
                    line_ = word.line;
                    fail(fmt::format("function {} not defined", promql::quoted(word.text)));
                }
                return plain(Kind::Identifier);
            case Token::Dot:
                return plain(Kind::Dot);
            case Token::Nil:
                return plain(Kind::Nil);
            case Token::Variable:
                return variable(next());
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
                const TemplateWord text = next();
                const NodePtr node = made(Kind::Constant, text.at, text.text);
                node->constant.value = textConstant(text);
                return node;
            }
            case Token::LeftParen:
                next();
                return pipeline("parenthesized pipeline", Token::RightParen);
            default:
                return nullptr;
        }
    }

    NodePtr plain(Kind kind) {
        TemplateWord word = next();
        return made(kind, word.at, std::move(word.text));
    }

    NodePtr variable(const TemplateWord& word) {
        if (std::ranges::find(variables_, word.text) == variables_.end()) {
            line_ = word.line;
            fail(fmt::format("undefined variable {}", promql::quoted(word.text)));
        }
        const NodePtr node = made(Kind::Variable, word.at, word.text);
        node->names.push_back(word.text);
        return node;
    }

    NodePtr number() {
        const TemplateWord word = next();
        const NodePtr node = made(Kind::Constant, word.at, word.text);
        if (word.kind == Token::CharacterConstant) {
            const std::string text = textConstant(word);
            const promql::Character character =
                text.empty() ? promql::Character{} : promql::characterAt(text, 0);
            if (character.bytes == 0 || character.bytes != text.size())
                fail("malformed character constant: " + word.text);
            node->constant.value = static_cast<std::int64_t>(character.code);
            return node;
        }
        const auto value = numberConstant(word.text);
        if (!value) fail("bad number syntax: " + promql::quoted(word.text));
        node->constant = *value;
        return node;
    }

    std::string textConstant(const TemplateWord& word) {
        const promql::StringEnd end = promql::endOfString(word.text);
        if (end.error || end.bytes != word.text.size()) fail("invalid syntax");
        return promql::unquoted(word.text);
    }

    TemplateTree tree_;
    TemplateLexer lexer_;
    std::optional<TemplateWord> peeked_;
    int line_ = 1;
    int depth_ = 0;
    int rangeDepth_ = 0;
    const char* clause_ = "";
    std::vector<std::string> variables_{"$"};
    // A variable that was taken to look for ":=" behind it.
    std::optional<TemplateWord> firstVariable_;
    bool hadSpaceAfterVariable_ = false;
};

}  // namespace

std::variant<TemplateTree, std::string> parseTemplate(std::string text) {
    if (text.size() > longestTemplate) return fmt::format("1: longer than {} bytes", longestTemplate);
    try {
        return TemplateParser(std::move(text)).run();
    } catch (const TemplateSyntaxError& error) {
        return fmt::format("{}: {}", error.line, error.message);
    }
}

}  // namespace baro::alerts
