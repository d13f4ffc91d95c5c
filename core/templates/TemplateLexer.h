// The words of a template: text, and what stands between {{ and }}.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace baro::alerts {

enum class TemplateToken : std::uint8_t {
    End,
    Error,  // the text says why
    Text,
    LeftDelimiter,
    RightDelimiter,
    Space,
    Identifier,
    Field,     // .name
    Variable,  // $name
    Bool,
    Number,
    CharacterConstant,
    String,
    RawString,
    LeftParen,
    RightParen,
    Pipe,
    Assign,
    Declare,
    Character,  // a comma, and what means nothing
    // Keywords from here on.
    Dot,
    Nil,
    If,
    Else,
    EndKeyword,
    Range,
    With,
    Break,
    Continue,
    Define,
    Template,
    Block,
};

struct TemplateWord {
    TemplateToken kind = TemplateToken::End;
    std::uint32_t at = 0;
    int line = 1;
    std::string text;
};

class TemplateLexer {
  public:
    explicit TemplateLexer(std::string_view text) : text_(text) {}  // the text outlives the lexer
    // After the last word, and after an error, End each time.
    TemplateWord next();

  private:
    TemplateWord plainText();
    TemplateWord leftDelimiter();
    TemplateWord comment();
    TemplateWord inAction();
    TemplateWord rightDelimiter();
    TemplateWord space();
    TemplateWord word(TemplateToken kind, std::size_t bytes);
    TemplateWord broken(std::string message);
    TemplateWord named();
    TemplateWord fieldOrVariable(TemplateToken kind);
    TemplateWord numberWord();
    TemplateWord quotedWord(char quote);
    bool atRightDelimiter(bool& trims) const;
    bool atTerminator(std::size_t at) const;
    std::string_view rest() const { return text_.substr(at_); }

    std::string_view text_;
    std::size_t at_ = 0;
    int parens_ = 0;
    bool inAction_ = false;
    bool trimsNext_ = false;  // blanks after a "-}}"
    bool isDone_ = false;
    // Lines are counted as far as words have come.
    std::size_t countedTo_ = 0;
    int line_ = 1;
};

}  // namespace baro::alerts
