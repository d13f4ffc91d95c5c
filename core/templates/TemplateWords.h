// The words of a template as its parser takes them: one may be looked at before it is taken, and the first
// error ends it all.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/templates/TemplateLexer.h"

namespace baro::alerts {

// Thrown within the parser only, and caught by parseTemplate(): each rule of the grammar would otherwise have
// to pass on that another one failed.
struct TemplateSyntaxError {
    int line = 1;
    std::string message;
};

class TemplateWords {
  public:
    explicit TemplateWords(std::string_view text) : lexer_(text) {}  // the text outlives it

    const TemplateWord& peek();
    TemplateWord next();
    const TemplateWord& peekNonSpace();  // takes the blanks before it
    TemplateWord nextNonSpace();
    TemplateWord expect(TemplateToken kind, std::string_view context);

    [[noreturn]] void fail(std::string message) const;  // on the line of the word that was taken last
    [[noreturn]] void failAt(const TemplateWord& word, std::string message);
    [[noreturn]] void unexpected(const TemplateWord& word, std::string_view context);

    // A rule of the grammar within another one, as long as it is parsed; fails where that is too deep.
    class Level {
      public:
        explicit Level(TemplateWords& words);
        ~Level() { --words_.depth_; }
        Level(const Level&) = delete;
        Level& operator=(const Level&) = delete;

      private:
        TemplateWords& words_;
    };

  private:
    TemplateLexer lexer_;
    std::optional<TemplateWord> peeked_;
    int line_ = 1;
    int depth_ = 0;
};

}  // namespace baro::alerts
