#include "core/templates/TemplateWords.h"

#include <fmt/format.h>

#include <utility>

#include "core/promql/Quoting.h"

namespace baro::alerts {
namespace {

using Token = TemplateToken;

constexpr int deepestTemplate = 100;

}  // namespace

const TemplateWord& TemplateWords::peek() {
    if (!peeked_) peeked_ = lexer_.next();
    return *peeked_;
}

TemplateWord TemplateWords::next() {
    TemplateWord word = peek();
    peeked_.reset();
    line_ = word.line;
    return word;
}

const TemplateWord& TemplateWords::peekNonSpace() {
    while (peek().kind == Token::Space)
        next();
    return peek();
}

TemplateWord TemplateWords::nextNonSpace() {
    peekNonSpace();
    return next();
}

TemplateWord TemplateWords::expect(TemplateToken kind, std::string_view context) {
    TemplateWord word = nextNonSpace();
    if (word.kind != kind) unexpected(word, context);
    return word;
}

void TemplateWords::fail(std::string message) const {
    throw TemplateSyntaxError{line_, std::move(message)};
}

void TemplateWords::failAt(const TemplateWord& word, std::string message) {
    line_ = word.line;
    fail(std::move(message));
}

void TemplateWords::unexpected(const TemplateWord& word, std::string_view context) {
    if (word.kind == Token::Error) failAt(word, word.text);
    if (word.kind == Token::End) failAt(word, "unexpected EOF");
    if (word.kind >= Token::Dot) failAt(word, fmt::format("unexpected <{}> in {}", word.text, context));
    const bool isLong = word.text.size() > 10;
    failAt(word, fmt::format("unexpected {}{} in {}", promql::quoted(word.text.substr(0, 10)),
                             isLong ? "..." : "", context));
}

TemplateWords::Level::Level(TemplateWords& words) : words_(words) {
    if (++words_.depth_ > deepestTemplate) words_.fail("nested too deep");
}

}  // namespace baro::alerts
