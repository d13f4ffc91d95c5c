// Texts, actions and clauses of text/template by recursive descent; the first error ends it.
#include <fmt/format.h>

#include <utility>

#include "core/templates/TemplatePipelines.h"
#include "core/templates/TemplateTree.h"
#include "core/templates/TemplateWords.h"

namespace baro::alerts {
namespace {

using Kind = TemplateNode::Kind;
using Token = TemplateToken;
using NodePtr = TemplatePipelines::NodePtr;

constexpr std::size_t longestTemplate = 65'536;

class TemplateParser {
  public:
    explicit TemplateParser(std::string text)
        : tree_{std::move(text), nullptr, {}}, words_(tree_.text), pipelines_(words_, variables_) {}

    // Throws a TemplateSyntaxError.
    TemplateTree run() {
        const NodePtr list = madeNode(Kind::List, 0);
        while (words_.peek().kind != Token::End) {
            const bool isAction = words_.peek().kind == Token::LeftDelimiter;
            if (isAction) words_.next();
            if (isAction && words_.peekNonSpace().kind == Token::Define) {
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
    [[noreturn]] void unexpectedClause() { words_.fail(fmt::format("unexpected {{{{{}}}}}", clause_)); }

    // Null where {{end}} or {{else}} stands; clause_ says which.
    NodePtr textOrAction() {
        TemplateWord word = words_.nextNonSpace();
        if (word.kind == Token::Text) return madeNode(Kind::Text, word.at, std::move(word.text));
        if (word.kind != Token::LeftDelimiter) words_.unexpected(word, "input");
        return action();
    }

    NodePtr action() {
        const TemplateWords::Level level(words_);
        const TemplateWord& word = words_.peekNonSpace();
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
                words_.unexpected(words_.next(), "command");
            case Token::EndKeyword:
                words_.next();
                words_.expect(Token::RightDelimiter, "end");
                return clause("end");
            case Token::Else:
                return elseClause();
            default:
                break;
        }
        const NodePtr node = madeNode(Kind::Action, word.at);
        node->parts.push_back(pipelines_.pipeline("command", Token::RightDelimiter));
        return node;
    }

    NodePtr clause(const char* name) {
        clause_ = name;
        return nullptr;
    }

    NodePtr elseClause() {
        words_.next();
        const Token follows = words_.peekNonSpace().kind;
        // "else if" is an if within else; its end is the end of both.
        if (follows == Token::If || follows == Token::With) return clause("else");
        words_.expect(Token::RightDelimiter, "else");
        return clause("else");
    }

    NodePtr jump() {
        const TemplateWord word = words_.next();
        if (rangeDepth_ == 0) words_.fail(fmt::format("{{{{{}}}}} outside {{{{range}}}}", word.text));
        words_.expect(Token::RightDelimiter, word.text);
        return madeNode(word.kind == Token::Break ? Kind::Break : Kind::Continue, word.at, word.text);
    }

    NodePtr invocation() {
        const TemplateWord word = words_.next();
        const TemplateWord name = words_.nextNonSpace();
        if (name.kind != Token::String && name.kind != Token::RawString)
            words_.unexpected(name, "template clause");
        NodePtr node = madeNode(Kind::Invoke, word.at + static_cast<std::uint32_t>(word.text.size()) + 1,
                                pipelines_.textConstant(name));
        if (words_.peekNonSpace().kind == Token::RightDelimiter)
            words_.next();
        else
            node->parts.push_back(pipelines_.pipeline("template clause", Token::RightDelimiter));
        return node;
    }

    NodePtr control(Kind kind, const char* context) {
        const NodePtr node = madeNode(kind, words_.next().at, context);
        const std::size_t known = variables_.size();
        node->parts.push_back(pipelines_.pipeline(context, Token::RightDelimiter, kind == Kind::Range));
        rangeDepth_ += kind == Kind::Range ? 1 : 0;
        node->parts.push_back(itemsUntilClause());
        rangeDepth_ -= kind == Kind::Range ? 1 : 0;
        if (std::string_view(clause_) == "else") node->parts.push_back(elseItems(kind));
        variables_.resize(known);
        return node;
    }

    NodePtr elseItems(Kind kind) {
        const Token follows = words_.peek().kind;
        if (follows != Token::If && follows != Token::With) {
            NodePtr list = itemsUntilClause();
            if (std::string_view(clause_) == "else") words_.fail("expected end; found {{else}}");
            return list;
        }
        const bool fits =
            (kind == Kind::If && follows == Token::If) || (kind == Kind::With && follows == Token::With);
        if (!fits) words_.unexpected(words_.next(), "else");
        const NodePtr list = madeNode(Kind::List, words_.peek().at);
        const TemplateWords::Level level(words_);
        list->parts.push_back(control(kind, kind == Kind::If ? "if" : "with"));
        return list;
    }

    NodePtr itemsUntilClause() {
        const TemplateWords::Level level(words_);
        const NodePtr list = madeNode(Kind::List, words_.peekNonSpace().at);
        while (words_.peekNonSpace().kind != Token::End) {
            NodePtr node = textOrAction();
            if (node == nullptr) return list;
            list->parts.push_back(std::move(node));
        }
        words_.fail("unexpected EOF");
    }

    void definition() {
        words_.next();
        const TemplateWord name = words_.nextNonSpace();
        if (name.kind != Token::String && name.kind != Token::RawString)
            words_.unexpected(name, "define clause");
        const std::string key = pipelines_.textConstant(name);
        words_.expect(Token::RightDelimiter, "define clause");
        auto outer = std::exchange(variables_, {"$"});
        const NodePtr list = itemsUntilClause();
        if (std::string_view(clause_) == "else") words_.fail("unexpected {{else}} in define clause");
        variables_ = std::move(outer);
        tree_.definitions.insert_or_assign(key, list);
    }

    TemplateTree tree_;
    TemplateWords words_;
    int rangeDepth_ = 0;
    const char* clause_ = "";
    std::vector<std::string> variables_{"$"};
    TemplatePipelines pipelines_;
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
