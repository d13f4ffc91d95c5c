#include "core/templates/TemplateLexer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/Characters.h"
#include "core/promql/Quoting.h"

namespace baro::alerts {
namespace {

constexpr std::string_view blanks = " \t\r\n";

bool isBlank(char c) {
    return blanks.find(c) != std::string_view::npos;
}
// Letters beyond ASCII belong to names, as in Go; which of them are letters is not looked up.
bool isNameByte(char c) {
    return isWordCharacter(c) || static_cast<unsigned char>(c) >= 0x80;
}

TemplateToken keywordOf(std::string_view name) {
    using enum TemplateToken;
    constexpr std::array<std::pair<std::string_view, TemplateToken>, 14> words{{{"nil", Nil},
                                                                                {"true", Bool},
                                                                                {"false", Bool},
                                                                                {"if", If},
                                                                                {"else", Else},
                                                                                {"end", EndKeyword},
                                                                                {"range", Range},
                                                                                {"with", With},
                                                                                {"break", Break},
                                                                                {"continue", Continue},
                                                                                {"define", Define},
                                                                                {"template", Template},
                                                                                {"block", Block},
                                                                                {"", Identifier}}};
    for (const auto& [word, kind] : words)
        if (word == name) return kind;
    return Identifier;
}

}  // namespace

TemplateWord TemplateLexer::word(TemplateToken kind, std::size_t bytes) {
    TemplateWord word{kind, static_cast<std::uint32_t>(at_), 1, std::string(text_.substr(at_, bytes))};
    line_ += static_cast<int>(
        std::count(text_.begin() + static_cast<std::ptrdiff_t>(countedTo_),
                   text_.begin() + static_cast<std::ptrdiff_t>(std::max(at_, countedTo_)), '\n'));
    countedTo_ = std::max(at_, countedTo_);
    word.line = line_;
    at_ += word.text.size();
    return word;
}

TemplateWord TemplateLexer::broken(std::string message) {
    TemplateWord error = word(TemplateToken::Error, 0);
    error.text = std::move(message);
    isDone_ = true;
    return error;
}

TemplateWord TemplateLexer::next() {
    if (isDone_) return word(TemplateToken::End, 0);
    return inAction_ ? inAction() : plainText();
}

TemplateWord TemplateLexer::plainText() {
    if (std::exchange(trimsNext_, false)) at_ = std::min(text_.find_first_not_of(blanks, at_), text_.size());
    const std::size_t open = text_.find("{{", at_);
    std::size_t end = std::min(open, text_.size());
    if (open != std::string_view::npos && open + 3 < text_.size() && text_[open + 2] == '-' &&
        isBlank(text_[open + 3]))
        while (end > at_ && isBlank(text_[end - 1]))
            --end;
    if (end > at_) return word(TemplateToken::Text, end - at_);
    if (open == std::string_view::npos) {
        isDone_ = true;
        return word(TemplateToken::End, 0);
    }
    at_ = open;
    return leftDelimiter();
}

TemplateWord TemplateLexer::leftDelimiter() {
    const bool trims = rest().size() > 3 && rest()[2] == '-' && isBlank(rest()[3]);
    const std::size_t bytes = trims ? 4 : 2;
    if (rest().substr(bytes).starts_with("/*")) return at_ += bytes, comment();
    TemplateWord delimiter = word(TemplateToken::LeftDelimiter, 2);
    at_ += bytes - 2;
    inAction_ = true;
    parens_ = 0;
    return delimiter;
}

TemplateWord TemplateLexer::comment() {
    const std::size_t end = text_.find("*/", at_ + 2);
    if (end == std::string_view::npos) return broken("unclosed comment");
    at_ = end + 2;
    bool trims = false;
    if (!atRightDelimiter(trims)) return broken("comment ends before closing delimiter");
    at_ += trims ? 4 : 2;
    trimsNext_ = trims;
    return plainText();
}

bool TemplateLexer::atRightDelimiter(bool& trims) const {
    trims = rest().size() >= 4 && isBlank(rest()[0]) && rest().substr(1, 3) == "-}}";
    return trims || rest().starts_with("}}");
}

TemplateWord TemplateLexer::rightDelimiter() {
    bool trims = false;
    atRightDelimiter(trims);
    if (parens_ > 0) return broken("unclosed left paren");
    if (trims) at_ += 2;
    trimsNext_ = trims;
    inAction_ = false;
    return word(TemplateToken::RightDelimiter, 2);
}

TemplateWord TemplateLexer::space() {
    std::size_t end = std::min(text_.find_first_not_of(blanks, at_), text_.size());
    // The last blank before "-}}" belongs to it.
    if (text_.substr(end).starts_with("-}}")) --end;
    return end == at_ ? rightDelimiter() : word(TemplateToken::Space, end - at_);
}

TemplateWord TemplateLexer::inAction() {
    bool trims = false;
    if (atRightDelimiter(trims)) return rightDelimiter();
    if (rest().empty()) return broken("unclosed action");
    const char c = rest().front();
    if (isBlank(c)) return space();
    if (c == '=') return word(TemplateToken::Assign, 1);
    if (c == ':') return rest().starts_with(":=") ? word(TemplateToken::Declare, 2) : broken("expected :=");
    if (c == '|') return word(TemplateToken::Pipe, 1);
    if (c == '"' || c == '\'' || c == '`') return quotedWord(c);
    if (c == '$') return fieldOrVariable(TemplateToken::Variable);
    if (c == '.' && (rest().size() < 2 || !isDigit(rest()[1]))) return fieldOrVariable(TemplateToken::Field);
    if (c == '.' || c == '+' || c == '-' || isDigit(c)) return numberWord();
    if (isNameByte(c)) return named();
    if (c == '(') return ++parens_, word(TemplateToken::LeftParen, 1);
    if (c == ')') return --parens_, word(TemplateToken::RightParen, 1);
    if (c > ' ' && c < 0x7F) return word(TemplateToken::Character, 1);
    return broken(fmt::format("unrecognized character in action: U+{:04X}", static_cast<unsigned char>(c)));
}

bool TemplateLexer::atTerminator(std::size_t at) const {
    if (at >= text_.size() || isBlank(text_[at])) return true;
    return std::string_view(".,|:)(").find(text_[at]) != std::string_view::npos ||
           text_.substr(at).starts_with("}}");
}

TemplateWord TemplateLexer::named() {
    std::size_t end = at_;
    while (end < text_.size() && isNameByte(text_[end]))
        ++end;
    if (!atTerminator(end))
        return broken(
            fmt::format("bad character U+{:04X} '{}'", static_cast<unsigned char>(text_[end]), text_[end]));
    return word(keywordOf(text_.substr(at_, end - at_)), end - at_);
}

TemplateWord TemplateLexer::fieldOrVariable(TemplateToken kind) {
    std::size_t end = at_ + 1;
    if (atTerminator(end)) return word(kind == TemplateToken::Variable ? kind : TemplateToken::Dot, 1);
    while (end < text_.size() && isNameByte(text_[end]))
        ++end;
    if (!atTerminator(end))
        return broken(
            fmt::format("bad character U+{:04X} '{}'", static_cast<unsigned char>(text_[end]), text_[end]));
    return word(kind, end - at_);
}

TemplateWord TemplateLexer::numberWord() {
    std::size_t end = at_;
    if (text_[end] == '+' || text_[end] == '-') ++end;
    while (end < text_.size() && (isWordCharacter(text_[end]) || text_[end] == '.' ||
                                  ((text_[end] == '+' || text_[end] == '-') &&
                                   std::string_view("eEpP").find(text_[end - 1]) != std::string_view::npos)))
        ++end;
    return word(TemplateToken::Number, end - at_);
}

TemplateWord TemplateLexer::quotedWord(char quote) {
    const promql::StringEnd end = promql::endOfString(rest());
    if (end.error && quote == '`') return broken("unterminated raw quoted string");
    if (quote == '`') return word(TemplateToken::RawString, end.bytes);
    std::size_t close = at_ + 1;
    while (close < text_.size() && text_[close] != quote && text_[close] != '\n')
        close += text_[close] == '\\' ? 2 : 1;
    if (close >= text_.size() || text_[close] != quote)
        return broken(quote == '"' ? "unterminated quoted string" : "unterminated character constant");
    return word(quote == '"' ? TemplateToken::String : TemplateToken::CharacterConstant, close + 1 - at_);
}

}  // namespace baro::alerts
